import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { canonical, type RecordedEvent } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';

/** A ledger in which orders were placed while that was in version 1, opened by a build that knows version 2. */
const events = JSON.parse(
  readFileSync(new URL('../golden/activity-v1.json', import.meta.url), 'utf8'),
) as readonly RecordedEvent[];
const TYPE = 'cn.smes.activity.order-placed';

let ledger: RunningLedger;
let reader: DocumentedReader;

/** The order as it was posted then. */
const posted = (differently: object = {}): object => {
  const { stream, data, meta } = firstOf('ord-direct');
  const attributes = { specversion: '1.0', id: meta.statementId, source: meta.source, subject: stream };
  return { ...attributes, type: `${TYPE}.v1`, time: meta.occurredAt.replace('.000', ''), data, ...differently };
};

function firstOf(stream: string): RecordedEvent {
  const found = events.find((event) => event.stream === stream);
  if (found === undefined) throw new Error(`nothing was recorded of ${stream}`);
  return found;
}

beforeAll(async () => {
  ledger = await RunningLedger.start();
  reader = await DocumentedReader.of(ledger, ledger.key);
  const store = ledger.app.get(EventStore);
  for (const { stream, revision, data, ...event } of events)
    await store.appendBatch([
      [{ stream, expected: revision === 0 ? 'none' : revision - 1, events: [{ ...event, dataText: canonical(data) }] }],
    ]);
}, 60_000);
afterAll(() => ledger.discard());

describe('an order placed in version 1', () => {
  it('reads as version 2 wherever it is read', async () => {
    const { id } = firstOf('ord-direct');
    const read = { type: `${TYPE}.v2`, data: { withoutDemand: 'UNKNOWN' } };
    expect(await reader.json(`/v1/events/${id}`)).toMatchObject({ id, ...read });
    const { items } = await reader.json('/v1/streams/ord-direct/history');
    expect((items as readonly Json[])[0]).toMatchObject({ id, ...read });
    expect(await reader.json('/v1/streams/ord-public')).toMatchObject({ state: { status: 'ACCEPTED' } });
  });

  it('is found under either version', async () => {
    for (const version of ['v1', 'v2']) {
      const { items } = await reader.json(`/v1/events?type=${TYPE}.${version}`);
      expect((items as readonly Json[]).map(({ stream, type }) => `${String(stream)} ${String(type)}`)).toEqual([
        `ord-direct ${TYPE}.v2`,
        `ord-demand ${TYPE}.v2`,
        `ord-public ${TYPE}.v2`,
      ]);
    }
  });

  // Never (corrections): what was recorded reads or repeats otherwise once its shape has changed
  it('is answered with its receipt when it is posted again word for word, in every way of posting', async () => {
    const { id, stream, revision } = firstOf('ord-direct');
    const receipt = { eventIds: [id], stream, revision, replayed: true };
    expect(await ledger.post(posted())).toMatchObject({ status: 200, body: receipt });
    expect(await ledger.post([posted()])).toMatchObject({ status: 200, body: [receipt] });
    expect(await ledger.postLines([JSON.stringify(posted())])).toMatchObject([
      { line: 1, receipt },
      { complete: true, replayed: 1 },
    ]);
  });

  it('is refused under its id with other words', async () => {
    const { status, body } = await ledger.post(posted({ data: { title: '别的' } }));
    expect([status, body.code]).toEqual([409, 'statement-id-reused']);
  });
});

describe('a new statement in version 1', () => {
  it.each([
    ['as it was worded then', {}],
    ['of no such shape', { data: { colour: 'red' } }],
    ['without data', { data: undefined }],
  ])('is refused, naming the newest version: %s', async (_, differently) => {
    const { status, body } = await ledger.post(posted({ id: 'new-1', ...differently }));
    expect([status, body]).toMatchObject([
      422,
      { code: 'event-type-superseded', detail: expect.stringContaining(`${TYPE}.v2`), errors: [{ pointer: '/type' }] },
    ]);
  });
});
