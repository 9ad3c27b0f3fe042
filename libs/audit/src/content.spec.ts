import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { erase, eventType, type Fact } from '#kernel';
import { fact } from '#testing/given';
import { bounded } from './bounded.js';
import { readStream } from './content.js';

class Opened {
  title: string;
  feeFen: number;
}

class Noted {
  note: string;
}

const by = { by: ['WINDOW'], from: [], zh: '课程' } as const;
const course = erase({
  context: 'school',
  category: 'course',
  zh: '课程',
  id: 'x',
  events: {
    Opened: eventType(Opened, { ...by, version: 2, upcasters: { 1: (old) => ({ ...(old as object), feeFen: 0 }) } }),
    Renamed: eventType(Opened, { ...by, version: 1 }),
    Noted: eventType(Noted, { ...by, version: 1 }),
    Seen: eventType(Noted, { ...by, version: 1 }),
  },
  reads: { Opened: true, Renamed: ['title'], Noted: 'remark' },
  initial: { status: 'ABSENT', notes: 0 },
  evolve: ({ notes }, { type }) => ({ status: 'OPEN', notes: type === 'Noted' ? notes + 1 : notes }),
  decide: () => [],
  parties: () => ({ nodes: [], orgs: [] }),
});

const read = (...facts: readonly Fact[]) => readStream(course, facts, (type) => `cn.${type}`);
const opened = fact('Opened', { title: '税务' }, { version: 1 });
const meta = { actor: opened.meta.actor, enteredBy: 'SELF', time: opened.meta.occurredAt };

describe('the content of a stream', () => {
  it('is its status and its entries, in the newest shape, with who said them and of when', () => {
    expect(read(opened)).toEqual({
      content: {
        status: 'OPEN',
        title: '税务',
        feeFen: 0,
        facts: [{ id: opened.id, type: 'cn.Opened', ...meta, data: { title: '税务', feeFen: 0 } }],
      },
      folded: { notes: 0 },
      unknownTypes: [],
    });
  });

  it('names the party an entry was entered for', () => {
    const { content } = read(fact('Seen', { note: 'a' }, { enteredBy: 'PROXY', onBehalfOf: 'E001' }));
    expect(content).toMatchObject({ facts: [{ enteredBy: 'PROXY', onBehalfOf: 'E001' }] });
  });

  it('says fields and parts as they were said last, and whole what was said whole again', () => {
    const renamed = fact('Renamed', { title: '税务与社保', feeFen: 9 });
    const remarks = ['一', '二'].map((note) => fact('Noted', { note }));
    expect(read(opened, renamed, ...remarks).content).toMatchObject({
      title: '税务与社保',
      feeFen: 0,
      remark: { note: '二', time: meta.time },
    });
    const again = fact('Opened', { feeFen: 5 }, { version: 2 });
    expect(Object.keys(read(opened, again).content)).toEqual(['status', 'feeFen', 'facts']);
  });

  it('falls back on what was said before where the last is taken out', () => {
    const renamed = fact('Renamed', { title: '社保' });
    const gone = fact('EntryReversed', { targetEventId: renamed.id, reasonCode: 'OTHER', reason: '误' }, { by: 'HUB' });
    expect(read(opened, renamed, gone).content).toEqual(read(opened).content);
  });

  it.each([
    ['a type', fact('Sung', { verse: 1 }), 'Sung'],
    ['a version', fact('Noted', { verse: 1 }, { version: 2 }), 'cn.Noted'],
  ])('has no status where this build does not know %s, and lists it as it was recorded', (_, unheard, type) => {
    const { content, folded, unknownTypes } = read(opened, unheard);
    expect([folded, unknownTypes, content['status']]).toEqual([undefined, [unheard.type], undefined]);
    expect(content.facts[1]).toEqual({ id: unheard.id, type, ...meta, data: { verse: 1 } });
  });
});

describe('a bounded value', () => {
  it('shows the beginning of what is too long, wherever it stands, and says so', () => {
    const value = { a: [1, 2, 3], 'b/c': [{ d: ['x', 'y', 'z'] }, 5], e: null };
    expect(bounded(value, 2)).toEqual({
      value: { a: [1, 2], 'b/c': [{ d: ['x', 'y'] }, 5], e: null },
      cuts: [
        { path: '/a', shown: 2, of: 3 },
        { path: '/b~1c/0/d', shown: 2, of: 3 },
      ],
    });
    expect(bounded(value, 3)).toEqual({ value, cuts: [] });
  });
});
