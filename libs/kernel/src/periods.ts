import type { AnyAggregate, Periods, Seen, Sight, Statused } from './aggregate.js';
import { effective, isCorrection, restated, type Correction } from './corrections.js';
import { current } from './event-type.js';
import type { Fact } from './event.js';
import { refuse } from './kernel-refusals.js';

interface Reported {
  readonly node: string;
  readonly month: string;
}

/** The streams that say whether what these facts report may still be reported. */
export const periodSights = (
  periods: Periods | undefined,
  aggregate: AnyAggregate,
  state: Statused,
  facts: readonly Fact[],
): readonly Sight[] =>
  periods === undefined ? [] : reportedOf(aggregate, state, facts).map(({ node, month }) => periods.sight(node, month));

/** Refuses with period-closed. */
export function checkPeriods(
  { periods, seen }: { readonly periods?: Periods | undefined; readonly seen: Seen },
  aggregate: AnyAggregate,
  state: Statused,
  facts: readonly Fact[],
): void {
  if (periods === undefined) return;
  for (const { node, month } of reportedOf(aggregate, state, facts))
    if (periods.isClosed(seen.of(periods.sight(node, month))))
      throw refuse('period-closed', { params: { node, month }, pointer: '/time' });
}

/** What a correction changes: its target where it stood, and the replacement where it will stand. `facts` is the whole stream. */
export function correctedFacts(facts: readonly Fact[], correction: Correction): readonly Fact[] {
  const target = effective(facts).find(({ id }) => id === correction.data.targetEventId);
  if (target === undefined) return [];
  return correction.type === 'EntryRestated' && !isCorrection(target)
    ? [target, restated(target, correction)]
    : [target];
}

function inNewestShape(aggregate: AnyAggregate, fact: Fact): Fact {
  const eventType = aggregate.events[fact.type];
  return eventType === undefined ? fact : current(eventType, fact);
}

function reportedOf(aggregate: AnyAggregate, state: Statused, facts: readonly Fact[]): readonly Reported[] {
  const months = new Map<string, Reported>();
  for (const fact of facts)
    for (const node of aggregate.reportedBy?.(state, inNewestShape(aggregate, fact) as never) ?? []) {
      // A stream that has not begun names no node yet; its statement is refused for its status.
      if (node === '') continue;
      const month = fact.meta.occurredAt.slice(0, 7);
      months.set(`${node} ${month}`, { node, month });
    }
  return [...months.values()];
}
