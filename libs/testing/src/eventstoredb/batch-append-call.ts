import type shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { WRITE_TIMEOUT_MS, type AppendDesk } from './append-desk.js';
import { badRequest, batchAnswer, maxAppendSizeExceeded, timeout } from './batch-answers.js';
import type { Clock } from './clock.js';
import { dataBytes, expectedRevision, MAX_APPEND_BYTES, proposedEvent } from './proposed.js';
import { refusedBatch } from './refusals.js';
import { CallFailure } from './statuses.js';
import { streamIdentifier, streamNameOf, type ProposedEvent } from './recorded-event.js';

export type BatchCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/** An append of which not everything has come yet. */
interface Pending {
  readonly stream: string;
  readonly expected: number;
  readonly events: ProposedEvent[];
  readonly timer: NodeJS.Timeout;
}

/**
 * One call of BatchAppend: appends in pieces, told apart by their correlation ids. As in the server, an event that cannot be read
 * is refused at once, and again when the write times out, for its append stays pending.
 */
export class BatchAppendCall {
  readonly #call: BatchCall;
  readonly #desk: AppendDesk;
  readonly #clock: Clock;
  readonly #pending = new Map<string, Pending>();
  #unanswered = 0;

  constructor(call: BatchCall, desk: AppendDesk, clock: Clock) {
    this.#call = call;
    this.#desk = desk;
    this.#clock = clock;
  }

  serve(): void {
    const call = this.#call;
    call.on('data', (request: streams.BatchAppendReq) => this.#take(request));
    call.on('end', () => this.#endWhenAnswered());
    call.once('close', () => this.#forget());
  }

  #take(request: streams.BatchAppendReq): void {
    const correlation = request.getCorrelationId();
    const stream = streamNameOf(request.getOptions()?.getStreamIdentifier());
    try {
      this.#takePiece(request, correlation?.getString() ?? '', correlation);
    } catch (error) {
      this.#answer(badRequest(error instanceof Error ? error.message : String(error)), correlation, stream);
    }
  }

  #takePiece(request: streams.BatchAppendReq, id: string, correlation: shared.UUID | undefined): void {
    const options = request.getOptions();
    if (options !== undefined && !this.#begin(options, id, correlation)) return;
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    for (const message of request.getProposedMessagesList()) pending.events.push(proposedEvent(message));
    if (dataBytes(pending.events) > MAX_APPEND_BYTES) {
      this.#remove(id, pending);
      this.#answer(maxAppendSizeExceeded(), correlation, pending.stream);
    } else if (request.getIsFinal()) {
      this.#remove(id, pending);
      void this.#append(pending, correlation);
    }
  }

  /** False when the append is over before it began. */
  #begin(options: streams.BatchAppendReq.Options, id: string, correlation: shared.UUID | undefined): boolean {
    const stream = streamNameOf(options.getStreamIdentifier());
    const leftMs = Math.min(this.#leftMs(options), WRITE_TIMEOUT_MS);
    if (leftMs <= 0) {
      this.#answer(timeout(), correlation, stream);
      return false;
    }
    if (stream === '') throw new TypeError('A stream has a name.');
    const expected = expectedRevision(options, options.getStreamPosition());
    const timer = setTimeout(() => {
      this.#pending.delete(id);
      this.#answer(timeout(), correlation, stream);
    }, leftMs);
    this.#pending.set(id, { stream, expected, events: [], timer });
    return true;
  }

  async #append({ stream, expected, events }: Pending, correlation: shared.UUID | undefined): Promise<void> {
    this.#unanswered += 1;
    const answer = await this.#desk.append({ stream, expected, events });
    if (answer.kind === 'silence') return;
    this.#unanswered -= 1;
    const response = answer.kind === 'refused' ? refusedBatch(answer.refusal) : batchAnswer(answer, stream, expected);
    if (response instanceof CallFailure) this.#call.emit('error', response);
    else this.#answer(response, correlation, stream);
    this.#endWhenAnswered();
  }

  #endWhenAnswered(): void {
    if (this.#call.readableEnded && this.#unanswered === 0) this.#call.end();
  }

  #answer(response: streams.BatchAppendResp, correlation: shared.UUID | undefined, stream: string): void {
    if (this.#call.writableEnded || this.#call.destroyed) return;
    response.setCorrelationId(correlation);
    response.setStreamIdentifier(streamIdentifier(stream));
    this.#call.write(response);
  }

  /** The deadline is a moment on the client's clock. */
  #leftMs(options: streams.BatchAppendReq.Options): number {
    const deadline = options.getDeadline();
    return deadline === undefined ? Infinity : deadline.toDate().getTime() - this.#clock.nowMs();
  }

  #remove(id: string, { timer }: Pending): void {
    clearTimeout(timer);
    this.#pending.delete(id);
  }

  #forget(): void {
    for (const [id, pending] of this.#pending) this.#remove(id, pending);
  }
}
