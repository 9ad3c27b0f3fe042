import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { sha256, type RecordedEvent } from '#kernel';
import { RunningLedger } from '../support/running-ledger.js';
import type { Json, OpenApi, Operation } from '../support/published-answers.js';
import {
  closedDemand,
  completedOrder,
  heldActivity,
  openSmallProvince,
  saying,
  type SmallProvince,
} from '../support/small-province.js';

/** Whatever belongs to the others alone is called so: nodes, organisations, accounts, streams, statements. */
const MARK = 'zz';
const NAMES: readonly (readonly [string, string])[] = [
  ['Wa', 'Wzz1'],
  ['Wb', 'Wzz2'],
  ['agency-1', 'agency-zz'],
  ['buyer-1', 'buyer-zz1'],
  ['buyer-2', 'buyer-zz2'],
  ['guest-1', 'guest-zz'],
];
const FILE = `报告 ${MARK}`;
const EVIDENCE = { sha256: sha256(FILE), kind: 'DELIVERABLE', bytes: Buffer.byteLength(FILE), mediaType: 'text/plain' };

/** Answered without end; what it shows is held by `test/e2e/feed.spec.ts`. */
const ENDLESS = '/v1/feed';

/** What others do shows there, to every reader, and why that is no secret. The list may only shrink. */
const PUBLISHED: Readonly<Record<string, string>> = {
  '/v1/overview': 'sums of the whole network, of no node, agency or organisation by name',
  '/metrics': 'counts of the process that serves, open within the network it is served in',
  '/readyz': 'the head of the log, which every answer has as Ledger-Position',
};

/** Show nothing of what anybody does. */
const WITHOUT_BUSINESS: readonly string[] = [
  '/livez',
  '/problems',
  '/problems/{code}',
  '/v1/figures',
  '/v1/projections/{name}/dead-letters',
  '/v1/processes',
  '/v1/reference',
  '/v1/reference/{list}',
];

/** With the others' business in it, and without. */
let whole: RunningLedger;
let own: RunningLedger;
let province: SmallProvince;
let document: OpenApi;
let values: Readonly<Record<string, readonly string[]>>;
/** What tells of the others' business by an id that says nothing. */
let foreignIds: readonly string[];

/** One's own business, beside others who are on the network too; with what they do, or without. */
async function live(ledger: RunningLedger, isWhole: boolean): Promise<SmallProvince> {
  const small = await openSmallProvince(ledger);
  const others = othersIn(ledger, small);
  const theirs = await others.open();
  await completedOrder(small, 'a1', 4);
  await heldActivity(small, 'a1', 5, 4);
  await closedDemand(small, 'a1');
  if (isWhole) await others.act(theirs);
  // What all answers are as of differs, and belongs to neither.
  const last = { name: '最后登记单位', kind: 'ENTERPRISE', divisionCode: '430111' };
  await saying(ledger, 'last')(
    small.hub,
    'network.organization-registered',
    'org-last',
    '2026-03-10T10:00:00+08:00',
    last,
  );
  return small;
}

