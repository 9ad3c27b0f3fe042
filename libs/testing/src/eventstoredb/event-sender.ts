import { once } from 'node:events';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from './event-log.js';
import { streamNotFoundMessage } from './read-messages.js';
import { recordedIn, resolvedLinkMessage } from './recorded-event.js';

export type ReadCall = ServerWritableStream<streams.ReadReq, Uint8Array>;

const PIECE_BYTES = 2 ** 20;
const LINK_TYPE = '$>';

/** Writes stored messages to one call, no faster than they are taken. */
export class EventSender {
  readonly #call: ReadCall;
  readonly #log: EventLog;
  readonly #resolvesLinks: boolean;

  constructor(call: ReadCall, log: EventLog, resolvesLinks: boolean) {
    this.#call = call;
    this.#log = log;
    this.#resolvesLinks = resolvesLinks;
  }

  get isOver(): boolean {
    return this.#call.cancelled || this.#call.writableEnded;
  }

  /** Resolves when the call can take more, or is over. */
  async send(records: readonly number[]): Promise<void> {
    for (let start = 0; start < records.length && !this.isOver;) {
      const end = this.#endOfPiece(records, start);
      const piece = records.slice(start, end);
      for (const [index, message] of this.#log.messages(piece).entries()) this.write(message, piece[index] ?? 0);
      await this.drained();
      start = end;
    }
  }

  streamNotFound(stream: string): void {
    this.#call.write(streamNotFoundMessage(stream));
  }

  /** Writes at once, whatever is waiting already. */
  write(message: Uint8Array, record: number): void {
    const isLink = this.#resolvesLinks && this.#log.index.typeNameOf(record) === LINK_TYPE;
    this.#call.write(isLink ? this.#resolved(message, record) : message);
  }

  async drained(): Promise<void> {
    if (!this.#call.writableNeedDrain || this.isOver) return;
    const stop = new AbortController();
    const over = once(this.#call, 'close', stop);
    await Promise.race([once(this.#call, 'drain', stop), over]).finally(() => stop.abort());
  }

  #resolved(link: Uint8Array, record: number): Uint8Array {
    const [revision = '', ...name] = Buffer.from(recordedIn(link).getData_asU8()).toString('utf8').split('@');
    const target = this.#log.index.recordOf(name.join('@'), Number(revision));
    const [message] = target === undefined ? [] : this.#log.messages([target]);
    return resolvedLinkMessage(link, message, this.#log.index.positionOf(record));
  }

  #endOfPiece(records: readonly number[], start: number): number {
    let bytes = 0;
    let end = start;
    for (; end < records.length && (end === start || bytes < PIECE_BYTES); end += 1) {
      bytes += this.#log.index.place(records[end] ?? 0).size;
    }
    return end;
  }
}
