import type { AnyAggregate, Counted, Periods, Reported, Seen, Sight, Statused } from './aggregate.js';
import { effective, restated, type Correction } from './corrections.js';
import { current } from './event-type.js';
import type { Fact } from './event.js';
import { civilDateOf } from './instant.js';
import { refuse } from './kernel-refusals.js';
import { explainPayload } from './payload.js';

/**
 * Closed months (关账). What decides is the node and the day of the rows that a statement makes, not its time: nothing adds
 * rows to a closed month but what by its nature comes later, and what that changes is a post-closing adjustment.
 */

/** The nodes and days that facts about to be recorded, in order, count for. */
export function reportedBy(
  aggregate: AnyAggregate,
  state: Statused,
  facts: readonly Fact[],
  stream: string,
): readonly Reported[] {
  // A stream that has not begun names no node yet; its statement is refused for its status.
  return facts.flatMap(
    (fact) =>
      aggregate.reportedBy?.(state, fact as never, stream).filter(({ node, on }) => node !== '' && on !== '') ?? [],
  );
}

/**
 * The nodes and days whose rows a correction changes. `facts` is the whole stream. A correction of an entry that comes later
 * is as late as that entry: what it changes of earlier days is an adjustment too.
 */
export function correctedBy(
  aggregate: AnyAggregate,
  facts: readonly Fact[],
  correction: Correction,
  stream: string,
): readonly Reported[] {
  const before = effective(facts).map((fact) => newest(aggregate, fact));
  const at = before.findIndex(({ id }) => id === correction.data.targetEventId);
  const stood = before[at];
  if (stood === undefined || !fits(aggregate, stood, correction)) return [];
  const stands = correction.type === 'EntryRestated' ? [restated(stood, correction)] : [];
  const state = stateBefore(aggregate, before.slice(0, at));
  const own = reportedBy(aggregate, state, [stood, ...stands], stream);
  if (aggregate.counted === undefined) return own;
  const after = [...before.slice(0, at), ...stands, ...before.slice(at + 1)];
  const rows = changed(aggregate.counted(before, stream), aggregate.counted(after, stream));
  if (aggregate.events[stood.type]?.later !== true) return [...own, ...rows];
  const days = [stood, ...stands].map(({ meta }) => civilDateOf(meta.occurredAt));
  return [...own, ...rows.filter(({ on }) => days.some((day) => on >= day))];
}

/** The streams that say whether what is reported may still be. */
export const periodSights = (periods: Periods | undefined, reported: readonly Reported[]): readonly Sight[] =>
  periods === undefined ? [] : monthsOf(reported).map(({ node, month }) => periods.sight(node, month));

/** Refuses with period-closed. */
export function checkPeriods(periods: Periods | undefined, seen: Seen, reported: readonly Reported[]): void {
  if (periods === undefined) return;
  for (const { node, month, on } of monthsOf(reported))
    if (periods.isClosed(seen.of(periods.sight(node, month))))
      throw refuse('period-closed', { params: { node, month, on } });
}

function monthsOf(reported: readonly Reported[]): readonly (Reported & { readonly month: string })[] {
  const months = new Map<string, Reported & { readonly month: string }>();
  for (const { node, on } of reported) {
    const month = on.slice(0, 7);
    if (!months.has(`${node} ${month}`)) months.set(`${node} ${month}`, { node, month, on });
  }
  return [...months.values()];
}

function newest(aggregate: AnyAggregate, fact: Fact): Fact {
  const eventType = aggregate.events[fact.type];
  return eventType === undefined ? fact : current(eventType, fact);
}

/** A replacement that cannot be read counts for nothing; it is refused for that. */
function fits(aggregate: AnyAggregate, { type }: Fact, correction: Correction): boolean {
  const payload = aggregate.events[type]?.payload;
  if (correction.type === 'EntryReversed' || payload === undefined) return payload !== undefined;
  return explainPayload(payload, correction.data.replacement, '').length === 0;
}

const stateBefore = (aggregate: AnyAggregate, facts: readonly Fact[]): Statused =>
  facts.reduce((state, fact) => aggregate.evolve(state, fact as never), aggregate.initial);

/** What one list has and the other has not, equal ones one for one. */
function changed(before: readonly Counted[], after: readonly Counted[]): readonly Counted[] {
  const lacking = new Map<string, { readonly counted: Counted; times: number }>();
  const add = (counted: Counted, times: number): void => {
    const key = `${counted.node} ${counted.on} ${counted.row}`;
    const found = lacking.get(key);
    if (found === undefined) lacking.set(key, { counted, times });
    else found.times += times;
  };
  for (const counted of before) add(counted, -1);
  for (const counted of after) add(counted, 1);
  return [...lacking.values()].filter(({ times }) => times !== 0).map(({ counted }) => counted);
}
