import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { eventsAsOf, type Moment } from '#context';
import { correctedEntries } from './corrected-entries.js';

const at = (hour: number): string => `2026-03-05T${String(hour).padStart(2, '0')}:00:00.000+08:00`;
const event = (
  revision: number,
  type: string,
  occurred: number,
  recorded: number,
  data: object = {},
): RecordedEvent => ({
  id: `e${revision}`,
  type,
  version: 1,
  data,
  stream: 'act-1',
  revision,
  position: revision * 10 + 1,
  meta: {
    actor: { account: 'w1', org: 'o1', role: 'WINDOW' },
    enteredBy: 'SELF',
    occurredAt: at(occurred),
    recordedAt: at(recorded),
    source: '//test',
    statementId: `s${revision}`,
    digest: '',
    correlationId: 'act-1',
    ruleVersions: [],
  },
});

/** Held at 9 and entered at 11, attended at 10 and entered at 12; at 13 the attendance is reversed, at 14 the holding moved to 8. */
const events = [
  event(0, 'ActivityHeld', 9, 11),
  event(1, 'AttendanceRecorded', 10, 12),
  event(2, 'EntryReversed', 13, 13, { targetEventId: 'e1' }),
  event(3, 'EntryRestated', 14, 14, { targetEventId: 'e0', replacement: {}, occurredAt: at(8) }),
];
const idsAt = (moment: Moment) => eventsAsOf(events, moment).map(({ id }) => id);

describe('a stream as of a moment', () => {
  it('now is everything', () => expect(idsAt({ kind: 'now' })).toEqual(['e0', 'e1', 'e2', 'e3']));

  it('by revision and by position counts the event itself', () => {
    expect(idsAt({ kind: 'revision', revision: 1 })).toEqual(['e0', 'e1']);
    expect(idsAt({ kind: 'position', position: 21 })).toEqual(['e0', 'e1', 'e2']);
    expect(idsAt({ kind: 'position', position: 20 })).toEqual(['e0', 'e1']);
  });

  it('by the knowledge clock is what the ledger knew then', () => {
    expect(idsAt({ kind: 'recorded', at: at(11) })).toEqual(['e0']);
    expect(idsAt({ kind: 'recorded', at: at(12) })).toEqual(['e0', 'e1']);
  });

  it('by the business clock is what had happened by then as known now: corrections count at once', () => {
    expect(idsAt({ kind: 'occurred', at: at(7) })).toEqual([]);
    expect(idsAt({ kind: 'occurred', at: at(8) })).toEqual(['e0', 'e3']);
    expect(idsAt({ kind: 'occurred', at: at(15) })).toEqual(['e0', 'e3']);
  });
});

describe('a stream by the business clock', () => {
  it('stands in the order in which things happened, whatever was entered late', () => {
    const late = [...events, event(4, 'AttendanceRecorded', 7, 15), event(5, 'AttendanceRecorded', 8, 16)];
    const ids = (hour: number) => eventsAsOf(late, { kind: 'occurred', at: at(hour) }).map(({ id }) => id);
    expect(ids(7)).toEqual(['e4']);
    expect(ids(15)).toEqual(['e4', 'e0', 'e5', 'e3']);
  });
});

describe('the standing of entries', () => {
  it('names the last correction of each', () => {
    expect([...correctedEntries(events)]).toEqual([
      ['e1', { kind: 'reversed', by: 'e2' }],
      ['e0', { kind: 'restated', by: 'e3' }],
    ]);
  });
});
