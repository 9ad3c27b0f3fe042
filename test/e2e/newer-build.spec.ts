import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { canonical, eventId, msOf } from '#kernel';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';
import { completedOrder, openSmallProvince, type SmallProvince } from '../support/small-province.js';

/** Orders to which a newer build has written, of a type and of a version of one that this build does not know. */
const WRITTEN = [
  ['ord-o1', 'OrderPraised', 1],
  ['ord-o2', 'OrderRated', 99],
] as const;

const AT = '2026-03-20T10:00:00.000+08:00';
const idOf = (stream: string): string => eventId('urn:test', `newer-${stream}`, 0, msOf(AT));

let ledger: RunningLedger;
let reader: DocumentedReader;
let province: SmallProvince;

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
  const store = ledger.app.get(EventStore);
  for (const [stream, type, version] of WRITTEN) {
    await completedOrder(province, stream.slice('ord-'.length), 5);
    const last = (await store.readStream(stream)).at(-1);
    if (last === undefined) throw new Error(`nothing was recorded of ${stream}`);
    const { meta, revision } = last;
    const written = { ...meta, statementId: `newer-${stream}` };
    const event = { id: idOf(stream), type, version, dataText: canonical({ praise: '好' }), meta: written };
    const [outcome] = await store.appendBatch([[{ stream, expected: revision, events: [event] }]]);
    expect(outcome?.kind).toBe('appended');
  }
}, 60_000);
afterAll(() => ledger.discard());

describe.each(WRITTEN)('%s, to which a newer build has written %s in version %i', (...[stream, type]) => {
  const paths = [`/v1/streams/${stream}`, `/v1/streams/${stream}/history`, `/v1/streams/${stream}/changes?from=0`];

  it.each(paths)('is read by those who were its parties before, who are told what is not shown: %s', async (path) => {
    for (const key of [province.window, province.agency, province.buyer, province.auditor]) {
      const { notShown } = await reader.json(path, key);
      expect((notShown as readonly Json[]).map(({ types }) => types)).toEqual([[type]]);
    }
  });

  it('is traced for its parties, and its events shown to them', async () => {
    for (const path of [`/v1/traces/${stream}`, `/v1/events/${idOf(stream)}`]) {
      const { status, text } = await ledger.fetch(path, { key: province.window });
      expect([status, text.includes(`newer-${stream}`)]).toEqual([200, true]);
    }
  });

  it.each(paths)('is not there for those who were no party of it: %s', async (path) => {
    expect(await reader.refused(path, province.otherWindow)).toBe('404 stream-unknown');
  });
});
