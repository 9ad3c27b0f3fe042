import type { AnyAggregate, Statused } from './aggregate.js';
import { calledOf } from './called.js';
import { current, type Moment } from './event-type.js';
import type { Fact } from './event.js';
import { evolveKnown, stateOf } from './evolving.js';
import { inOrderOfOccurrence, misplaced, namedOf, statusAt, type Named, type Turn } from './in-time.js';
import { parseInstant } from './instant.js';
import { refuse } from './kernel-refusals.js';
import { Refusal } from './refusal.js';

/** An entry that is new in its stream, or worded anew, and the stream's effective facts without and with it. */
export interface Placing {
  readonly fact: Fact;
  readonly before: readonly Fact[];
  readonly after: readonly Fact[];
  /** Where the time was stated. */
  readonly pointer: string;
}

/** Refuses what its status by the business clock does not allow, by the turns of the stream alone. */
export function checkTurn(aggregate: AnyAggregate, turns: readonly Turn[], fact: Fact): void {
  const { from = [] } = aggregate.events[fact.type] ?? {};
  const { occurredAt } = fact.meta;
  if (from.includes(statusAt(aggregate, turns, occurredAt))) return;
  const basis = turns.find(({ at, status }) => at > occurredAt && from.includes(status));
  if (basis !== undefined) throw beforeBasis(aggregate, fact, occurredAt, basis, '/time');
  const other = turns.findLast(({ at }) => at <= occurredAt) ?? turns[0];
  if (other !== undefined) throw outOfOrder(aggregate, fact, other, '/time');
}

/** Refuses moments of the payload at which no status that allows the step had yet been reached. */
export function checkMoments(aggregate: AnyAggregate, turns: readonly Turn[], fact: Fact, at = '/data'): void {
  const eventType = aggregate.events[fact.type];
  if (eventType?.moments === undefined) return;
  const { from } = eventType;
  const basis = turns.find(({ status }) => from.includes(status));
  for (const moment of eventType.moments(current(eventType, fact).data as never)) {
    const instant = lastInstantOf(moment);
    if (basis !== undefined && instant < basis.at)
      throw beforeBasis(aggregate, fact, moment.at, basis, at + moment.pointer);
  }
}

/** Of a civil date its last, since only a day is known. */
const lastInstantOf = ({ at }: Moment): string => parseInstant(at) ?? `${at}T23:59:59.999+08:00`;

/**
 * Refuses an entry with which the stream could not have happened in the order of its times. Times that could not be before
 * it, in a ledger that began without this law, are not its fault.
 */
export function checkPlace(aggregate: AnyAggregate, placing: Placing): void {
  const { fact, before, after, pointer } = placing;
  const wrong = misplaced(aggregate, after);
  if (wrong.length === 0) return;
  const known = new Set(misplaced(aggregate, before).map((found) => found.fact.id));
  const isLast = inOrderOfOccurrence(after).at(-1)?.id === fact.id;
  const found = wrong.find(({ fact: { id } }) => !known.has(id) && !(id === fact.id && isLast && known.size > 0));
  if (found === undefined) return;
  if (found.status === undefined)
    throw beforeBasis(aggregate, fact, fact.meta.occurredAt, namedOf(found.fact), pointer);
  throw found.fact.id === fact.id
    ? misplacedItself(aggregate, placing)
    : outOfOrder(aggregate, fact, namedOf(found.fact), pointer);
}

function misplacedItself(aggregate: AnyAggregate, { fact, after, pointer }: Placing): Refusal {
  const sorted = inOrderOfOccurrence(after);
  const at = sorted.findIndex(({ id }) => id === fact.id);
  const { from = [] } = aggregate.events[fact.type] ?? {};
  const basis = firstBehind(aggregate, sorted, at, (state) => from.includes(state.status));
  if (basis !== undefined) return beforeBasis(aggregate, fact, fact.meta.occurredAt, basis, pointer);
  const other = sorted[at - 1] ?? sorted[at + 1];
  if (other === undefined) throw new Error(`${fact.type} is the first of its stream, and its status allowed it`);
  return outOfOrder(aggregate, fact, namedOf(other), pointer);
}

/**
 * Refuses what the rule of the entry would have refused when it happened, on what had happened by then. Decided on the whole
 * stream it was taken: so something behind it is what it rests on.
 */
export function checkRuleThen(
  aggregate: AnyAggregate,
  { fact, after, pointer }: Placing,
  decide: (state: Statused) => unknown,
): void {
  const sorted = inOrderOfOccurrence(after);
  const at = sorted.findIndex(({ id }) => id === fact.id);
  const refusal = refusalOf(() => decide(stateOf(aggregate, sorted.slice(0, at))));
  if (refusal === undefined) return;
  const basis = firstBehind(aggregate, sorted, at, (state) => refusalOf(() => decide(state)) === undefined);
  throw basis === undefined ? refusal : beforeBasis(aggregate, fact, fact.meta.occurredAt, basis, pointer);
}

/** The first entry behind a place after which, without the entry of that place, the state is such. */
function firstBehind(
  aggregate: AnyAggregate,
  sorted: readonly Fact[],
  at: number,
  isSuch: (state: Statused) => boolean,
): Named | undefined {
  let state = stateOf(aggregate, sorted.slice(0, at));
  for (const fact of sorted.slice(at + 1)) {
    state = evolveKnown(aggregate, state, fact);
    if (isSuch(state)) return namedOf(fact);
  }
  return undefined;
}

function refusalOf(decide: () => unknown): Refusal | undefined {
  try {
    decide();
    return undefined;
  } catch (reason) {
    if (reason instanceof Refusal) return reason;
    throw reason;
  }
}

export const beforeBasis = (
  aggregate: AnyAggregate,
  { type }: Fact,
  at: string,
  basis: Named,
  pointer: string,
): Refusal =>
  refuse('before-what-it-rests-on', {
    params: {
      ...calledOf(aggregate, type),
      at,
      basisEvent: calledOf(aggregate, basis.type).event,
      basisType: calledOf(aggregate, basis.type).type,
      basisAt: basis.at,
      basis: basis.id,
    },
    pointer,
  });

const outOfOrder = (aggregate: AnyAggregate, { type, meta }: Fact, other: Named, pointer: string): Refusal =>
  refuse('times-out-of-order', {
    params: {
      ...calledOf(aggregate, type),
      at: meta.occurredAt,
      otherEvent: calledOf(aggregate, other.type).event,
      otherType: calledOf(aggregate, other.type).type,
      otherAt: other.at,
      other: other.id,
    },
    pointer,
  });
