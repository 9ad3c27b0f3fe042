import {
  current,
  effective,
  isCorrection,
  stateOf,
  type Actor,
  type AnyAggregate,
  type Fact,
  type Meta,
} from '#kernel';

/** An entry that counts: who said what, about when, as it was last worded. Its id stays with it however it is corrected. */
interface EffectiveEntry extends Pick<Meta, 'enteredBy' | 'onBehalfOf'> {
  readonly id: string;
  /** The CloudEvents type of the newest shape, in which `data` is. */
  readonly type: string;
  /** Business clock. */
  readonly time: string;
  readonly actor: Actor;
  readonly data: unknown;
}

/**
 * All that a stream says: its status, what stands of its fields and parts (`reads` of the aggregate), and every entry that
 * counts, in the order of the log. Plain JSON.
 */
export interface Content {
  /** Left out where entries are of types that this build does not know: nobody can tell what they changed. */
  readonly status?: string;
  readonly facts: readonly EffectiveEntry[];
  readonly [field: string]: unknown;
}

/** The content of a stream, and what its rules make of it. */
export interface ReadStream {
  readonly content: Content;
  /** The state as the rules of the aggregate see it; undefined with types that this build does not know. */
  readonly folded: Readonly<Record<string, unknown>> | undefined;
  /** Types of events that this build does not know; they are among the facts as they were recorded. */
  readonly unknownTypes: readonly string[];
}

/** `wireTypeOf` names the newest version of a type. */
export function readStream(
  aggregate: AnyAggregate,
  events: readonly Fact[],
  wireTypeOf: (type: string) => string,
): ReadStream {
  const standing = effective(events);
  const unknown = standing.filter((fact) => !isKnown(aggregate, fact));
  const newest = standing.map((fact) => inNewestShape(aggregate, fact));
  const facts = newest.map((fact) =>
    entryOf(fact, aggregate.events[fact.type] === undefined ? fact.type : wireTypeOf(fact.type)),
  );
  const stands = asItStands(aggregate, newest);
  if (unknown.length > 0)
    return {
      content: { ...stands, facts },
      folded: undefined,
      unknownTypes: [...new Set(unknown.map(({ type }) => type))],
    };
  const { status, ...folded } = plain(stateOf(aggregate, standing));
  return { content: { status, ...stands, facts }, folded, unknownTypes: [] };
}

/** Whether this build can read an event: an unknown type, or a later version of one, was written by a newer build. */
export function isKnown({ events }: AnyAggregate, fact: Fact): boolean {
  if (isCorrection(fact)) return true;
  const eventType = events[fact.type];
  return eventType !== undefined && fact.version <= eventType.version;
}

/** What a later version says is left as it was recorded. */
function inNewestShape(aggregate: AnyAggregate, fact: Fact): Fact {
  const eventType = aggregate.events[fact.type];
  if (eventType === undefined || fact.version >= eventType.version) return fact;
  const { data, ...rest } = current(eventType, fact);
  return { ...rest, data: plain(data) };
}

const entryOf = ({ id, data, meta }: Fact, type: string): EffectiveEntry => ({
  id,
  type,
  time: meta.occurredAt,
  actor: meta.actor,
  enteredBy: meta.enteredBy,
  ...(meta.onBehalfOf === undefined ? {} : { onBehalfOf: meta.onBehalfOf }),
  data,
});

function asItStands({ reads = {} }: AnyAggregate, facts: readonly Fact[]): Readonly<Record<string, unknown>> {
  let whole: Readonly<Record<string, unknown>> = {};
  const parts: Record<string, unknown> = {};
  for (const { type, data, meta } of facts) {
    const read = reads[type];
    const said = data as Readonly<Record<string, unknown>>;
    if (read === true) whole = said;
    else if (typeof read === 'string') parts[read] = { time: meta.occurredAt, ...said };
    else if (read !== undefined)
      whole = {
        ...whole,
        ...Object.fromEntries(read.flatMap((field) => (field in said ? [[field, said[field]]] : []))),
      };
  }
  return { ...whole, ...parts };
}

/** As the reader gets it. */
const plain = <Value>(value: Value): Value & Readonly<Record<string, unknown>> =>
  JSON.parse(JSON.stringify(value)) as Value & Readonly<Record<string, unknown>>;
