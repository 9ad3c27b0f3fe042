import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { erase } from './aggregate.js';
import type { Correction } from './corrections.js';
import { eventType } from './event-type.js';
import type { Fact } from './event.js';
import { correctedFacts, periodSights } from './periods.js';

/** A note that named its node differently in version 1. */
class Noted {
  node: string;
}
const events = {
  Noted: eventType(Noted, {
    version: 2,
    zh: '已记',
    by: ['WINDOW'],
    from: ['OPEN'],
    upcasters: { 1: (data) => ({ node: (data as { readonly platform: string }).platform }) },
  }),
};
const notes = erase<{ readonly status: 'OPEN' }, typeof events>({
  category: 'note',
  zh: '便笺',
  id: '[0-9]+',
  events,
  initial: { status: 'OPEN' },
  evolve: (state) => state,
  decide: (_state, fact) => [fact],
  parties: () => ({ nodes: [], orgs: [] }),
  reportedBy: (_state, { data }) => [data.node],
});
const view = { name: 'month', initial: {}, evolve: (state: object) => state };
const periods = {
  sight: (node: string, month: string) => ({ stream: `${node} ${month}`, view }),
  isClosed: () => false,
};

const meta = { occurredAt: '2026-03-05T10:00:00.000+08:00' } as Fact['meta'];
const old: Fact = { id: 'e1', type: 'Noted', version: 1, data: { platform: 'N01' }, meta };
const correction = (type: string, data: object): Correction =>
  ({ id: 'e2', type, version: 1, data: { targetEventId: 'e1', reason: '误', ...data }, meta }) as Correction;
const monthsOf = (stated: Correction): readonly string[] =>
  periodSights(periods, notes, notes.initial, correctedFacts(notes, [old], stated)).map(({ stream }) => stream);

describe('the months a correction touches', () => {
  it('are those of an entry in an old shape, and of the replacement in the newest', () => {
    expect(monthsOf(correction('EntryReversed', { reasonCode: 'OTHER' }))).toEqual(['N01 2026-03']);
    const replaced = { replacement: { node: 'N02' }, occurredAt: '2026-04-01T10:00:00+08:00' };
    expect(monthsOf(correction('EntryRestated', replaced))).toEqual(['N01 2026-03', 'N02 2026-04']);
  });

  it('are none when its target is not there', () => {
    expect(monthsOf(correction('EntryReversed', { targetEventId: 'e9' }))).toEqual([]);
  });
});
