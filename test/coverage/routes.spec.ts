import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { get } from 'node:http';
import { once } from 'node:events';
import request from 'supertest';
import { AUDIENCES } from '#context';
import { EventStore } from '#event-store';
import { ROLES, type Role } from '#kernel';
import { RunningLedger } from '../support/running-ledger.js';
import type { Json, Operation } from '../support/published-answers.js';
import { DocumentedReader } from './documented-reader.js';

type Method = 'get' | 'post' | 'put' | 'delete';
interface Route {
  readonly method: Method;
  readonly path: string;
  readonly operation: Operation;
}

/** Whom a route is for, as it declares it; docs/api.md shows each change. What an account then sees is its own business. */
const readersOf = ({ operation }: Route): readonly Role[] => AUDIENCES[operation['x-readers']].roles;
const isOpen = ({ operation }: Route): boolean => operation['x-readers'] === 'open';

/** Served beside the API, open and without parameters: the document itself and the page that shows it. */
const UNDOCUMENTED = /^\/(?:openapi\.(?:json|yaml)|docs.*)$/;

/** Answer with no JSON of the ledger's own: probes, metrics, files. The list may only shrink. */
const WITHOUT_SCHEMA = ['/livez', '/readyz', '/metrics', '/v1/evidence/{sha256}'];

const VALUES: Readonly<Record<string, string>> = {
  code: 'F01',
  org: 'o-1',
  account: 'a-auditor',
  sha256: 'a'.repeat(64),
  id: 'none',
  stream: 'ledger-self',
  name: 'activity',
  build: '1',
  version: '1',
  list: 'roles',
};

const REQUIRED: Readonly<Record<string, string>> = { period: '2026-03', from: '0' };

let ledger: RunningLedger;
let reader: DocumentedReader;
let routes: readonly Route[];
const keys = new Map<Role, string>();

const urlOf = ({ path }: Route): string => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'x');
const call = (route: Route, key?: string, query = '') => {
  const sending = request(ledger.url)[route.method](urlOf(route) + query);
  return key === undefined ? sending : sending.set('Authorization', `Bearer ${key}`);
};
/** The parameters a route will not do without. */
const requiredOf = ({ operation }: Route): string => {
  const names = (operation.parameters ?? []).filter(
    ({ in: place, required }) => place === 'query' && required === true,
  );
  return `?${names.map(({ name }) => `${name}=${REQUIRED[name] ?? ''}`).join('&')}`;
};
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** The status alone; a feed answers without end. */
async function statusOf(route: Route, key: string, query = ''): Promise<number> {
  if (route.path !== '/v1/feed') return (await call(route, key, query)).status;
  const sending = get(ledger.url + route.path, { headers: { Authorization: `Bearer ${key}` }, agent: false });
  const [{ statusCode }] = (await once(sending, 'response')) as [{ readonly statusCode: number }];
  sending.destroy();
  return statusCode;
}

beforeAll(async () => {
  ledger = await RunningLedger.start();
  reader = await DocumentedReader.of(ledger, ledger.key);
  for (const role of ROLES) {
    const node = role === 'WINDOW' || role === 'HUB' ? { node: 'W1' } : {};
    keys.set(role, await ledger.open(`a-${role.toLowerCase()}`, role, { org: 'o-1', ...node }));
  }
  routes = Object.entries(reader.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method as Method, path, operation })),
  );
}, 60_000);
afterAll(() => ledger.discard());

