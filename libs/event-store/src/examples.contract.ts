import { expect } from '@jest/globals';
import type { Meta, RecordedEvent } from '#kernel';
import type { Append, EventStore, Expected, NewEvent, Outcome } from './event-store.js';

/** Plain events for the contract's cases. */

export const META: Meta = {
  actor: { account: 'acc-1', org: 'org-1', node: 'node-330100', role: 'WINDOW' },
  enteredBy: 'SELF',
  occurredAt: '2026-03-05T11:30:00.000+08:00',
  recordedAt: '2026-03-05T11:31:00.000+08:00',
  source: 'https://window.example.cn',
  statementId: 'statement',
  digest: '0'.repeat(64),
  correlationId: 'correlation',
  ruleVersions: [],
};

/** A UUID that spells its name: equal names, equal ids. */
export const uuid = (name: string): string => {
  const hex = Buffer.from(name).toString('hex').padStart(32, '0').slice(-32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** The event of the statement called `name` (at most 16 bytes). */
export const event = (name: string, over: Partial<NewEvent> = {}): NewEvent => ({
  id: uuid(name),
  type: 'Noted',
  version: 1,
  dataText: JSON.stringify({ name }),
  meta: { ...META, statementId: name },
  ...over,
});

export const append = (stream: string, expected: Expected, ...names: readonly string[]): Append => ({
  stream,
  expected,
  events: names.map((name) => event(name)),
});

/** Records one append by itself. */
export async function record(store: EventStore, recorded: Append): Promise<Outcome> {
  const [outcome] = await store.appendBatch([[recorded]]);
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

/** Records appends one after the other; all must be admitted. */
export async function given(store: EventStore, ...appends: readonly Append[]): Promise<void> {
  for (const one of appends) expect((await record(store, one)).kind).toBe('appended');
}

/** `stream@revision` of events, which names them all in one line. */
export const places = (events: readonly RecordedEvent[]): readonly string[] =>
  events.map(({ stream, revision }) => `${stream}@${revision}`);

export const names = (events: readonly RecordedEvent[]): readonly string[] =>
  events.map(({ data }) => (data as { readonly name: string }).name);

/** The whole log, by pages of `limit`. */
export async function wholeLog(store: EventStore, limit = 1_000): Promise<readonly RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  let after = 0;
  for (;;) {
    const page = await store.readAll({ after, limit });
    all.push(...page.events);
    if (page.position === after) return all;
    after = page.position;
  }
}
