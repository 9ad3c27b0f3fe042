import type { ReadStreamOptions } from '@eventstore/db-client';
import type { RecordedEvent } from '#kernel';
import type { StreamRead } from '../event-store.js';
import { failureOf, notWhole } from './failure.js';
import { CALL, type Link } from './link.js';
import type { Positions } from './positions.js';
import { fromWire } from './wire-event.js';

/** Reads single streams, and refuses with stream-not-whole rather than return a shorter history than was recorded. */
export class StreamReader {
  constructor(
    private readonly link: Link,
    private readonly positions: Positions,
  ) {}

  read(stream: string, { from, direction = 'forwards', limit }: StreamRead = {}): Promise<readonly RecordedEvent[]> {
    if (limit === 0) return Promise.resolve([]);
    return direction === 'forwards' ? this.#forwards(stream, from ?? 0, limit) : this.#backwards(stream, from, limit);
  }

  /** -1: the stream has no event. */
  async headOf(stream: string): Promise<number> {
    const [last] = await this.read(stream, { direction: 'backwards', limit: 1 });
    return last?.revision ?? -1;
  }

  /** The event before is read too: that it is there says that nothing was cut off up to `from`. */
  async #forwards(stream: string, from: number, limit?: number): Promise<readonly RecordedEvent[]> {
    const first = Math.max(from - 1, 0);
    const events = await this.#collect(stream, {
      direction: 'forwards',
      fromRevision: BigInt(first),
      maxCount: limit === undefined ? Number.MAX_SAFE_INTEGER : limit + from - first,
    });
    if (events === undefined) return [];
    assertConsecutive(stream, events, first, 1);
    if (events.length > 0) return events.slice(from - first);
    if (first === 0) throw notWhole(stream, 'its first events are missing');
    // It ends before, or that part of it was cut off.
    await this.#forwards(stream, 0, 1);
    return [];
  }

  async #backwards(stream: string, from?: number, limit?: number): Promise<readonly RecordedEvent[]> {
    const events = await this.#collect(stream, {
      direction: 'backwards',
      fromRevision: from === undefined ? 'end' : BigInt(from),
      maxCount: limit ?? Number.MAX_SAFE_INTEGER,
    });
    if (events === undefined) return [];
    assertConsecutive(stream, events, events[0]?.revision ?? 0, -1);
    const endsEarly = limit === undefined || events.length < limit;
    if (endsEarly && events.at(-1)?.revision !== 0) throw notWhole(stream, 'its first events are missing');
    return events;
  }

  /** Undefined: there is no such stream. */
  async #collect(stream: string, read: ReadStreamOptions): Promise<readonly RecordedEvent[] | undefined> {
    try {
      const found = await this.link.collect((client) => client.readStream(this.#nameOf(stream), { ...CALL, ...read }));
      return found.flatMap(({ event }) => (event === undefined ? [] : [fromWire(event, stream, this.positions.of)]));
    } catch (error) {
      const kind = failureOf(error)?.kind;
      if (kind === 'stream-deleted') throw notWhole(stream, 'deleted', error);
      if (kind !== 'stream-missing') throw error;
      await this.#assertNeverWas(stream);
      return undefined;
    }
  }

  /** A stream that was emptied reads as missing, but its settings say so. */
  async #assertNeverWas(stream: string): Promise<void> {
    const { metadata } = await this.link.insist(async () =>
      this.link.timed((await this.link.current()).getStreamMetadata(this.#nameOf(stream), CALL)),
    );
    if (metadata?.truncateBefore !== undefined) throw notWhole(stream, `emptied before ${metadata.truncateBefore}`);
  }

  #nameOf(stream: string): string {
    return `${this.link.prefix}${stream}`;
  }
}

function assertConsecutive(stream: string, events: readonly RecordedEvent[], first: number, step: 1 | -1): void {
  for (const [index, { revision }] of events.entries())
    if (revision !== first + step * index) throw notWhole(stream, `revision ${first + step * index} is missing`);
}
