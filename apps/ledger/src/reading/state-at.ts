import { bounded, eventsAsOf, readStream, type Content, type Moment } from '#audit';
import { canonical, sha256, type AnyAggregate, type RecordedEvent, type Registry } from '#kernel';
import { cutShort, unknownTypes, type NotShown } from './not-shown.js';

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
  const last = covered.at(-1);
  const read = readStream(aggregate, covered, (type) => registry.wireTypeOf(stream, type));
  const shown = bounded({ state: read.content, folded: read.folded ?? null }, SHOWN_MAX);
  const notShown = [...cutShort(shown.cuts, stream), ...unknownTypes(read.unknownTypes, '/state/facts')];
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
    },
  };
}

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
