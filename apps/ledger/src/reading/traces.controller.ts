import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { standings, streams } from '#audit';
import { EventLookup, EventStore } from '#event-store';
import { Registry, type Actor, type RecordedEvent } from '#kernel';
import { ReadStore } from '#read-store';
import { Caller, CallerGuard } from '#web';
import { Asks } from './asks.js';
import { eventView } from './event-view.js';
import { MinPositionGuard } from './min-position.guard.js';
import { refuse } from './query.js';
import { Visibility } from './visibility.js';

const STREAMS_MAX = 200;
const EVENTS_MAX = 5_000;

/** P14: everything that belongs to one piece of business, in the order it was recorded, with what led to what. */
@Controller('v1/traces')
@UseGuards(CallerGuard, MinPositionGuard)
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
  @Asks('一项业务的全部事件 / everything of one piece of business')
  async trace(@Param('id') id: string, @Caller() caller: Actor): Promise<object> {
    const correlation = await this.#correlationOf(id);
    const found = await this.models.find(streams, { where: { correlations: correlation }, limit: STREAMS_MAX });
    const names = new Set([...found.map((entry) => entry.id), ...(this.#isStream(correlation) ? [correlation] : [])]);
    const events: RecordedEvent[] = [];
    const readable: string[] = [];
    for (const stream of [...names].sort()) {
      if (!(await this.visibility.mayReadStream(caller, stream))) continue;
      const all = await this.store.readStream(stream, { limit: EVENTS_MAX });
      if (all.length > 0) readable.push(stream);
      events.push(...all);
    }
    if (events.length === 0) throw refuse('trace-unknown', { params: { id: id.slice(0, 120) } });
    events.sort((a, b) => a.position - b.position);
    const corrected = standings(events);
    const shown = events.slice(0, EVENTS_MAX);
    return {
      correlationId: correlation,
      streams: readable,
      events: shown.map((event) => eventView(this.registry, event, corrected.get(event.id))),
      complete: found.length < STREAMS_MAX && shown.length === events.length,
    };
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
