import { Injectable } from '@nestjs/common';
import { refuse, Visibility } from '#context';
import { EventStore } from '#event-store';
import { Registry, type Actor, type AnyAggregate, type RecordedEvent } from '#kernel';

/** Events of one stream that one answer folds: half of a stream would be a wrong answer. */
const EVENTS_MAX = 100_000;

/** Whole streams, for whom they are shown to. */
@Injectable()
export class StreamReader {
  constructor(
    private readonly store: EventStore,
    private readonly registry: Registry,
    private readonly visibility: Visibility,
  ) {}

  /** Refuses with stream-unknown, stream-too-long. */
  async read(
    stream: string,
    caller: Actor,
  ): Promise<{ readonly aggregate: AnyAggregate; readonly events: readonly RecordedEvent[] }> {
    const found = this.registry.aggregateOf(stream);
    if (found === undefined || !(await this.visibility.mayReadStream(caller, stream))) throw unknown(stream);
    const events = await this.store.readStream(stream, { limit: EVENTS_MAX + 1 });
    if (events.length === 0) throw unknown(stream);
    if (events.length > EVENTS_MAX) throw refuse('stream-too-long', { params: { stream, max: EVENTS_MAX } });
    return { aggregate: found.aggregate, events };
  }
}

const unknown = (stream: string): Error => refuse('stream-unknown', { params: { stream: stream.slice(0, 120) } });
