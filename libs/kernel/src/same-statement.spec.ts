import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correctionEvents } from './corrections.js';
import { anyObject, flag, instant, integer, listOf, nested, text } from './field-kinds.js';
import { Field } from './field.js';
import { isSameStatement, type Worded } from './same-statement.js';

class Photo {
  @Field(instant) capturedAt: string;
  @Field(text(1, 20)) name: string;
}
class Held {
  @Field(instant) startAt: string;
  @Field(listOf(instant, 0, 9), 'optional') breaks?: string[];
  @Field(listOf(nested(Photo), 0, 9), 'optional') photos?: Photo[];
  @Field(nested(Photo), 'optional') cover?: Photo;
  @Field(text(1, 40), 'optional') note?: string;
  @Field(integer(0, 9), 'optional') guests?: number;
  @Field(flag.byLedger(), 'optional') doubtful?: boolean;
  @Field(anyObject, 'optional') body?: object;
}
const payloads = { data: Held };
const BASE = { startAt: '2026-03-05T09:00:00+08:00' };
const worded = (data: object, differently: Partial<Worded['meta']> = {}, type = 'Held'): Worded => ({
  stream: 'act-1',
  type,
  version: 1,
  data,
  meta: { occurredAt: '2026-03-05T10:00:00.000+08:00', correlationId: 'act-1', ...differently },
});
const same = (one: object, other: object): boolean => isSameStatement(worded(one), worded(other), payloads);

/** Spellings of one instant. */
const spellings = (ms: number): readonly string[] => {
  const utc = new Date(ms).toISOString();
  const local = new Date(ms + 8 * 3_600_000).toISOString().slice(0, -1);
  return [utc, utc.replace('Z', '+00:00'), utc.replace('Z', '00Z'), `${local}+08:00`, `${local}000+08:00`];
};
const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-31') });

describe('two statements', () => {
  // Never (times): one statement spelt in two ways is taken for two
  it('are the same whatever the spelling of their instants, wherever these stand', () => {
    const drawn = fc.record({ ms: moment, one: fc.nat(4), other: fc.nat(4) });
    fc.assert(
      fc.property(drawn, ({ ms, one, other }) => {
        const said = (n: number): object => {
          const at = spellings(ms)[n] ?? '';
          const photo = { capturedAt: at, name: '签到' };
          return { startAt: at, breaks: [at], photos: [photo], cover: photo };
        };
        expect(same(said(one), said(other))).toBe(true);
      }),
    );
  });

  it.each([
    ['the seconds', { startAt: '2026-03-05T09:00:01+08:00' }],
    ['the milliseconds', { startAt: '2026-03-05T09:00:00.001+08:00' }],
    ['a field that is added', { ...BASE, guests: 1 }],
    ['an instant in free text', { ...BASE, note: '2026-03-05T01:00:00Z' }],
    ['the order of a list', { ...BASE, breaks: ['2026-03-05T09:10:00+08:00', '2026-03-05T09:05:00+08:00'] }],
  ])('differ in %s', (_, data) => {
    const first = { ...BASE, breaks: ['2026-03-05T09:05:00+08:00', '2026-03-05T09:10:00+08:00'] };
    expect(same('breaks' in data ? first : BASE, data)).toBe(false);
  });

  it('keep texts as they are written, also where they look like an instant', () => {
    const [one, other] = ['2026-03-05T09:00:00+08:00', '2026-03-05T01:00:00Z'];
    expect(same({ ...BASE, note: one }, { ...BASE, note: other })).toBe(false);
    expect(same({ ...BASE, body: { at: one } }, { ...BASE, body: { at: other } })).toBe(false);
  });

  it('do not differ in what lies below a millisecond, nor in what the ledger fills in', () => {
    expect(same(BASE, { startAt: '2026-03-05T09:00:00.0004+08:00' })).toBe(true);
    expect(same(BASE, { ...BASE, doubtful: true })).toBe(true);
  });

  it.each([
    ['the stream', { ...worded(BASE), stream: 'act-2' }],
    ['the version', { ...worded(BASE), version: 2 }],
    ['the time', worded(BASE, { occurredAt: '2026-03-05T10:00:00.001+08:00' })],
    ['the correlation', worded(BASE, { correlationId: 'dem-1' })],
    ['the cause', worded(BASE, { causationId: 'e1' })],
    ['the party it is entered for', worded(BASE, { onBehalfOf: 'E1' })],
  ])('differ in %s', (_, other) => expect(isSameStatement(worded(BASE), other, payloads)).toBe(false));

  it('that restate an entry are compared by what its type says of the replacement', () => {
    const restated = (startAt: string, occurredAt: string) =>
      worded(
        { targetEventId: 'e0', reason: '改', replacement: { startAt }, occurredAt, replacementVersion: 1 },
        {},
        'EntryRestated',
      );
    const one = restated('2026-03-05T09:00:00+08:00', '2026-03-05T10:00:00+08:00');
    const other = restated('2026-03-05T01:00:00Z', '2026-03-05T02:00:00.000Z');
    const { payload } = correctionEvents.EntryRestated;
    expect(isSameStatement(one, other, { data: payload, replacement: Held })).toBe(true);
    expect(isSameStatement(one, other, { data: payload })).toBe(false);
  });
});
