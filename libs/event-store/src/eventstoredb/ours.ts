import type { ResolvedEvent } from '@eventstore/db-client';
import type { RecordedEvent } from '#kernel';
import type { Positions } from './positions.js';
import { fromWire, isSystemType } from './wire-event.js';

/** The settings of stream `s` are the stream `$$s`. */
const SETTINGS_OF = '$$';

/** Tells the ledger's events from the server's own and from those of other applications. */
export class Ours {
  constructor(
    private readonly prefix: string,
    private readonly positions: Positions,
  ) {}

  /** The event, when it is one of ours. */
  event({ event }: ResolvedEvent): RecordedEvent | undefined {
    const stream = event === undefined ? undefined : this.#streamOf(event.streamId);
    return event === undefined || stream === undefined ? undefined : fromWire(event, stream, this.positions.of);
  }

  /** Streams of ours whose settings another's hand has changed, or that were deleted: they must still be whole. */
  touched(events: readonly ResolvedEvent[]): ReadonlySet<string> {
    const streams = new Set<string>();
    for (const { event } of events) {
      if (event === undefined || !isSystemType(event.type)) continue;
      const { streamId } = event;
      const stream = this.#streamOf(streamId.startsWith(SETTINGS_OF) ? streamId.slice(SETTINGS_OF.length) : streamId);
      if (stream !== undefined) streams.add(stream);
    }
    return streams;
  }

  #streamOf(streamId: string): string | undefined {
    return streamId.startsWith(this.prefix) ? streamId.slice(this.prefix.length) : undefined;
  }
}
