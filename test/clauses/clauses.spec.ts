import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { openSmallProvince } from '../support/small-province.js';
import { ACTS, type ActName } from './acts.js';
import { FIGURES, REGISTERS, type RegisterClaim } from './claims.js';
import { CLAUSES } from './clauses.js';

let ledger: RunningLedger;
let reader: DocumentedReader;
/** Positions before and after each act. */
const around = new Map<ActName, { readonly before: number; readonly after: number }>();

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  const province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  const store = ledger.app.get(EventStore);
  for (const [name, act] of Object.entries(ACTS)) {
    const before = await store.head();
    await act(province, ledger);
    around.set(name as ActName, { before, after: await store.head() });
  }
  await reader.json('/v1/overview?period=2026', undefined, { 'Ledger-Min-Position': String(await store.head()) });
}, 60_000);
afterAll(() => ledger.discard());

const positions = (act: ActName): { readonly before: number; readonly after: number } => {
  const found = around.get(act);
  if (found === undefined) throw new Error(`nobody played ${act}`);
  return found;
};

async function figure(code: string, query: string, position: number): Promise<unknown> {
  const { value, groups } = await reader.json(`/v1/figures/${code}?period=2026-03${query}&atPosition=${position}`);
  if (groups === undefined) return value;
  return (groups as readonly Json[]).map(({ by, value: of }) => [...Object.values(by as Json), of]);
}

/** The types of the events a figure's numerator rests on, each once, in order. */
async function cited(code: string, position: number): Promise<readonly string[]> {
  const rows = await reader.pages(`/v1/figures/${code}/measurements?period=2026-03&atPosition=${position}`, 500);
  for (const { position: at } of rows) expect(at).toBeLessThanOrEqual(position);
  return [...new Set(rows.map(({ event }) => String((event as Json)['type'])))].sort();
}

describe('a clause of 工企函〔2017〕187号 is seen in a figure, as of before and after, down to its events:', () => {
  it.each(FIGURES.map((claim) => [claim.clause, claim.says, claim.figure, claim] as const))(
    '(%s) %s (%s)',
    async (_, __, code, { act, query = '', before, after, cites }) => {
      const at = positions(act);
      expect([await figure(code, query, at.before), await figure(code, query, at.after)]).toEqual([before, after]);
      expect(await cited(code, at.after)).toEqual(cites);
    },
  );
});

async function register({ path, asOf = 'atPosition', show }: RegisterClaim, position: number): Promise<unknown> {
  const { status, body } = await reader.get(`${path}${path.includes('?') ? '&' : '?'}${asOf}=${position}`);
  return status === 404 ? undefined : show.reduce<unknown>((found, key) => (found as Json | undefined)?.[key], body);
}

describe('a clause of 工企函〔2017〕187号 is seen in a register, as of before and after:', () => {
  it.each(REGISTERS.map((claim) => [claim.clause, claim.says, claim] as const))('(%s) %s', async (_, __, claim) => {
    const at = positions(claim.act);
    expect([await register(claim, at.before), await register(claim, at.after)]).toEqual([claim.before, claim.after]);
  });
});

describe('clause (6g) 能追踪', () => {
  it('is one trace from the demand over item and order to the rating, with who and when', async () => {
    const { streams, events } = await reader.json('/v1/traces/dem-d3');
    const contract = expect.stringMatching(/^paper-contract-[0-9a-f]{64}$/) as unknown;
    expect(streams).toEqual(['dem-d3', 'item-i1', 'ord-o1', contract]);
    const ofOrder = (events as readonly Json[]).filter(({ stream }) => stream === 'ord-o1');
    expect(ofOrder.map(({ name, actor, time }) => [name, (actor as Json)['account'], time])).toEqual([
      ['已下单', 'buyer-1', '2026-03-11T10:00:00.000+08:00'],
      ['已接单', 'agency-1', '2026-03-11T11:00:00.000+08:00'],
      ['合同已备案', 'agency-1', '2026-03-11T12:00:00.000+08:00'],
      ['服务过程已记录', 'agency-1', '2026-03-12T16:00:00.000+08:00'],
      ['服务过程已记录', 'agency-1', '2026-03-13T16:00:00.000+08:00'],
      ['已交付', 'agency-1', '2026-03-14T09:00:00.000+08:00'],
      ['企业已确认', 'buyer-1', '2026-03-14T10:00:00.000+08:00'],
      ['已完成', 'agency-1', '2026-03-14T11:00:00.000+08:00'],
      ['已评价', 'buyer-1', '2026-03-14T12:00:00.000+08:00'],
    ]);
  });
});

describe('the book of clauses', () => {
  const claims = [...FIGURES, ...REGISTERS];

  it('has every clause that something is claimed for, and says of any other what is open', () => {
    const listed = new Set(CLAUSES.map(({ clause }) => clause));
    expect(claims.filter(({ clause }) => !listed.has(clause))).toEqual([]);
    const claimed = new Set(claims.map(({ clause }) => clause));
    expect(CLAUSES.filter(({ clause, open }) => !claimed.has(clause) && open === undefined)).toEqual([]);
  });

  it('names only figures that there are', async () => {
    const { items } = await reader.json('/v1/figures');
    const codes = new Set((items as readonly Json[]).map(({ code }) => code));
    const named = CLAUSES.flatMap(({ also = [] }) => also).filter((one) => !one.startsWith('GET '));
    expect(named.filter((code) => !codes.has(code))).toEqual([]);
  });

  it('is as the claims are', () => {
    if (process.env['UPDATE'] === '1') writeFileSync(DOCUMENT, documented());
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(documented());
  });
});

const DOCUMENT = 'docs/clauses.md';

/** What the document must say. */
function documented(): string {
  return [
    '# 逐条对照 · Clauses',
    '',
    '工企函〔2017〕187号每一条要求记录什么、在哪个指标或登记簿上看得到。`test/clauses/clauses.spec.ts` 逐条通过接口申报所要求的事项,核对前后两个位置的答复,直至所引事件。',
    '',
    'What each clause demands to be recorded, and where it is seen. The test posts what a clause demands over HTTP, asks the figure or register as of',
    'before and after, and goes down to the events it cites. "Also" names what shows more of it; "open" is what nobody can record or see yet.',
    'This list is written by its test: `UPDATE=1 npm run jest -- test/clauses`.',
    '',
    ...CLAUSES.flatMap(({ clause, zh, also, open }) => [
      `- **${clause} ${zh}**`,
      ...FIGURES.filter((claim) => claim.clause === clause).map(
        ({ says, figure: code, query, cites }) =>
          `  - ${says}: \`${code}\`${query === undefined ? '' : `, asked with \`${query.slice(1)}\``}, cites ${quoted(cites)}`,
      ),
      ...REGISTERS.filter((claim) => claim.clause === clause).map(({ says, path }) => `  - ${says}: \`GET ${path}\``),
      ...(also === undefined ? [] : [`  - also ${quoted(also)}`]),
      ...(open === undefined ? [] : [`  - open: ${open}`]),
    ]),
    '',
  ].join('\n');
}

const quoted = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ');
