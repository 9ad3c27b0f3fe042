import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ROLES, type Role } from '#kernel';
import { RunningLedger } from '../support/running-ledger.js';

type Method = 'get' | 'post' | 'put';
interface Route {
  readonly method: Method;
  readonly path: string;
}

/**
 * Who is let in, route by route. `open`: without a credential. `account`: every role; what an account then sees or may state is
 * its own business, see reading.spec.ts and statements.spec.ts. `figures`: roles that read all, and windows for themselves.
 */
const RULES: Readonly<Record<string, 'open' | 'account' | 'figures'>> = {
  'get /livez': 'open',
  'get /readyz': 'open',
  'get /metrics': 'open',
  'get /problems': 'open',
  'get /problems/{code}': 'open',
  'post /v1/events': 'account',
  'post /v1/events/batch': 'account',
  'post /v1/events/validate': 'account',
  'put /v1/evidence/{sha256}': 'account',
  'get /v1/evidence/{sha256}': 'account',
  'get /v1/events': 'account',
  'get /v1/events/{id}': 'account',
  'get /v1/streams/{stream}': 'account',
  'get /v1/streams/{stream}/history': 'account',
  'get /v1/traces/{id}': 'account',
  'get /v1/feed': 'account',
  'get /v1/figures': 'account',
  'get /v1/figures/{code}': 'figures',
  'get /v1/figures/{code}/measurements': 'figures',
  'get /v1/nodes/{code}/scorecard': 'figures',
  'get /v1/overview': 'account',
  'get /v1/postings': 'figures',
};
const WITHOUT_FIGURES: readonly Role[] = ['AGENCY', 'SME'];
const VALUES: Readonly<Record<string, string>> = {
  code: 'F01',
  sha256: 'a'.repeat(64),
  id: 'none',
  stream: 'ledger-self',
};

let ledger: RunningLedger;
let routes: readonly Route[];
const keys = new Map<Role, string>();

const call = ({ method, path }: Route, key?: string, query = '') => {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'x') + query;
  const sending = request(ledger.url)[method](url);
  return key === undefined ? sending : sending.set('Authorization', `Bearer ${key}`);
};
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

beforeAll(async () => {
  ledger = await RunningLedger.start();
  for (const role of ROLES) {
    const node = role === 'WINDOW' || role === 'HUB' ? { node: 'W1' } : {};
    keys.set(role, await ledger.open(`a-${role.toLowerCase()}`, role, { org: 'o-1', ...node }));
  }
  const { body } = await request(ledger.url).get('/openapi.json');
  const paths = (body as { paths: Record<string, Record<string, unknown>> }).paths;
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method as Method, path })),
  );
}, 60_000);
afterAll(() => ledger.discard());

describe('every route', () => {
  it('has a rule, and every rule a route', () => {
    expect(routes.map(nameOf).toSorted()).toEqual(Object.keys(RULES).toSorted());
  });

  it('refuses who shows no credential, unless it is open', async () => {
    for (const route of routes) {
      const { status } = await call(route);
      expect([nameOf(route), status === 401]).toEqual([nameOf(route), RULES[nameOf(route)] !== 'open']);
    }
  });

  it('lets in each role as its rule says', async () => {
    for (const route of routes.filter(({ path }) => path.startsWith('/v1/') && path !== '/v1/feed'))
      for (const [role, key] of keys) {
        const { status } = await call(route, key, RULES[nameOf(route)] === 'figures' ? '?period=2026' : '');
        const isShut = RULES[nameOf(route)] === 'figures' && WITHOUT_FIGURES.includes(role);
        expect([nameOf(route), role, status === 403 || status === 401]).toEqual([
          nameOf(route),
          role,
          isShut || isForeignNode(route, role),
        ]);
        expect(status).toBeLessThan(500);
      }
  });

  it('records nothing when it is only asked', async () => {
    const head = async () => (await ledger.log()).length;
    const before = await head();
    for (const route of routes.filter(({ method, path }) => method === 'get' && path !== '/v1/feed'))
      await call(route, ledger.key);
    expect(await head()).toBe(before);
  });

  it('of a listing or a figure refuses a parameter it does not know', async () => {
    const asked = [
      '/v1/events',
      '/v1/figures',
      '/v1/figures/{code}',
      '/v1/overview',
      '/v1/postings',
      '/v1/streams/{stream}',
    ];
    for (const path of asked) {
      const { status, body } = await call({ method: 'get', path }, ledger.key, '?colour=red');
      expect([path, status, (body as { code: string }).code]).toEqual([path, 400, 'invalid-query']);
    }
  });
});

/** A scorecard is asked of node F01 here, which is nobody's own. */
const isForeignNode = ({ path }: Route, role: Role): boolean => path.includes('/nodes/') && role === 'WINDOW';
