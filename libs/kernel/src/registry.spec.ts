import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import type { AnyAggregate } from './aggregate.js';
import { effective } from './corrections.js';
import { eventType, wireType } from './event-type.js';
import type { RecordedEvent } from './event.js';
import { Registry } from './registry.js';

class Noted {}
const notes = (category: string, extra: Partial<AnyAggregate> = {}): AnyAggregate => ({
  context: 'desk',
  category,
  zh: '便笺',
  id: '[a-z]+',
  events: {
    NoteTaken: eventType(Noted, {
      version: 3,
      zh: '已记',
      by: ['HUB'],
      from: ['ABSENT'],
      upcasters: {
        1: (data) => ({ ...(data as object), two: true }),
        2: (data) => ({ ...(data as object), three: true }),
      },
    }),
  },
  initial: { status: 'ABSENT' },
  evolve: (state) => state,
  decide: (_state, fact) => [fact],
  parties: () => ({ nodes: [], orgs: [] }),
  ...extra,
});
const registry = new Registry([{ name: 'desk', zh: '案头', aggregates: [notes('note')] }]);

describe('the registry', () => {
  it('names event types by context, kebab-case event and version', () => {
    expect(registry.types.map((type) => type.wireType)).toEqual([
      'cn.smes.desk.note-taken.v3',
      'cn.smes.desk.entry-reversed.v1',
      'cn.smes.desk.entry-restated.v1',
    ]);
    expect(wireType('network', 'OrganizationUSCCBound', 1)).toBe('cn.smes.network.organization-usccbound.v1');
  });

  it('knows what was once stated by its older wire types', () => {
    for (const version of [1, 2])
      expect(registry.superseded(`cn.smes.desk.note-taken.v${version}`)).toMatchObject({
        version,
        registered: { wireType: 'cn.smes.desk.note-taken.v3' },
      });
    for (const type of ['note-taken.v3', 'note-taken.v0', 'note-taken.v4', 'note-lost.v1', 'entry-reversed.v1'])
      expect([type, registry.superseded(`cn.smes.desk.${type}`)]).toEqual([type, undefined]);
  });

  it('finds the aggregate of a well-formed stream only', () => {
    expect(registry.aggregateOf('note-abc')?.aggregate.category).toBe('note');
    for (const stream of ['note-', 'note-ABC', 'note-a-b', 'other-abc', 'note', '', 'note-abc\n'])
      expect(registry.aggregateOf(stream)).toBeUndefined();
  });

  it('brings a recorded payload to the newest version step by step', () => {
    const event = { stream: 'note-a', type: 'NoteTaken', version: 1, data: { one: true } } as unknown as RecordedEvent;
    expect(registry.current(event)).toMatchObject({ version: 3, data: { one: true, two: true, three: true } });
  });

  it('brings a replacement worded in an old version to the newest, as it would an entry', () => {
    const target = { id: 'e1', stream: 'note-a', type: 'NoteTaken', version: 3, data: {}, meta: {} };
    const data = { targetEventId: 'e1', reason: '改', replacement: { one: true }, replacementVersion: 1 };
    const restated = { ...target, id: 'e2', type: 'EntryRestated', version: 1, data };
    const standing = effective([target, restated] as unknown as readonly RecordedEvent[]);
    expect(standing.map((event) => registry.current(event).data)).toEqual([{ one: true, two: true, three: true }]);
  });

  it('refuses to start with a category or an event type declared twice', () => {
    const twice = [notes('note'), notes('note')];
    expect(() => new Registry([{ name: 'desk', zh: '案头', aggregates: twice }])).toThrow(
      'category note is declared twice',
    );
    const other = [notes('note'), notes('memo')];
    expect(() => new Registry([{ name: 'desk', zh: '案头', aggregates: other }])).toThrow('declared twice');
  });

  it('offers no corrections where every aggregate is final', () => {
    const final = new Registry([{ name: 'desk', zh: '案头', aggregates: [notes('note', { final: true })] }]);
    expect(final.types.map(({ type }) => type)).toEqual(['NoteTaken']);
  });
});
