import type { CodeList } from '#reference';
import { eventTypeOf } from './admit.js';
import type { AnyAggregate, Context, Guard } from './aggregate.js';
import { correctionEvents } from './corrections.js';
import { current, wireType, type EventType } from './event-type.js';
import { categoryOf, type Fact } from './event.js';
import { compilePayload, specsIn } from './payload.js';

/** One statable event type as the door knows it. Correction types appear once per context and are found in each of its aggregates. */
export interface Registered {
  readonly wireType: string;
  readonly context: string;
  readonly type: string;
  readonly eventType: EventType;
  /** What the streams it is stated about are called, a regular expression. */
  readonly subjects: string;
  /** A stream it might be stated about, for examples. */
  readonly subject: string;
  /** The compiled validator of its payload. */
  readonly accepts: (data: unknown) => boolean;
}

/** A version of an event type that was once stated; what was recorded of it is known, and no more of it is recorded. */
export interface Superseded {
  readonly registered: Registered;
  readonly version: number;
}

/** All contexts of a process, indexed the two ways a post needs. Built once at start. */
export class Registry {
  readonly #byWireType = new Map<string, Registered>();
  /** By context, then by type. */
  readonly #byType = new Map<string, Map<string, Registered>>();
  readonly #superseded = new Map<string, Superseded>();
  readonly #byCategory = new Map<
    string,
    { readonly context: string; readonly aggregate: AnyAggregate; readonly id: RegExp }
  >();

  /** The rules of admission of all contexts, in their order. */
  readonly guards: readonly Guard[];

  constructor(readonly contexts: readonly Context[]) {
    this.guards = contexts.flatMap(({ guards = [] }) => guards);
    for (const context of contexts) this.#addContext(context);
  }

  get types(): readonly Registered[] {
    return [...this.#byWireType.values()];
  }

  /** Every list that a field of some event takes its codes from, once each. Throws when two lists bear one name. */
  get codeLists(): readonly CodeList[] {
    const lists = new Map<string, CodeList>();
    for (const { eventType } of this.types)
      for (const { codes } of specsIn(eventType.payload)) {
        if (codes === undefined) continue;
        if ((lists.get(codes.name) ?? codes) !== codes) throw new Error(`two code lists are called ${codes.name}`);
        lists.set(codes.name, codes);
      }
    return [...lists.values()];
  }

  byWireType(type: string): Registered | undefined {
    return this.#byWireType.get(type);
  }

  /** The newest version of what a wire type of an older one names. */
  superseded(type: string): Superseded | undefined {
    return this.#superseded.get(type);
  }

  /** The aggregate of a stream id, or undefined when its category is unknown or its id malformed. */
  aggregateOf(stream: string): { readonly context: string; readonly aggregate: AnyAggregate } | undefined {
    const found = this.#byCategory.get(categoryOf(stream));
    return found?.id.test(stream) === true ? found : undefined;
  }

  /** An event type of a stream in its newest version. */
  newest(stream: string, type: string): Pick<Registered, 'eventType' | 'wireType'> {
    const found = this.aggregateOf(stream);
    const registered = found && this.#byType.get(found.context)?.get(type);
    if (found === undefined || registered === undefined || eventTypeOf(found.aggregate, type) === undefined)
      throw new Error(`no event type ${type} in ${stream}`);
    return registered;
  }

  /** The wire type of a recorded event. */
  wireTypeOf(stream: string, type: string): string {
    return this.newest(stream, type).wireType;
  }

  /** A recorded event with its payload in the newest shape of its type. */
  current<Of extends Fact & { readonly stream: string }>(event: Of): Of {
    const found = this.aggregateOf(event.stream);
    const eventType = found === undefined ? undefined : eventTypeOf(found.aggregate, event.type);
    // A type this build does not know is left as it is: deciders stop at it, projections skip it.
    return eventType === undefined ? event : current(eventType, event);
  }

  #addContext(context: Context): void {
    for (const aggregate of context.aggregates) {
      if (aggregate.context !== context.name) throw new Error(`${aggregate.category} belongs to ${aggregate.context}`);
      if (this.#byCategory.has(aggregate.category)) throw new Error(`category ${aggregate.category} is declared twice`);
      const id = new RegExp(streamsOf([aggregate]), 'u');
      this.#byCategory.set(aggregate.category, { context: context.name, aggregate, id });
      this.#addTypes(context.name, aggregate.events, [aggregate]);
    }
    const correctable = context.aggregates.filter((aggregate) => aggregate.final !== true);
    if (correctable.length > 0) this.#addTypes(context.name, correctionEvents, correctable);
  }

  #addTypes(context: string, table: AnyAggregate['events'], about: readonly AnyAggregate[]): void {
    for (const [type, eventType] of Object.entries(table)) this.#addType(context, type, eventType, about);
  }

  #addType(context: string, type: string, eventType: EventType, about: readonly AnyAggregate[]): void {
    const name = wireType(context, type, eventType.version);
    if (this.#byWireType.has(name)) throw new Error(`event type ${name} is declared twice`);
    const accepts = compilePayload(eventType.payload);
    const [first] = about;
    const subject = first === undefined ? '' : `${first.category}-${first.shown?.example ?? '1'}`;
    const registered = { wireType: name, context, type, eventType, subjects: streamsOf(about), subject, accepts };
    this.#byWireType.set(name, registered);
    const ofContext = this.#byType.get(context) ?? new Map<string, Registered>();
    this.#byType.set(context, ofContext.set(type, registered));
    for (let version = 1; version < eventType.version; version += 1)
      this.#superseded.set(wireType(context, type, version), { registered, version });
  }
}

const streamsOf = (aggregates: readonly AnyAggregate[]): string =>
  `^(?:${aggregates.map(({ category, id }) => `${category}-(?:${id})`).join('|')})$`;
