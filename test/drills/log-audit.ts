import assert from 'node:assert/strict';
import type { EventStore } from '#event-store';
import type { RecordedEvent } from '#kernel';

const PAGE = 10_000;

/** Checks a log event by event: positions and revisions without a gap, every event once. Goes on where it was. */
export class LogAudit {
  position = 0;
  readonly #revisions = new Map<string, number>();
  readonly #ids = new Set<string>();

  /** `onEvent` is told of each event once it is found sound. */
  async readOn(store: EventStore, onEvent: (event: RecordedEvent) => void): Promise<void> {
    const head = await store.head();
    while (this.position < head) {
      const { events } = await store.readAll({ after: this.position, limit: PAGE });
      assert.ok(events.length > 0, 'a page before the head has events');
      for (const event of events) {
        this.#check(event);
        onEvent(event);
      }
    }
  }

  #check({ position, stream, revision, id }: RecordedEvent): void {
    assert.equal(position, this.position + 1, 'positions are gapless');
    assert.equal(revision, (this.#revisions.get(stream) ?? -1) + 1, `revisions of ${stream} are contiguous`);
    assert.ok(!this.#ids.has(id), `${id} is recorded once`);
    this.position = position;
    this.#revisions.set(stream, revision);
    this.#ids.add(id);
  }
}