function othersIn(ledger: RunningLedger, small: SmallProvince) {
  const { hub } = small;
  const plain = saying(ledger, MARK);
  const at = '2026-03-02T10:00:00+08:00';
  const say: SmallProvince['say'] = (key, type, subject, time, data) => {
    const said = type === 'activity.order-delivered' ? { ...data, evidence: [EVIDENCE] } : data;
    return plain(key, type, subject, time, renamed(said));
  };
  const account = async (id: string, role: string, where: object): Promise<string> => {
    const secret = sha256(`secret of ${id}`).slice(0, 40);
    await plain(ledger.key, 'account.account-opened', `acct-${id}`, at, { name: `账号${id}`, role, ...where });
    await plain(ledger.key, 'account.key-issued', `acct-${id}`, at, { keyId: 'k1', sha256: sha256(secret) });
    return `${id}.${secret}`;
  };
  return {
    async open(): Promise<SmallProvince> {
      const where = { name: `单位${MARK}`, divisionCode: '430111' };
      for (const org of ['op-zz1', 'op-zz2', 'agency-zz', 'buyer-zz1', 'buyer-zz2', 'guest-zz'])
        await plain(hub, 'network.organization-registered', `org-${org}`, at, { ...where, kind: 'ENTERPRISE' });
      for (const n of [1, 2]) {
        const node = `node-Wzz${n}`;
        await plain(hub, 'network.node-established', node, at, { ...where, kind: 'COUNTY' });
        const appointed = { operatorOrgId: `op-zz${n}`, from: '2026-01-01', basisSha256: sha256('任命') };
        await plain(hub, 'network.node-operator-appointed', node, at, appointed);
        await plain(ledger.key, 'network.node-accepted', node, at, { on: '2026-03-02', inPlan: true });
      }
      const agency = await account('agency-zz', 'AGENCY', { org: 'agency-zz' });
      const member = 'mship-agency-zz-HN';
      const applied = { classes: ['14'], nodes: ['Wzz1'], statementSha256: sha256('承诺') };
      await plain(agency, 'network.membership-applied', member, at, applied);
      const checks = { licence: 'PASS', credit: 'PASS', tax: 'PASS' };
      await plain(hub, 'network.membership-verified', member, at, { checks, result: 'PASS' });
      await plain(hub, 'network.membership-approved', member, at, { classes: ['14'], probationUntil: '2026-09-01' });
      return {
        ...small,
        agency,
        window: await account('win-zz1', 'WINDOW', { org: 'op-zz1', node: 'Wzz1' }),
        otherWindow: await account('win-zz2', 'WINDOW', { org: 'op-zz2', node: 'Wzz2' }),
        buyer: await account('buyer-zz1', 'SME', { org: 'buyer-zz1' }),
        say,
      };
    },
    /** Everything that is done of one's own, done by them, and a request for a correction and a refused posting. */
    async act(theirs: SmallProvince): Promise<void> {
      const file = { method: 'PUT', key: theirs.agency, body: FILE, headers: { 'Content-Type': 'text/plain' } };
      expect((await ledger.fetch(`/v1/evidence/${EVIDENCE.sha256}`, file)).status).toBe(201);
      await completedOrder(theirs, MARK, 2);
      await heldActivity(theirs, MARK, 5, 4);
      await closedDemand(theirs, MARK);
      const entry = (await logOf(ledger)).find(
        ({ stream, type }) => stream === `act-${MARK}` && type === 'AttendanceRecorded',
      );
      const asking = { entryStream: `act-${MARK}`, asked: 'REVERSAL', reason: '重复登记' };
      await say(
        theirs.window,
        'submission.correction-requested',
        `corr-${entry?.id}`,
        '2026-03-09T10:00:00+08:00',
        asking,
      );
      const unknown = { specversion: '1.0', id: `${MARK}-none`, source: 'urn:test', type: 'cn.smes.none.v1' };
      const refused = await ledger.post(
        { ...unknown, subject: `ord-${MARK}`, time: at, data: {} },
        { key: theirs.window },
      );
      expect(refused.body.code).toBe('unknown-event-type');
    },
  };
}

const renamed = (data: object): object => {
  const text = NAMES.reduce((said, [name, other]) => said.replaceAll(`"${name}"`, `"${other}"`), JSON.stringify(data));
  return JSON.parse(text) as object;
};

async function logOf(ledger: RunningLedger): Promise<readonly RecordedEvent[]> {
  return (await ledger.app.get(EventStore).readAll({ after: 0, limit: 10_000 })).events;
}

