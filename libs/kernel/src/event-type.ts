import type { CheckCode } from './check-code.js';
import type { Fact, Role } from './event.js';

export type PayloadClass<Data = object> = new () => Data;

/** All that is declared of one event type: its shape, its Chinese name, who may state it and when it may follow. */
export interface EventType<Data = object, Status extends string = string> {
  /** class-validator class: TypeScript type, validation and JSON Schema of the payload in one. */
  readonly payload: PayloadClass<Data>;
  readonly version: number;
  readonly zh: string;
  /** Roles that may state it through the door. Empty: only the ledger itself writes it. */
  readonly by: readonly Role[];
  /** Whoever states it speaks in their own name: nobody enters it by proxy (代录). */
  readonly inOwnName?: true;
  /** Statuses of the stream in which it may happen. */
  readonly from: readonly Status[];
  /** Status of the stream afterwards; left out: as it was, or as the aggregate works it out. */
  readonly to?: Status;
  /** Judges all that came before: while it stands, no earlier entry of the stream can be corrected. */
  readonly seals?: true;
  /**
   * Comes by its nature after what it is about (a ruling, an exclusion, how something turned out): what it changes of earlier
   * days stands beside a closing as a post-closing adjustment (期后调整). Its own day must be open as anyone's.
   */
  readonly later?: true;
  /** Never changes the status, so where it comes among the others matters to none of them. Said of what a stream may have by the thousand. */
  readonly keepsStatus?: true;
  /**
   * The flags that the ledger may record with it, and the check of data quality that an entry bearing one fails; null: that is a
   * matter for auditors, or nothing the poster can help. Of one check's flags the first that is borne is told.
   */
  readonly flags?: Readonly<Record<string, CheckCode | null>>;
  /** Rests on the entry of its own type before it (a version on the last): never happened before that. */
  readonly inSequence?: true;
  /** Moments of the payload at which the step was under way: none may lie before what it rests on. See `in-time.ts`. */
  moments?(data: Data): readonly Moment[];
  /** Brings the payload of version n to version n + 1; read for ever, so never removed. */
  readonly upcasters?: Readonly<Record<number, (data: unknown) => unknown>>;
}

/** A moment that a payload states: an instant in any RFC 3339 form, or a civil date. */
export interface Moment {
  readonly pointer: string;
  readonly at: string;
}

/** Declares an event type; exists so that the payload's type is inferred. */
export const eventType = <Data extends object, Status extends string>(
  payload: PayloadClass<Data>,
  rest: Omit<EventType<Data, Status>, 'payload'>,
): EventType<Data, Status> => ({ payload, ...rest });

/** The status a table of event types says a stream has after a fact. */
export const statusAfter = <Type extends string, Status extends string>(
  table: Readonly<Record<Type, Pick<EventType<object, Status>, 'to'>>>,
  status: Status,
  type: Type,
): Status => table[type].to ?? status;

/** The facts a table of event types describes, as a union discriminated by `type`. */
export type FactOf<Table extends Readonly<Record<string, EventType>>> = {
  [Type in keyof Table & string]: Fact<Type, InstanceType<Table[Type]['payload']>>;
}[keyof Table & string];

/** `OrderPlaced` → `order-placed`. */
const kebab = (type: string): string => type.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();

/** The CloudEvents `type` of an event type: `cn.smes.<context>.<event-kebab>.v<n>`. */
export const wireType = (context: string, type: string, version: number): string =>
  `cn.smes.${context}.${kebab(type)}.v${version}`;

/** A fact with its payload in the newest shape of its type. */
export function current<Of extends Fact>(eventType: EventType, fact: Of): Of {
  let { data } = fact;
  for (let from = fact.version; from < eventType.version; from += 1) {
    const step = eventType.upcasters?.[from];
    if (step === undefined) throw new Error(`no upcaster from version ${from} of ${eventType.zh}`);
    data = step(data);
  }
  return fact.version === eventType.version ? fact : { ...fact, version: eventType.version, data };
}
