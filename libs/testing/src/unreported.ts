import {
  civilDateOf,
  correctedBy,
  current,
  effective,
  isCorrection,
  reportedBy,
  stateOf,
  type AnyAggregate,
  type Counted,
  type Fact,
  type Reported,
} from '#kernel';

/**
 * The law of closed months, of one statement that was recorded after `past`: what of the rows of nodes it changed lies on no
 * node and day it counts for, by its aggregate, and is not on an earlier day of an entry that comes later by its nature.
 */
export function unreported(aggregate: AnyAggregate, past: readonly Fact[], recorded: Fact, stream: string): string[] {
  const rows = (facts: readonly Fact[]): readonly Counted[] =>
    aggregate.counted?.(
      effective(facts).map((fact) => newest(aggregate, fact)),
      stream,
    ) ?? [];
  const [reported, later] = isCorrection(recorded)
    ? [correctedBy(aggregate, past, recorded, stream).reported, laterOf(aggregate, past, recorded.data.targetEventId)]
    : [
        reportedBy(aggregate, stateOf(aggregate, effective(past)), [newest(aggregate, recorded)], stream),
        laterOf(aggregate, [recorded], recorded.id),
      ];
  const isReported = ({ node, on }: Reported): boolean => reported.some((each) => each.node === node && each.on === on);
  return changed(rows(past), rows([...past, recorded]))
    .filter((row) => !isReported(row) && !(later !== undefined && row.on < later))
    .map(({ node, on, row }) => `${recorded.type} changes ${node} ${on} ${row}`);
}

const newest = (aggregate: AnyAggregate, fact: Fact): Fact => {
  const eventType = aggregate.events[fact.type];
  return eventType === undefined ? fact : current(eventType, fact);
};

/** The day of an entry that comes later by its nature. */
function laterOf(aggregate: AnyAggregate, facts: readonly Fact[], id: string): string | undefined {
  const found = effective(facts).find((fact) => fact.id === id);
  return found !== undefined && aggregate.events[found.type]?.later === true
    ? civilDateOf(found.meta.occurredAt)
    : undefined;
}

/** What either list has more of. */
function changed(before: readonly Counted[], after: readonly Counted[]): readonly Counted[] {
  const times = new Map<string, { readonly row: Counted; n: number }>();
  for (const [rows, n] of [[before, -1] as const, [after, 1] as const])
    for (const row of rows) {
      const key = JSON.stringify([row.node, row.on, row.row]);
      const found = times.get(key) ?? { row, n: 0 };
      found.n += n;
      times.set(key, found);
    }
  return [...times.values()].filter(({ n }) => n !== 0).map(({ row }) => row);
}
