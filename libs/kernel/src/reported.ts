import type { AnyAggregate, Asked, Counted, Reported, Statused } from './aggregate.js';
import { effective, restated, type Correction } from './corrections.js';
import { current } from './event-type.js';
import type { Fact } from './event.js';
import { civilDateOf } from './instant.js';
import { explainPayload } from './payload.js';

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
 * The entry that stands by a correction, and the nodes and days whose rows it changes. `facts` is the whole stream. A correction of an entry that comes later
 * is as late as that entry: what it changes of earlier days is an adjustment too.
 */
export function correctedBy(
  aggregate: AnyAggregate,
  facts: readonly Fact[],
  correction: Correction,
  stream: string,
): Pick<Asked, 'entry' | 'reported'> {
  const before = effective(facts).map((fact) => newest(aggregate, fact));
  const at = before.findIndex(({ id }) => id === correction.data.targetEventId);
  const stood = before[at];
  if (stood === undefined || !fits(aggregate, stood, correction)) return { entry: undefined, reported: [] };
  const entry = correction.type === 'EntryRestated' ? restated(stood, correction) : undefined;
  const stands = entry === undefined ? [] : [entry];
  const state = stateBefore(aggregate, before.slice(0, at));
  const own = reportedBy(aggregate, state, [stood, ...stands], stream);
  if (aggregate.counted === undefined) return { entry, reported: own };
  const after = [...before.slice(0, at), ...stands, ...before.slice(at + 1)];
  const rows = changed(aggregate.counted(before, stream), aggregate.counted(after, stream));
  if (aggregate.events[stood.type]?.later !== true) return { entry, reported: [...own, ...rows] };
  const days = [stood, ...stands].map(({ meta }) => civilDateOf(meta.occurredAt));
  return { entry, reported: [...own, ...rows.filter(({ on }) => days.some((day) => on >= day))] };
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
