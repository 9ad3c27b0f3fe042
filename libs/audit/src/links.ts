import type { Fact } from '#kernel';

/** Streams that an event names in its data. */
export interface Links {
  /** Of the same piece of business: a trace goes on there, and comes back from there. */
  readonly business: readonly string[];
  /** What it rests on: shown in a trace and not followed, since much other business rests on it too. */
  readonly basis: readonly string[];
}

/** Fields of payloads that hold the id of a stream of a category, alike in all contexts. */
const BUSINESS: Readonly<Record<string, string>> = { demandId: 'dem' };
const BASIS: Readonly<Record<string, string>> = { itemId: 'item' };

/** What one event names; a restatement what its replacement does. */
export function linksOf(fact: Fact): Links {
  const stated = fact.data as Readonly<Record<string, unknown>>;
  const data = fact.type === 'EntryRestated' ? (stated['replacement'] as typeof stated) : stated;
  const named = (fields: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(fields).flatMap(([field, category]) => {
      const id = data[field];
      return typeof id === 'string' ? [`${category}-${id}`] : [];
    });
  return { business: named(BUSINESS), basis: named(BASIS) };
}