/** What a parameter is asked with: one's own, the others', and what a page or a position may show of either. */
function valuesOf(log: readonly RecordedEvent[], last: number): Readonly<Record<string, readonly string[]>> {
  const streams = [...new Set(log.map(({ stream }) => stream))];
  const events = streams.map((stream) => log.findLast((event) => event.stream === stream)?.id ?? '');
  const nodes = ['Wa', 'Wzz1', 'Wzz2'];
  const agencies = ['agency-1', 'agency-zz'];
  return {
    '/v1/figures code': ['F01', 'F03', 'F08', 'F25', 'N02', 'C01', 'S06', 'P12-D'],
    '/v1/nodes code': nodes,
    '/v1/accounts code': ['U01', 'U02'],
    '/problems code': ['invalid-data'],
    '/v1/events id': events,
    '/v1/traces id': [...streams, ...events],
    '/v1/postings id': ['s-20', `${MARK}-5`, `${MARK}-30`, `${MARK}-none`],
    org: agencies,
    agency: agencies,
    node: nodes,
    account: ['win-a', 'win-zz1', 'agency-1', 'agency-zz', 'buyer-1', 'buyer-zz1'],
    stream: streams,
    sha256: [EVIDENCE.sha256],
    list: ['roles'],
    name: ['activity'],
    build: ['1'],
    source: ['urn:test'],
    period: ['2026-03'],
    class: ['14'],
    atPosition: [String(last)],
    position: [String(last)],
    from: ['0'],
    to: [String(last)],
    days: ['0'],
    limit: ['3'],
    revision: ['0'],
    asOf: ['2026-03-06T00:00:00+08:00'],
    on: ['2026-03-05'],
    prefix: ['4'],
    category: ['ord', 'act', 'org'],
    type: ['cn.smes.activity.session-held.v1'],
    after: ['corr-0'],
  };
}

interface Route {
  readonly path: string;
  readonly operation: Operation;
}

const routes = (): readonly Route[] =>
  Object.entries(document.paths).flatMap(([path, { get: operation }]) =>
    operation === undefined || path === ENDLESS || PUBLISHED[path] !== undefined ? [] : [{ path, operation }],
  );

const isPaged = ({ operation }: Route): boolean => (operation.parameters ?? []).some(({ name }) => name === 'cursor');

/** One of so many words, as its pattern says. */
const choicesOf = ({ pattern }: Json): readonly string[] | undefined =>
  /^\^\(\?:([\w|]+)\)\$$/.exec(String(pattern))?.[1]?.split('|');

/** Throws where a parameter has no value to be asked with: a new one needs one here. */
function asked({ path, operation }: Route): readonly string[] {
  const [, first = '', second] = path.split('/');
  const room = first === 'v1' ? `/${first}/${second}` : `/${first}`;
  const of = (name: string, schema: Json = {}): readonly string[] => {
    const found = values[`${room} ${name}`] ?? values[name] ?? choicesOf(schema);
    if (found === undefined) throw new Error(`${path}: no value to ask ${name} with`);
    return found;
  };
  const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const paths = parts.reduce<readonly string[]>(
    (templates, name) =>
      templates.flatMap((template) =>
        of(name).map((value) => template.replace(`{${name}}`, encodeURIComponent(value))),
      ),
    [path],
  );
  const queries = (operation.parameters ?? []).filter(({ in: place, name }) => place === 'query' && name !== 'cursor');
  const said = ({ name, schema }: (typeof queries)[number]): readonly string[] =>
    of(name, schema).map((value) => `${name}=${encodeURIComponent(value)}`);
  const needed = queries
    .filter(({ required }) => required === true)
    .reduce<readonly string[]>(
      (all, parameter) => all.flatMap((one) => said(parameter).map((q) => `${one}&${q}`)),
      [''],
    );
  const free = queries.filter(({ required }) => required !== true);
  const whose = free.filter(({ name }) => name === 'node' || name === 'agency').flatMap(said);
  const rest = free.filter(({ name }) => name !== 'node' && name !== 'agency').flatMap(said);
  const optional = ['', ...whose, ...rest, ...whose.flatMap((one) => rest.map((other) => `${one}&${other}`))];
  return paths.flatMap((at) =>
    needed.flatMap((must) =>
      optional.map((may) => [at, [must.slice(1), may].filter(Boolean).join('&')].filter(Boolean).join('?')),
    ),
  );
}

