import { Controller, Get, Param, Query } from '@nestjs/common';
import { standings, streams } from '#audit';
import { EventLookup, EventStore } from '#event-store';
import { Registry, type Actor, type RecordedEvent } from '#kernel';
import { ReadStore, type Find } from '#read-store';
import { Caller } from '#web';
import { TRACE } from './answers.js';
import { Asks } from './asks.js';
import { eventView } from './event-view.js';
import { FromProjections } from './min-position.guard.js';
import { readQuery, refuse } from './query.js';
import { Visibility } from './visibility.js';

const STREAMS_MAX = 200;
const EVENTS_MAX = 5_000;

interface Gathered {
  /** Streams the caller may read, in order of finding. */
  readonly streams: readonly string[];
  readonly events: readonly RecordedEvent[];
  /** Nothing was left out for its length. */
  readonly complete: boolean;
}

/** P14: everything that belongs to one piece of business, in the order it was recorded, with what led to what. */
@Controller('v1/traces')
@FromProjections()
export class TracesController {
  constructor(
    private readonly store: EventStore,
    private readonly lookup: EventLookup,
    private readonly models: ReadStore,
    private readonly registry: Registry,
    private readonly visibility: Visibility,
  ) {}

  /** `id`: a correlation id, a stream, or the id of any event in it. */
  @Get(':id')
  @Asks('一项业务的全部事件 / everything of one piece of business', TRACE)
  async trace(@Param('id') id: string, @Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    readQuery(query, {});
    const correlationId = await this.#correlationOf(id);
    const { streams, events, complete } = await this.#gather(correlationId, caller);
    if (events.length === 0) throw refuse('trace-unknown', { params: { id: id.slice(0, 120) } });
    const corrected = standings(events);
    return {
      correlationId,
      streams: streams.toSorted(),
      events: events
        .toSorted((a, b) => a.position - b.position)
        .map((event) => eventView(this.registry, event, corrected.get(event.id))),
      complete,
    };
  }

  /** The streams of a correlation, then those whose events led to theirs or followed from them, and so on. */
  async #gather(correlation: string, caller: Actor): Promise<Gathered> {
    const names = new Set(await this.#find({ correlations: correlation }));
    if (this.#isStream(correlation)) names.add(correlation);
    const readable: string[] = [];
    const events: RecordedEvent[] = [];
    let looked = 0;
    // Grows while it is walked.
    for (const name of names) {
      looked += 1;
      if (looked > STREAMS_MAX) return { streams: readable, events, complete: false };
      if (!(await this.visibility.mayReadStream(caller, name))) continue;
      const room = EVENTS_MAX - events.length;
      const found = await this.store.readStream(name, { limit: room + 1 });
      if (found.length > 0) readable.push(name);
      events.push(...found.slice(0, room));
      if (found.length > room) return { streams: readable, events, complete: false };
      for (const event of found) for (const related of await this.#relatedTo(event)) names.add(related);
    }
    return { streams: readable, events, complete: true };
  }

  /** The stream of an event's cause, and the streams that name the event as theirs. */
  async #relatedTo({ id, meta: { causationId } }: RecordedEvent): Promise<readonly string[]> {
    const cause = causationId === undefined ? undefined : await this.lookup.event(causationId);
    return [...(cause === undefined ? [] : [cause.stream]), ...(await this.#find({ causes: id }))];
  }

  async #find(where: NonNullable<Find['where']>): Promise<readonly string[]> {
    return (await this.models.find(streams, { where, limit: STREAMS_MAX + 1 })).map(({ id }) => id);
  }

  async #correlationOf(id: string): Promise<string> {
    const event = await this.lookup.event(id);
    if (event !== undefined) return event.meta.correlationId;
    if (!this.#isStream(id)) return id;
    const [first] = await this.store.readStream(id, { limit: 1 });
    return first?.meta.correlationId ?? id;
  }

  #isStream(id: string): boolean {
    return this.registry.aggregateOf(id) !== undefined;
  }
}
