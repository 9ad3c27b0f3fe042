import { eventsAsOf, type Moment } from '#context';
import type { Answer } from '#context';
import { canonical, effective, misplaced, sha256, type AnyAggregate, type RecordedEvent, type Registry } from '#kernel';
import type { STATE_VIEW } from './answers.js';
import { bounded } from './bounded.js';
import { type Content, readStream } from './content.js';
import { cutShort, unknownTypes } from './not-shown.js';

/** Members of one list that a state shows. */
const SHOWN_MAX = 500;

type StateView = Answer<typeof STATE_VIEW>;
type ImpossibleTime = NonNullable<StateView['impossibleTimes']>[number];

export interface StateAt {
  readonly content: Content;
  readonly view: StateView;
}

/** A stream at a moment: its content, and how it is shown. */
export function stateAt(
  registry: Registry,
  aggregate: AnyAggregate,
  stream: string,
  events: readonly RecordedEvent[],
  moment: Moment,
): StateAt {
  const covered = eventsAsOf(events, moment);
  const last = covered.reduce<RecordedEvent | undefined>(
    (latest, event) => (latest !== undefined && latest.position > event.position ? latest : event),
    undefined,
  );
  const read = readStream(aggregate, covered, (type) => registry.wireTypeOf(stream, type));
  const shown = bounded({ state: read.content, folded: read.folded ?? null }, SHOWN_MAX);
  const notShown = [...cutShort(shown.cuts, stream), ...unknownTypes(read.unknownTypes, '/state/facts')];
  const impossible = read.folded === undefined ? [] : impossibleTimes(registry, aggregate, covered);
  return {
    content: read.content,
    view: {
      moment,
      ...(shown.value as Pick<StateView, 'state' | 'folded'>),
      stateDigest: sha256(canonical(read.content)),
      names: namesOf(registry, aggregate, stream, covered),
      revision: last?.revision ?? -1,
      position: last?.position ?? 0,
      events: covered.length,
      isComplete: notShown.length === 0,
      notShown,
      ...(impossible.length === 0 ? {} : { impossibleTimes: impossible.slice(0, SHOWN_MAX) }),
    },
  };
}

const impossibleTimes = (
  registry: Registry,
  aggregate: AnyAggregate,
  covered: readonly RecordedEvent[],
): readonly ImpossibleTime[] =>
  misplaced(aggregate, effective(covered)).map(({ fact: { id, stream, type, meta }, status }) => ({
    eventId: id,
    type: registry.wireTypeOf(stream, type),
    time: meta.occurredAt,
    note:
      status === undefined
        ? { zh: '早于它所接续的同类事件', en: 'it lies before the entry of its type that it follows on' }
        : {
            zh: `按发生时间排列,此时流水状态为 ${status},不可能发生`,
            en: `in order of occurrence it meets status ${status}, in which it cannot happen`,
          },
  }));

function namesOf(
  registry: Registry,
  { events: table }: AnyAggregate,
  stream: string,
  covered: readonly RecordedEvent[],
): Readonly<Record<string, string>> {
  const types = new Set(covered.map(({ type }) => type));
  return Object.fromEntries(
    Object.entries(table).flatMap(([type, { zh }]) =>
      types.has(type) ? [[registry.wireTypeOf(stream, type), zh]] : [],
    ),
  );
}