/** An answer without what tells when it was asked: the head, a cursor's bytes, the number of the request. */
async function answer(ledger: RunningLedger, path: string, key: string): Promise<string> {
  const { status, text, headers } = await ledger.fetch(path, { key });
  const head = headers.get('Ledger-Position') ?? '';
  return `${status} ${text
    .replaceAll(/"instance":"[^"]*"/g, '"instance":""')
    .replaceAll(/"(next|cursor)":"[^"]*"/g, '"$1":""')
    .replaceAll(new RegExp(`"(position|atPosition|head)":${head}(?=[,}])`, 'g'), '"$1":"head"')
    .replaceAll(new RegExp(`([?&]to=)${head}(?!\\d)`, 'g'), '$1head')}`;
}

/** What an answer says of the others beyond what it was asked with. */
function shownOf(path: string, text: string): readonly string[] {
  const marks = [...new Set(text.match(/[\w-]*zz[\w-]*/g) ?? [])];
  return [...marks, ...foreignIds.filter((id) => text.includes(id))].filter(
    (shown) => !decodeURIComponent(path).includes(shown),
  );
}

beforeAll(async () => {
  const env = { DEMO_CLOCK: '2026-03-02T09:00:00+08:00' };
  [whole, own] = await Promise.all([RunningLedger.start(env), RunningLedger.start(env)]);
  [province] = await Promise.all([live(whole, true), live(own, false)]);
  document = (await whole.published()).document;
  const log = await logOf(whole);
  const mine = new Set((await logOf(own)).map(({ id }) => id));
  foreignIds = log.filter(({ id, stream }) => !mine.has(id) && stream !== 'org-last').map(({ id }) => id);
  values = valuesOf(log, (await logOf(own)).length - 1);
  for (const ledger of [whole, own])
    await ledger.fetch('/v1/figures', { headers: { 'Ledger-Min-Position': String((await logOf(ledger)).length) } });
}, 60_000);
afterAll(() => Promise.all([whole.discard(), own.discard()]));

const PARTIES: readonly (readonly [string, (of: SmallProvince) => string])[] = [
  ['a window', ({ window }) => window],
  ['an agency', ({ agency }) => agency],
  ['an enterprise', ({ buyer }) => buyer],
];

describe('what others do', () => {
  it('shows to who reads all, wherever there is business to show', async () => {
    const without: string[] = [];
    for (const route of routes()) {
      const paths = asked(route);
      let isShown = false;
      for (let n = 0; n < paths.length && !isShown; n += 1) {
        const path = paths[n] ?? '';
        isShown = (await answer(whole, path, province.auditor)) !== (await answer(own, path, province.auditor));
      }
      if (!isShown) without.push(route.path);
    }
    expect(without).toEqual(WITHOUT_BUSINESS);
  }, 60_000);
});

describe.each(PARTIES)('what others do, asked by %s,', (_, keyOf) => {
  // Never (access): an account reads what is not its business
  it('changes no answer of any route, whatever is asked', async () => {
    const differing: string[] = [];
    for (const route of routes())
      for (const path of asked(route)) {
        const key = keyOf(province);
        const [seen, alone] = [await answer(whole, path, key), await answer(own, path, key)];
        if (seen !== alone || shownOf(path, seen).length > 0) differing.push(`${path}\n${seen}\n${alone}`);
      }
    expect(differing).toEqual([]);
  }, 60_000);

  it('shows on no page whose cursor another was given', async () => {
    const shown: string[] = [];
    let count = 0;
    for (const route of routes().filter(isPaged))
      for (const path of asked(route)) {
        const given = await whole.fetch(path, { key: province.auditor });
        const { next } = (given.body['page'] ?? {}) as { readonly next?: string };
        if (next === undefined) continue;
        count += 1;
        const on = `${path}${path.includes('?') ? '&' : '?'}cursor=${next}`;
        shown.push(...shownOf(on, await answer(whole, on, keyOf(province))).map((mark) => `${on}: ${mark}`));
      }
    expect(shown).toEqual([]);
    expect(count).toBeGreaterThan(20);
  }, 60_000);
});
