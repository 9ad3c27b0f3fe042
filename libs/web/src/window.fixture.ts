import { erase, eventType, Field, integer, Registry, text, type Actor, type FactOf } from '#kernel';
import type { Posting } from './cloud-event.js';

class NoteTaken {
  @Field(text(1, 100)) words: string;
  @Field(integer(0, 1000)) count: number;
  @Field(text(1, 100), 'optional') remark?: string;
}

const events = { NoteTaken: eventType(NoteTaken, { version: 1, zh: '已记录', by: ['WINDOW'], from: ['ANY'] }) };

const aggregate = (category: string) =>
  erase({
    context: 'notes',
    category,
    zh: '便签',
    id: '[a-z0-9]{1,20}',
    events: category === 'note' ? events : {},
    initial: { status: 'ANY' },
    evolve: (state: { status: string }, _fact: FactOf<typeof events>) => state,
    decide: (_state, fact) => [fact],
    parties: () => ({ nodes: [], orgs: [] }),
  });

const caller: Actor = { account: 'w1', org: 'org1', node: '440101', role: 'WINDOW' };

/** A window platform before a ledger that takes notes (and knows a stream of another kind). */
export const posting: Posting = {
  caller,
  registry: new Registry([{ name: 'notes', zh: '便签', aggregates: [aggregate('note'), aggregate('other')] }]),
};

export const NOTE = {
  specversion: '1.0',
  id: 'n-1',
  source: 'urn:window:440101',
  type: 'cn.smes.notes.note-taken.v1',
  subject: 'note-1',
  time: '2026-03-05T03:30:00Z',
  datacontenttype: 'application/json',
  data: { words: '培训 “数字化”', count: 3 },
};
