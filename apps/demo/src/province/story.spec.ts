import { describe, expect, it } from '@jest/globals';
import { toInstant } from '#kernel';
import { officesOf } from './accounts.js';
import { Agenda } from './agenda.js';
import { instantMs } from './calendar.js';
import type { Closing } from './closings.js';
import { Random } from './random.js';
import { Story, type Telling } from './story.js';

const { hub } = officesOf('spec');
const CLOSED = instantMs('2026-04-09', '22:00');
const shut: Closing = { closedMs: CLOSED, isOpen: (ms) => ms < CLOSED };
const reopenedMs = instantMs('2026-04-14', '08:45');
const reopened: Closing = { ...shut, reopenedMs, isOpen: (ms) => ms < CLOSED || ms > reopenedMs };

/** Happened in March, and comes to the desk only on 10 April. */
const late: Telling = {
  by: hub,
  type: 'ActivityQueried',
  data: {},
  atMs: instantMs('2026-03-20', '10:00'),
  lagDays: 20,
};
const found: Telling = { ...late, lagDays: 0, atMs: instantMs('2026-04-10', '08:00'), correctsMs: late.atMs };

function told(closing: Closing, telling: Telling, seed = 'spec') {
  const agenda = new Agenda();
  const story = new Story({ agenda, stream: 'act-1', random: new Random(seed), closings: () => closing });
  const { isRecorded } = story.tell(telling);
  story.tell({ ...late, lagDays: 0, atMs: instantMs('2026-05-04', '10:00') });
  const posted = [...agenda.due(Number.MAX_SAFE_INTEGER)].flatMap(({ atMs, statements }) =>
    statements.map(({ event, expected }) => `${toInstant(atMs).slice(5, 16)} ${event.id} ${expected}`),
  );
  return { isRecorded, isOver: story.isOver, posted };
}

const outcomes = (closing: Closing): ReadonlySet<string> =>
  new Set(Array.from({ length: 40 }, (_, seed) => told(closing, late, String(seed)).posted[0] ?? ''));

describe('a story about a month that is closed', () => {
  it('hurries an import that would come too late, or has it refused', () => {
    expect(outcomes(shut)).toEqual(new Set(['04-09T09:00 act-1/1 recorded', '04-10T09:00 act-1/1 period-closed']));
  });

  it('ends with what was refused', () => {
    const shutAtOnce: Closing = { closedMs: 0, isOpen: () => false };
    expect(told(shutAtOnce, { ...late, atMs: instantMs('2026-04-10', '08:00'), lagDays: 0 })).toEqual({
      isRecorded: false,
      isOver: true,
      posted: ['04-10T09:00 act-1/1 period-closed'],
    });
  });

  it('goes on where a correction was refused', () => {
    const open = instantMs('2026-05-01', '00:00');
    expect(told({ closedMs: CLOSED, isOpen: (ms) => ms < CLOSED || ms > open }, found)).toEqual({
      isRecorded: false,
      isOver: false,
      posted: ['04-10T09:00 act-1/1 period-closed', '05-06T09:00 act-1/2 recorded'],
    });
  });

  it('tells it again, under the same id, when the month is opened again', () => {
    expect(told(reopened, found)).toEqual({
      isRecorded: true,
      isOver: false,
      posted: ['04-10T09:00 act-1/1 period-closed', '04-14T09:00 act-1/1 recorded', '05-06T09:00 act-1/2 recorded'],
    });
  });
});
