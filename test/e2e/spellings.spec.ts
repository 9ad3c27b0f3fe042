import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isPosted, msOf, Registry, wireType, type RecordedEvent } from '#kernel';
import { RunningLedger } from '../support/running-ledger.js';
import { completedOrder, heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

let ledger: RunningLedger;
let province: SmallProvince;
let log: readonly RecordedEvent[];

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const zulu = (instant: string): string => new Date(msOf(instant)).toISOString().replace('Z', '000Z');
const plus = (instant: string): string => new Date(msOf(instant)).toISOString().replace('Z', '+00:00');

/** The same with every instant in it spelt otherwise. */
function respelt(value: unknown, spell: (instant: string) => string): unknown {
  if (typeof value === 'string') return INSTANT.test(value) ? spell(value) : value;
  if (Array.isArray(value)) return value.map((item) => respelt(item, spell));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, respelt(member, spell)]));
}

/** An event as it might have been posted. */
function statementOf(event: RecordedEvent, spell: (instant: string) => string, differently: object = {}): object {
  const { stream, type, version, data, meta } = event;
  const context = ledger.app.get(Registry).aggregateOf(stream)?.context ?? '';
  return {
    data: respelt(data, spell),
    time: spell(meta.occurredAt),
    type: wireType(context, type, version),
    subject: stream,
    source: meta.source,
    id: meta.statementId,
    specversion: '1.0',
    datacontenttype: 'application/json; charset=utf-8',
    correlationid: meta.correlationId,
    ...(meta.causationId === undefined ? {} : { causationid: meta.causationId }),
    ...(meta.onBehalfOf === undefined ? {} : { onbehalfof: meta.onBehalfOf }),
    ...differently,
  };
}

beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  await completedOrder(province, 'o1', 5);
  await heldActivity(province, 'v1', 9, 2);
  const idOf = async (type: string): Promise<string> => {
    const found = (await ledger.log()).findLast((event) => event.type === type);
    if (found === undefined) throw new Error(`there is no ${type}`);
    return found.id;
  };
  const { say, hub } = province;
  await say(hub, 'activity.entry-reversed', 'act-v1', '2026-03-12T10:00:00+08:00', {
    targetEventId: await idOf('AttendanceRecorded'),
    reasonCode: 'INPUT_ERROR',
    reason: '重复录入',
  });
  await say(hub, 'activity.entry-restated', 'act-v1', '2026-03-12T11:00:00+08:00', {
    targetEventId: await idOf('ActivityHeld'),
    reason: '开始时间有误',
    replacement: {
      actualStart: '2026-03-09T09:30:00+08:00',
      actualEnd: '2026-03-09T11:00:00+08:00',
      staffIds: ['S-1'],
      headcount: 9,
    },
    occurredAt: '2026-03-09T11:00:00+08:00',
  });
  log = (await ledger.log()).filter((event) => isPosted(event));
}, 60_000);
afterAll(() => ledger.discard());

describe('a statement that differs only in its spelling', () => {
  // Never (times): one statement spelt in two ways is taken for two
  it.each([
    ['Z and more digits', zulu],
    ['+00:00', plus],
  ])('is a repetition, of every event: %s', async (_, spell) => {
    expect(log.length).toBeGreaterThan(40);
    const lines = log.map((event) => JSON.stringify(statementOf(event, spell)));
    const answers = await ledger.postLines(lines);
    for (const [index, event] of log.entries())
      expect(answers[index]).toMatchObject({
        receipt: { stream: event.stream, revision: event.revision, position: event.position, replayed: true },
      });
    expect(answers.at(-1)).toMatchObject({ complete: true, accepted: 0, replayed: log.length, rejected: 0 });
  });

  it('is one alone, in a batch, in a rehearsal, and beside its like in one post', async () => {
    const [event] = log.filter(({ type }) => type === 'SessionHeld');
    if (event === undefined) throw new Error('a session was held');
    const again = statementOf(event, zulu);
    const receipt = { eventIds: [event.id], replayed: true };
    expect(await ledger.post(again)).toMatchObject({ status: 200, body: receipt });
    expect(await ledger.post([again, statementOf(event, plus)])).toMatchObject({
      status: 200,
      body: [receipt, receipt],
    });
    const fresh = (time: string): object => ({
      specversion: '1.0',
      id: 'twice',
      source: 'urn:test',
      type: 'cn.smes.network.organization-registered.v1',
      subject: 'org-twice',
      time,
      data: { name: '两次登记', kind: 'ENTERPRISE', divisionCode: '430111' },
    });
    const both = [fresh('2026-03-12T10:00:00+08:00'), { ...fresh('2026-03-12T02:00:00Z'), correlationid: 'org-twice' }];
    const { body } = await ledger.post(both, { headers: { 'Demo-Now': '2026-03-12T12:00:00+08:00' } });
    expect(body).toMatchObject([{ replayed: false }, { replayed: true }]);
  });

  it('is none when a time, a word or a correlation is another', async () => {
    const [event] = log.filter(({ type }) => type === 'SessionHeld');
    if (event === undefined) throw new Error('a session was held');
    for (const other of [
      { time: '2026-03-05T23:59:59.999+08:00' },
      { correlationid: 'dem-other' },
      { data: { ...(event.data as object), minutes: 1 } },
    ])
      expect(await ledger.post(statementOf(event, zulu, other))).toMatchObject({
        status: 409,
        body: { code: 'statement-id-reused' },
      });
  });
});
