import { eventsAsOf, type Moment } from '#context';
import { canonical, effective, misplaced, sha256, type AnyAggregate, type RecordedEvent, type Registry } from '#kernel';
import { cutShort, unknownTypes, type NotShown } from './not-shown.js';
import { bounded } from './bounded.js';
import { type Content, readStream } from './content.js';

/** Members of one list that a state shows. */
const SHOWN_MAX = 500;

/** What a stream was at a moment, as an answer shows it. */
interface StateView {
  readonly moment: Moment;
  /** The whole content, long lists cut. */
  readonly state: unknown;
  /** SHA-256 (hex) of the RFC 8785 form of the content, with whatever is not shown. */
  readonly stateDigest: string;
  /** What the rules make of it, long lists cut; null where this build does not know all types of its events. */
  readonly folded: unknown;
  /** The Chinese names of the types of its entries. */
  readonly names: Readonly<Record<string, string>>;
  /** Of the last event the moment covers; -1 and 0 before the first. */
  readonly revision: number;
  readonly position: number;
  /** How many events the moment covers. */
  readonly events: number;
  /** Whether state and folded are all there is. */
  readonly isComplete: boolean;
  readonly notShown: readonly NotShown[];
  /** Entries that could not have happened when they are said to, of a ledger that once took such times; left out without any. */
  readonly impossibleTimes?: readonly ImpossibleTime[];
}

interface ImpossibleTime {
  readonly eventId: string;
  readonly type: string;
  readonly time: string;
  readonly note: { readonly zh: string; readonly en: string };
}

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
