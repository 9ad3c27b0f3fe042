import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { erase, type Counted } from './aggregate.js';
import type { Correction } from './corrections.js';
import { eventType } from './event-type.js';
import type { Fact } from './event.js';
import { correctedBy, reportedBy } from './reported.js';
import { Field } from './field.js';
import { civilDate, id } from './field-kinds.js';

/** A note about a day; in version 1 it named its node differently. */
class Noted {
  @Field(id) node: string;
  @Field(civilDate) about: string;
}
/** Takes back what was noted, whenever that was. */
class Judged {
  @Field(id) node: string;
}
const events = {
  Noted: eventType(Noted, {
    version: 2,
    zh: '已记',
    by: ['WINDOW'],
    from: ['OPEN'],
    upcasters: {
      1: (data) => {
        const { platform, about } = data as { readonly platform: string; readonly about: string };
        return { node: platform, about };
      },
    },
  }),
  Judged: eventType(Judged, { version: 1, zh: '已裁', by: ['HUB'], from: ['OPEN'], later: true }),
};
/** A note counts on its day, twice once another stands; a judgement on its own. */
const counted = (facts: readonly Fact[]): readonly Counted[] =>
  facts.map(({ type, data, meta }, at) => {
    const { node, about } = data as Partial<Noted>;
    const on = type === 'Noted' ? String(about) : meta.occurredAt.slice(0, 10);
    return { node: String(node), on, row: `${type} after ${at}` };
  });
const notes = erase<{ readonly status: 'OPEN' }, typeof events>({
  context: 'desk',
  category: 'note',
  zh: '便笺',
  id: '[0-9]+',
  events,
  initial: { status: 'OPEN' },
  evolve: (state) => state,
  decide: (_state, fact) => [fact],
  parties: () => ({ nodes: [], orgs: [] }),
  reportedBy: (_state, fact) => [
    { node: fact.data.node, on: fact.type === 'Noted' ? fact.data.about : fact.meta.occurredAt.slice(0, 10) },
  ],
  counted,
});
const NOTED = '2026-04-20T10:00:00.000+08:00';
const meta = { occurredAt: NOTED } as Fact['meta'];
const noted = (name: string, node: string, about: string): Fact => ({
  id: name,
  type: 'Noted',
  version: 2,
  data: { node, about },
  meta,
});
const old: Fact = { ...noted('e1', 'N01', '2026-03-05'), version: 1, data: { platform: 'N01', about: '2026-03-05' } };
const judged: Fact = { id: 'j1', type: 'Judged', version: 1, data: { node: 'N01' }, meta };
const correction = (type: string, data: object): Correction =>
  ({ id: 'c1', type, version: 1, data: { targetEventId: 'e1', reason: '误', ...data }, meta }) as Correction;
const reversal = (targetEventId: string): Correction =>
  correction('EntryReversed', { targetEventId, reasonCode: 'OTHER' });
const monthsOf = (stated: Correction, facts: readonly Fact[] = [old]): readonly string[] => [
  ...new Set(correctedBy(notes, facts, stated, 'note-1').reported.map(({ node, on }) => `${node} ${on.slice(0, 7)}`)),
];

describe('the days of a statement', () => {
  it('are those it counts for, whatever its time', () => {
    const reported = reportedBy(notes, notes.initial, [noted('e1', 'N01', '2026-03-05')], 'note-1');
    expect(reported).toEqual([{ node: 'N01', on: '2026-03-05' }]);
  });
});

describe('the entry that stands by a correction', () => {
  const entryOf = (stated: Correction): unknown => correctedBy(notes, [old], stated, 'note-1').entry;

  it('is its target worded anew, under the id and the author it had', () => {
    const replacement = { node: 'N02', about: '2026-02-01' };
    expect(entryOf(correction('EntryRestated', { replacement }))).toEqual({
      ...noted('e1', 'N02', '2026-02-01'),
      data: replacement,
    });
  });

  it('is none after a reversal, or when the replacement cannot be read', () => {
    expect(entryOf(reversal('e1'))).toBeUndefined();
    expect(entryOf(correction('EntryRestated', { replacement: { node: 'N02' } }))).toBeUndefined();
  });
});

describe('the months a correction touches', () => {
  it('are those of an entry in an old shape, and of the replacement in the newest', () => {
    expect(monthsOf(reversal('e1'))).toEqual(['N01 2026-03']);
    const replaced = { replacement: { node: 'N02', about: '2026-02-01' }, occurredAt: '2026-04-01T10:00:00+08:00' };
    expect(monthsOf(correction('EntryRestated', replaced))).toEqual(['N01 2026-03', 'N02 2026-02']);
  });

  it('are those of later entries too that count otherwise after it', () => {
    expect(monthsOf(reversal('e1'), [old, noted('e2', 'N03', '2026-01-09')])).toEqual(['N01 2026-03', 'N03 2026-01']);
  });

  it('are from its own day on those of an entry that came later by its nature', () => {
    const facts = [judged, noted('e2', 'N03', '2026-01-09'), noted('e3', 'N04', '2026-05-09')];
    expect(monthsOf(reversal('j1'), facts)).toEqual(['N01 2026-04', 'N04 2026-05']);
  });

  it('are none when its target is not there, or its replacement cannot be read', () => {
    expect(monthsOf(reversal('e9'))).toEqual([]);
    expect(monthsOf(correction('EntryRestated', { replacement: { node: 'N02' } }))).toEqual([]);
  });
});
