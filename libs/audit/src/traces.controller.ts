import { Controller } from '@nestjs/common';
import {
  type AnswerOf,
  everyAccount,
  FromProjections,
  type QuestionOf,
  Reads,
  refuse,
  route,
  TRACED,
  Visibility,
  Links,
} from '#context';
import { EventLookup, EventStore } from '#event-store';
import { Registry, type Actor, type RecordedEvent } from '#kernel';
import { ReadStore, type Find } from '#read-store';
import { TRACE } from './answers.js';
import { eventView } from './event-view.js';
import { Gathering, STREAMS_MAX, type Gathered } from './gathering.js';
import { correctedEntries } from './corrected-entries.js';
import { streams } from './streams.projection.js';

/** Streams looked for at once; one more than a trace looks at. */
const FOUND_MAX = STREAMS_MAX + 1;

const TRACED_FROM = route({
  summary: '一项业务的全部事件 / everything of one piece of business',
  readers: everyAccount,
  path: { id: TRACED },
  answer: TRACE,
});

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
    private readonly links: Links,
  ) {}

  /** `id`: a correlation id, a stream, or the id of any event in it. */
  @Reads(':id', TRACED_FROM)
  async readTrace({ path: { id }, caller }: QuestionOf<typeof TRACED_FROM>): Promise<AnswerOf<typeof TRACED_FROM>> {
    const correlationId = await this.#correlationOf(id);
    const { streams, events, complete } = await this.#gather(correlationId, caller);
    if (events.length === 0) throw refuse('trace-unknown', { params: { id: id.slice(0, 120) } });
    const corrected = correctedEntries(events);
    return {
      correlationId,
      streams: streams.toSorted(),
      events: events
        .toSorted((a, b) => a.position - b.position)
        .map((event) => eventView(this.registry, event, corrected.get(event.id))),
      complete,
    };
  }

  /** The streams of a correlation, then those that led to them, followed from them or are linked with them, and so on; last, what they rest on. */
  async #gather(correlation: string, caller: Actor): Promise<Gathered> {
    const gathering = new Gathering();
    const walked = new Set(await this.#find({ correlations: correlation }));
    if (this.#isStream(correlation)) walked.add(correlation);
    const bases = new Set<string>();
    // Grows while it is walked.
    for (const name of walked) {
      const events = await this.#take(gathering, name, caller);
      if (events === undefined) return gathering.result(false);
      for (const related of await this.#relatedTo(name, events)) walked.add(related);
      for (const event of events) for (const basis of this.links.of(event).basis) bases.add(basis);
    }
    for (const name of bases)
      if (!walked.has(name) && (await this.#take(gathering, name, caller)) === undefined)
        return gathering.result(false);
    return gathering.result(true);
  }

  /** Adds a stream's events, none where the caller may not read it; undefined when there is no room for all. */
  async #take(gathering: Gathering, name: string, caller: Actor): Promise<readonly RecordedEvent[] | undefined> {
    if (!gathering.look()) return undefined;
    if (!(await this.visibility.mayReadStream(caller, name))) return [];
    const found = await this.store.readStream(name, { limit: gathering.room + 1 });
    return gathering.add(name, found) ? found : undefined;
  }

  /** The streams of the events' causes, those that name them as theirs, and those linked with this stream by what is stated, either way. */
  async #relatedTo(stream: string, events: readonly RecordedEvent[]): Promise<readonly string[]> {
    const related = [...(await this.#find({ names: stream }))];
    for (const event of events) {
      const { causationId } = event.meta;
      const cause = causationId === undefined ? undefined : await this.lookup.event(causationId);
      if (cause !== undefined) related.push(cause.stream);
      related.push(...this.links.of(event).business, ...(await this.#find({ causes: event.id })));
    }
    return related;
  }

  async #find(where: NonNullable<Find['where']>): Promise<readonly string[]> {
    return (await this.models.find(streams, { where, limit: FOUND_MAX })).map(({ id }) => id);
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
