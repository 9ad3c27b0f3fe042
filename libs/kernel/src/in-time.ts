import type { AnyAggregate } from './aggregate.js';
import { evolveKnown } from './evolving.js';
import type { Fact } from './event.js';

/**
 * The law of times: the effective facts of a stream, in the order in which they happened, are themselves a sequence that
 * could be admitted, as they are in the order of the log. So nothing happened before what it rests on, whatever was entered
 * late, and by the business clock the stream is at no moment in a state that cannot be.
 */

/** A change of a stream's status by the business clock, and the entry that made it. */
export interface Turn extends Named {
  readonly status: string;
}

/** An entry as a refusal names it. */
export interface Named {
  readonly id: string;
  readonly type: string;
  /** When it happened. */
  readonly at: string;
}

export const namedOf = ({ id, type, meta }: Fact): Named => ({ id, type, at: meta.occurredAt });

/** What a stream's order of occurrence comes to: enough to judge most statements without the stream's history. */
export interface Times {
  /** The latest occurrence; '' before the first. */
  readonly latest: string;
  /** In order of occurrence. */
  readonly turns: readonly Turn[];
  /** Log and occurrence order differ in entries that may change the status, so that the two may come to two states. */
  readonly isMixed: boolean;
}

export const NOTHING_YET: Times = { latest: '', turns: [], isMixed: false };

/** Facts in the order in which they happened; those of one instant in the order of the log. */
export const inOrderOfOccurrence = <Of extends Fact>(facts: readonly Of[]): readonly Of[] =>
  facts.toSorted((a, b) => compare(a.meta.occurredAt, b.meta.occurredAt));

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** Whether a fact comes behind all others, or changes nothing by where it comes. */
export const isInPlace = (aggregate: AnyAggregate, { latest, isMixed }: Times, fact: Fact): boolean =>
  keepsStatus(aggregate, fact) || (!isMixed && fact.meta.occurredAt >= latest);

export const keepsStatus = (aggregate: AnyAggregate, { type }: Fact): boolean =>
  aggregate.events[type]?.keepsStatus === true;

/** Whether a fact is judged by what the times say, or by all that its stream has. */
export function needsHistory(aggregate: AnyAggregate, { latest, turns, isMixed }: Times, fact: Fact): boolean {
  const { occurredAt } = fact.meta;
  if (!isMixed && occurredAt >= latest) return false;
  if (!keepsStatus(aggregate, fact)) return true;
  const { from = [] } = aggregate.events[fact.type] ?? {};
  return occurredAt >= latest && !from.includes(statusAt(aggregate, turns, occurredAt));
}

/** The times after a fact that is in place, and that brought the stream from one status to another. */
export function timesAfter({ latest, turns, isMixed }: Times, fact: Fact, before: string, after: string): Times {
  const { occurredAt } = fact.meta;
  return {
    latest: occurredAt > latest ? occurredAt : latest,
    turns: before === after ? turns : [...turns, { ...namedOf(fact), status: after }],
    isMixed,
  };
}

/** The times of effective facts in the order of the log. */
export function timesOf(aggregate: AnyAggregate, facts: readonly Fact[]): Times {
  const weighty = facts.filter((fact) => !keepsStatus(aggregate, fact));
  const isMixed = weighty.some((fact, index) => fact.meta.occurredAt < (weighty[index - 1]?.meta.occurredAt ?? ''));
  const latest = inOrderOfOccurrence(facts).at(-1)?.meta.occurredAt ?? '';
  return { latest, turns: turnsOf(aggregate, facts), isMixed };
}

/** The changes of status of effective facts, in order of occurrence. */
export function turnsOf(aggregate: AnyAggregate, facts: readonly Fact[]): readonly Turn[] {
  const turns: Turn[] = [];
  let state = aggregate.initial;
  for (const fact of inOrderOfOccurrence(facts)) {
    const next = evolveKnown(aggregate, state, fact);
    if (next.status !== state.status) turns.push({ ...namedOf(fact), status: next.status });
    state = next;
  }
  return turns;
}

/** The status of a stream at a moment by the business clock. */
export const statusAt = (aggregate: AnyAggregate, turns: readonly Turn[], at: string): string =>
  turns.findLast((turn) => turn.at <= at)?.status ?? aggregate.initial.status;

/** An entry that could not have happened where its time puts it. */
export interface Misplaced<Of extends Fact = Fact> {
  readonly fact: Of;
  /** The status it meets there, which does not allow it; undefined: it comes behind a later one of its type. */
  readonly status: string | undefined;
}

/** Which of these effective facts, in the order of the log, could not have happened in the order of their times. */
export function misplaced<Of extends Fact>(aggregate: AnyAggregate, facts: readonly Of[]): readonly Misplaced<Of>[] {
  const places = new Map(facts.map(({ id }, index) => [id, index]));
  const furthest = new Map<string, number>();
  const found: Misplaced<Of>[] = [];
  let state = aggregate.initial;
  for (const fact of inOrderOfOccurrence(facts)) {
    const { from = [], inSequence } = aggregate.events[fact.type] ?? {};
    const place = places.get(fact.id) ?? 0;
    const before = furthest.get(fact.type) ?? 0;
    if (!from.includes(state.status)) found.push({ fact, status: state.status });
    else if (inSequence === true && before > place) found.push({ fact, status: undefined });
    furthest.set(fact.type, Math.max(before, place));
    state = evolveKnown(aggregate, state, fact);
  }
  return found;
}