describe('every route', () => {
  it('has an operation id of its own, by which generated clients call it', () => {
    const ids = routes.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index || !/^[a-z]+(?:[A-Z][a-z]+)+$/.test(id))).toEqual([]);
  });

  it('says what it answers with each status, success or not', () => {
    for (const route of routes) {
      const { responses } = route.operation;
      for (const [status, { content }] of Object.entries(responses))
        expect([nameOf(route), status, Object.values(content ?? {}).map(({ schema }) => typeof schema)]).toEqual([
          nameOf(route),
          status,
          status === '204' ? [] : expect.arrayContaining(['object']),
        ]);
    }
  });

  it('that the server serves is documented, with every part of its path', () => {
    const served = servedBy(ledger.app.getHttpAdapter().getInstance());
    expect(served.filter((name) => !UNDOCUMENTED.test(name.split(' ')[1] ?? ''))).toEqual(
      routes.map(nameOf).toSorted(),
    );
    for (const route of routes) {
      const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const told = (route.operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect([nameOf(route), told.map(({ name }) => name)]).toEqual([nameOf(route), inPath]);
    }
  });

  it('that reads business says what it answers', () => {
    for (const { method, path, operation } of routes.filter(({ method }) => method === 'get')) {
      if (WITHOUT_SCHEMA.includes(path)) continue;
      const [content = {}] = Object.values(operation.responses['200']?.content ?? {});
      expect([method, path, content.schema]).toEqual([
        method,
        path,
        expect.objectContaining({ type: expect.any(String) }),
      ]);
    }
  });

  it('refuses who shows no credential, unless it is open', async () => {
    for (const route of routes) {
      const { status } = await call(route);
      expect([nameOf(route), status === 401]).toEqual([nameOf(route), !isOpen(route)]);
    }
  });

  // Never (input): bad input is answered with a 5xx
  // Never (access): an account reads what is not its business
  it('lets in the roles it is for, and no other', async () => {
    for (const route of routes.filter(({ path }) => path.startsWith('/v1/')))
      for (const [role, key] of keys) {
        const status = await statusOf(route, key, requiredOf(route));
        expect([nameOf(route), role, status === 403 || status === 401]).toEqual([
          nameOf(route),
          role,
          !readersOf(route).includes(role) || isForeignNode(route, role),
        ]);
        expect(status).toBeLessThan(500);
      }
  });

  it('records nothing when it is only asked', async () => {
    const head = (): Promise<number> => ledger.app.get(EventStore).head();
    const before = await head();
    for (const route of routes.filter(({ method }) => method === 'get'))
      for (const key of keys.values()) {
        await statusOf(route, key);
        if (route.path !== '/v1/feed') await call(route, key, '?period=2026&colour=red');
      }
    expect(await head()).toBe(before);
  });
});

describe('every parameter', () => {
  it.each(['colour', 'constructor', '__proto__'])('unknown such as %s is refused', async (name) => {
    for (const route of routes) {
      const { status, body } = await call(route, ledger.key, `?${name}=red`);
      const { code, errors = [] } = body as { code?: string; errors?: readonly Json[] };
      expect([route.path, status, code]).toEqual([route.path, 400, 'invalid-query']);
      expect(errors).toContainEqual(expect.objectContaining({ code: 'field-unknown', pointer: `?${name}` }));
    }
  });

  it('that is documented is known, and is refused when it has the wrong form', async () => {
    let checked = 0;
    for (const route of routes.filter(({ method }) => method === 'get'))
      for (const parameter of route.operation.parameters ?? []) {
        if (parameter.in !== 'query') continue;
        const { status, body } = await call(route, ledger.key, `?${parameter.name}=%00`);
        const found = (body as { errors: readonly Json[] }).errors.find(
          ({ pointer }) => pointer === `?${parameter.name}`,
        );
        expect([route.path, status, found?.['code']]).toEqual([
          route.path,
          400,
          expect.not.stringMatching('field-unknown'),
        ]);
        checked += 1;
      }
    expect(checked).toBeGreaterThan(80);
  });

  it('that is documented as a header is known, and is refused when it has the wrong form', async () => {
    const headers = routes.flatMap((route) =>
      (route.operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'header')
        .map(({ name }) => ({ route, name })),
    );
    expect(headers.length).toBeGreaterThan(15);
    for (const { route, name } of headers) {
      const { status, body } = await call(route, ledger.key).set(name, 'no number');
      expect([route.path, status, (body as { errors: unknown }).errors]).toMatchObject([
        route.path,
        400,
        [{ code: 'field-format', pointer: name }],
      ]);
    }
  });
});

/** A scorecard is asked of node F01 here, which is nobody's own. */
const isForeignNode = ({ path }: Route, role: Role): boolean => path.includes('/nodes/') && role === 'WINDOW';

/** The routes Fastify serves, written as OpenAPI writes them; HEAD comes with every GET. */
function servedBy(fastify: FastifyInstance): readonly string[] {
  const found: string[] = [];
  const parents: string[] = [];
  for (const line of fastify.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', part = '', methods] = /^((?:[│ ] {3})*)[├└]── (.+?)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
    if (part === '') continue;
    const depth = indent.length / 4;
    parents.length = depth;
    parents[depth] = (parents[depth - 1] ?? '') + part;
    const path = (parents[depth] ?? '').replaceAll(/:(\w+)/g, '{$1}');
    for (const method of methods?.split(', ') ?? [])
      if (method !== 'HEAD' && method !== 'OPTIONS') found.push(`${method.toLowerCase()} ${path}`);
  }
  return found.toSorted();
}
