import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ID_PATTERN, NODE_PATTERN, type JsonSchema } from '#kernel';
import { accountOpened, RunningLedger } from '../support/running-ledger.js';

/**
 * Whatever id is taken where it is first stated can be asked about on every route that takes ids of its kind. The routes are
 * those of the OpenAPI document, so a new one is asked as well.
 */

type Kind = 'node' | 'agency' | 'account';
const IDS: Readonly<Record<Kind, readonly string[]>> = {
  node: sampled(NODE_PATTERN, 'HN-01', 'A-', '0--9'),
  agency: sampled(ID_PATTERN, 'AG-1', 'x', 'Y-'),
  account: sampled(ID_PATTERN, 'win-HN-01', 'a', 'B-'),
};

/** Some of all the ids that a grammar allows, the same in every run, and those given. */
function sampled(grammar: string, ...given: readonly string[]): readonly string[] {
  const drawn = fc.sample(fc.stringMatching(new RegExp(`^${grammar}$`)), { numRuns: 8, seed: 20_261_130 });
  return [...new Set([...given, ...drawn])];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

const statement = (subject: string, type: string, data: object) => ({
  ...accountOpened('x'),
  id: `${type} of ${subject}`,
  type: `cn.smes.${type}.v1`,
  subject,
  data,
});
const established = (node: string) =>
  statement(`node-${node}`, 'network.node-established', { name: '节点', kind: 'COUNTY', divisionCode: '430104' });
const registered = (org: string) =>
  statement(`org-${org}`, 'network.organization-registered', {
    name: '服务机构',
    kind: 'ENTERPRISE',
    divisionCode: '430104',
  });

let ledger: RunningLedger;
let routes: readonly (readonly [path: string, parameters: readonly Parameter[]])[];

beforeAll(async () => {
  ledger = await RunningLedger.start();
  const { text } = await ledger.fetch('/openapi.json');
  const { paths } = JSON.parse(text) as { readonly paths: Readonly<Record<string, { readonly get?: JsonSchema }>> };
  routes = Object.entries(paths).flatMap(([path, { get }]) =>
    get === undefined || path === '/v1/feed'
      ? []
      : [[path, (get['parameters'] ?? []) as readonly Parameter[]] as const],
  );
});
afterAll(() => ledger.discard());

/** Which kind of id a parameter takes; a part of a path is known by what stands before it. */
function kindOf(path: string, { name, in: place }: Parameter): Kind | undefined {
  if (place === 'query') return name === 'node' || name === 'agency' || name === 'account' ? name : undefined;
  if (path.startsWith('/v1/nodes/')) return name === 'code' ? 'node' : undefined;
  if (path.startsWith('/v1/agencies/')) return name === 'org' ? 'agency' : undefined;
  return path.startsWith('/v1/accounts/') && name === 'account' ? 'account' : undefined;
}

const exampleOf = ({ schema }: Parameter): unknown => ((schema?.['examples'] ?? []) as readonly unknown[])[0];

/** The address that asks a route about an id; what else it needs has the value of the document's example. */
function asking(path: string, parameters: readonly Parameter[], about: Parameter, id: string): string {
  const valueOf = (parameter: Parameter): string =>
    parameter === about
      ? id
      : parameter.name === 'from'
        ? '0'
        : path.startsWith('/v1/figures/') && parameter.name === 'code'
          ? 'F10'
          : String(exampleOf(parameter));
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = parameters.find((parameter) => parameter.name === name);
    return part === undefined ? '' : encodeURIComponent(valueOf(part));
  });
  const query = parameters.filter(
    (parameter) => parameter.in === 'query' && (parameter === about || parameter.required),
  );
  return `${address}?${query.map((parameter) => `${parameter.name}=${encodeURIComponent(valueOf(parameter))}`).join('&')}`;
}

const asked = (kind: Kind): readonly (readonly [string, readonly Parameter[], Parameter])[] =>
  routes.flatMap(([path, parameters]) =>
    parameters.flatMap((about) => (kindOf(path, about) === kind ? [[path, parameters, about] as const] : [])),
  );

describe('an id that is taken where it is first stated', () => {
  it.each(['node', 'agency', 'account'] as const)(
    'can be asked about wherever ids of its kind are taken: %s',
    async (kind) => {
      const ids = IDS[kind];
      const { status, body } = await ledger.post(
        ids.map((id) => (kind === 'node' ? established(id) : kind === 'agency' ? registered(id) : accountOpened(id))),
      );
      expect([status, body]).toEqual([201, expect.anything()]);
      const passed = { headers: { 'Ledger-Min-Position': String((await ledger.log()).length) } };
      const refused: string[] = [];
      for (const [path, parameters, about] of asked(kind))
        for (const id of ids) {
          const url = asking(path, parameters, about, id);
          const answer = await ledger.fetch(url, passed);
          if (answer.status !== 200) refused.push(`${url}: ${answer.status} ${answer.text}`);
        }
      expect(asked(kind).length).toBeGreaterThan(kind === 'node' ? 9 : 2);
      expect(refused).toEqual([]);
    },
  );

  it('can be asked about as a stream, and as what a trace belongs to', async () => {
    const streams = [
      ...IDS.node.map((id) => `node-${id}`),
      ...IDS.agency.map((id) => `org-${id}`),
      ...IDS.account.map((id) => `acct-${id}`),
    ];
    const refused: string[] = [];
    for (const stream of streams)
      for (const url of [`/v1/streams/${stream}`, `/v1/streams/${stream}/history`, `/v1/traces/${stream}`]) {
        const answer = await ledger.fetch(url);
        if (answer.status !== 200) refused.push(`${url}: ${answer.status} ${answer.text}`);
      }
    expect(refused).toEqual([]);
  });

  it('can be traced by the longest correlation id, whatever it is written in', async () => {
    const correlationid = '业'.repeat(128);
    await ledger.post({ ...accountOpened('longest'), correlationid });
    const passed = { headers: { 'Ledger-Min-Position': String((await ledger.log()).length) } };
    const { status, body } = await ledger.fetch(`/v1/traces/${encodeURIComponent(correlationid)}`, passed);
    expect([status, body['correlationId']]).toEqual([200, correlationid]);
  });
});
