import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { canonical } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { completedOrder, openSmallProvince } from '../support/small-province.js';

/** Names of parameters that ask for a moment, and a value that is still to come. Whoever adds one to the API adds it here. */
const TO_COME: Readonly<Record<string, readonly string[]>> = {
  atPosition: ['999999'],
  position: ['999999'],
  revision: ['999999'],
  asOf: ['2026-12-31T10:00:00%2B08:00', '2026-12-31T10:00:00%2B08:00&clock=occurred'],
  from: ['999999', '2026-12-31T10:00:00%2B08:00'],
  to: ['999999', '2026-12-31T10:00:00%2B08:00'],
};
const PATH: Readonly<Record<string, string>> = {
  stream: 'ord-o1',
  code: 'F01',
  org: 'agency-1',
  account: 'hub',
};
const NODE_PATHS = /^\/v1\/nodes\//;
const FAMILY = ['position-in-future', 'revision-in-future', 'moment-in-future'];

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}
interface Document {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly parameters?: readonly Parameter[] } }>>;
}

let ledger: RunningLedger;
let reader: DocumentedReader;
let head: number;

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  const province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  await completedOrder(province, 'o1', 5);
  head = (await ledger.log()).length;
}, 60_000);
afterAll(() => ledger.discard());

const answer = async (path: string): Promise<readonly [status: number, code: unknown]> => {
  const { status, body } = await ledger.fetch(path);
  return [status, (body as Json)['code']];
};

describe('a moment still to come', () => {
  // Never (times): a moment still to come is answered as settled
  it('is refused by every read that can be asked for one', async () => {
    const document = (await ledger.fetch('/openapi.json')).body as unknown as Document;
    const asked: string[] = [];
    for (const [path, { get }] of Object.entries(document.paths)) {
      const parameters = (get?.parameters ?? []).filter((each) => each.in === 'query');
      const isFigure = path.startsWith('/v1/figures');
      for (const { name } of parameters) {
        const values = TO_COME[name] ?? [];
        for (const value of isFigure ? values.slice(0, 1) : values) {
          const others = parameters
            .filter((other) => other.required === true && other.name !== name)
            .map((other) => (other.name === 'from' ? 'from=1' : other.name === 'period' ? 'period=2026-03' : ''));
          const place = path.replaceAll(/\{(\w+)\}/g, (_, part: string) =>
            part === 'code' && NODE_PATHS.test(path)
              ? 'Wa'
              : part === 'code' && path.includes('/activity/')
                ? 'U01'
                : (PATH[part] ?? 'x'),
          );
          const url = `${place}?${[...others, `${name}=${value}`].filter((each) => each !== '').join('&')}`;
          const [status, code] = await answer(url);
          expect([url, status, FAMILY.includes(String(code)) ? 'in future' : code]).toEqual([url, 400, 'in future']);
          asked.push(url);
        }
      }
    }
    expect(asked.length).toBeGreaterThan(20);
  });

  it('names what there is', async () => {
    expect(await answer(`/v1/streams/ord-o1?position=${head}`)).toEqual([200, undefined]);
    expect(await answer(`/v1/streams/ord-o1?position=${head + 1}`)).toEqual([400, 'position-in-future']);
    const { revision } = (await reader.json('/v1/streams/ord-o1')) as { revision: number };
    expect(await answer(`/v1/streams/ord-o1?revision=${revision}`)).toEqual([200, undefined]);
    expect(await answer(`/v1/streams/ord-o1?revision=${revision + 1}`)).toEqual([400, 'revision-in-future']);
  });

  it('is the moment after the last entry or the clock, whichever is later', async () => {
    const last = (await ledger.log()).at(-1)?.meta.recordedAt ?? '';
    for (const clock of ['recorded', 'occurred'])
      expect(await answer(`/v1/streams/ord-o1?asOf=${encodeURIComponent(last)}&clock=${clock}`)).toEqual([
        200,
        undefined,
      ]);
    const later = last.replace(/\.\d{3}/, '.999');
    expect(await answer(`/v1/streams/ord-o1?asOf=${encodeURIComponent(later)}`)).toEqual([400, 'moment-in-future']);
  });
});

/** What a program before this law might have recorded: placed on the 9th, accepted on the 5th. */
async function recordImpossibly(stream: string): Promise<void> {
  const [opened] = await ledger.log();
  if (opened === undefined) throw new Error('the ledger is open');
  const event = (type: string, day: number, data: object) => ({
    id: `${stream}-${type}`,
    type,
    version: type === 'OrderPlaced' ? 2 : 1,
    dataText: canonical(data),
    meta: { ...opened.meta, occurredAt: `2026-03-0${day}T10:00:00.000+08:00`, statementId: `${stream}-${type}` },
  });
  const placed = { buyerOrgId: 'buyer-1', agencyOrgId: 'agency-1', servingNode: 'Wa', title: '旧单', priceFen: 0 };
  const events = [event('OrderPlaced', 9, placed), event('OrderAccepted', 5, {})];
  await ledger.app.get(EventStore).appendBatch([[{ stream, expected: 'none', events }]]);
}

describe('a ledger that holds times that cannot be', () => {
  it('is read, and says of which entries', async () => {
    await recordImpossibly('ord-old');
    const state = await reader.json('/v1/streams/ord-old');
    expect(state['state']).toMatchObject({ status: 'ACCEPTED' });
    expect(state['impossibleTimes']).toMatchObject([
      { eventId: 'ord-old-OrderAccepted', time: '2026-03-05T10:00:00.000+08:00' },
      { eventId: 'ord-old-OrderPlaced', time: '2026-03-09T10:00:00.000+08:00' },
    ]);
    const then = await reader.json('/v1/streams/ord-old?asOf=2026-03-05T11:00:00%2B08:00&clock=occurred');
    expect(then['impossibleTimes']).toHaveLength(1);
    expect(await reader.json('/v1/streams/ord-o1')).not.toHaveProperty('impossibleTimes');
  });
});
