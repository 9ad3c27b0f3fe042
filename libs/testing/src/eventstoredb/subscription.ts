import { randomUUID } from 'node:crypto';
import type { EventLog } from './event-log.js';
import type { EventSender, ReadCall } from './event-sender.js';
import { caughtUpMessage, checkpointMessage, confirmationMessage } from './read-messages.js';
import type { ReadRequest } from './read-request.js';
import { followed, type Followed } from './followed.js';
import { consumerTooSlow, type CallFailure } from './statuses.js';

/** A page of the catch-up ends at so many events that match. */
const PAGE = 32;
/** Observed: 128 events at once were always delivered, 200 nearly always, 300 never. */
const LIVE_BUFFER = 200;

/** One subscription: confirmation, what is in the log, `caughtUp`, then what is appended. */
export class Subscription {
  readonly #log: EventLog;
  readonly #call: ReadCall;
  readonly #sender: EventSender;
  readonly #request: ReadRequest;
  readonly #source: Followed;
  #isCaughtUp = false;
  /** Events looked at since the last checkpoint, when live. */
  #considered = 0;

  /** Throws a CallFailure when there is nothing to follow from there. */
  constructor(log: EventLog, call: ReadCall, sender: EventSender, request: ReadRequest) {
    this.#log = log;
    this.#call = call;
    this.#sender = sender;
    this.#request = request;
    this.#source = followed(log, request);
  }

  /** Resolves when the call is over; rejects with the CallFailure that ends it. */
  async run(): Promise<void> {
    this.#call.write(confirmationMessage(randomUUID()));
    const { filter } = this.#request;
    let pages = 0;
    for (;;) {
      const page = this.#source.page(filter?.window ?? PAGE, PAGE, (record) => this.#matches(record));
      await this.#sender.send(page.records);
      if (this.#sender.isOver) return;
      // Nothing may be appended between the look at the end and the listening.
      if (this.#source.isAtEnd && !page.isFull) return this.#live();
      if (filter === undefined || !page.isFull) continue;
      pages = (pages + 1) % filter.checkpointInterval;
      if (pages === 0) this.#call.write(checkpointMessage(this.#log.index.positionOf(page.reached), 0));
    }
  }

  #live(): Promise<void> {
    if (this.#source.exists) this.#tellCaughtUp();
    return new Promise((resolve, reject) => {
      const stop = this.#log.listen((first, messages) => {
        const failure = this.#deliver(first, messages);
        if (failure === undefined) return;
        stop();
        reject(failure);
      });
      this.#call.once('close', () => {
        stop();
        resolve();
      });
    });
  }

  #deliver(first: number, messages: readonly Uint8Array[]): CallFailure | undefined {
    for (const [index, message] of messages.entries()) {
      const record = first + index;
      if (!this.#source.follows(record)) continue;
      if (this.#matches(record)) {
        if (this.#call.writableLength >= LIVE_BUFFER) return consumerTooSlow();
        this.#sender.write(message, record);
      }
      this.#tellCaughtUp();
      this.#tellCheckpoint(record);
      const end = this.#source.endsWith(record);
      if (end !== undefined) return end;
    }
    return undefined;
  }

  #tellCaughtUp(): void {
    if (this.#isCaughtUp) return;
    this.#isCaughtUp = true;
    this.#call.write(caughtUpMessage());
  }

  #tellCheckpoint(record: number): void {
    const { filter } = this.#request;
    if (filter === undefined) return;
    this.#considered += 1;
    if (this.#considered < filter.window * filter.checkpointInterval) return;
    this.#considered = 0;
    const position = this.#log.index.positionOf(record);
    this.#call.write(checkpointMessage(position, position));
  }

  #matches(record: number): boolean {
    const { index } = this.#log;
    return this.#request.filter?.matches(index.streamNameOf(record), index.typeNameOf(record)) ?? true;
  }
}
