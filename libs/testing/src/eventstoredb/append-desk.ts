import { setImmediate as nextTurn, setTimeout as elapsed } from 'node:timers/promises';
import { AnswerOrder } from './answer-order.js';
import type { EventLog } from './event-log.js';
import type { AppendFault, FaultSwitches, Refusal } from './faults.js';
import type { ProposedEvent } from './recorded-event.js';
import type { Outcome } from './write.js';
import { append } from './writes.js';

export interface AppendRequest {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly ProposedEvent[];
}

interface TimedOut {
  readonly kind: 'timed-out';
}

export type AppendAnswer =
  | Outcome
  | TimedOut
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nothing is answered, ever. */
  | { readonly kind: 'silence' };

/** The server's own limit on a write, whatever deadline the client gives. */
export const WRITE_TIMEOUT_MS = 2_000;
const TIMED_OUT: TimedOut = { kind: 'timed-out' };

/** Takes appends from all calls. The same append, sent again while the first is under way, is dropped and times out. */
export class AppendDesk {
  readonly #log: EventLog;
  readonly #faults: FaultSwitches;
  readonly #order: AnswerOrder;
  readonly #underWay = new Set<string>();
  #unordered = 0;

  constructor(log: EventLog, faults: FaultSwitches) {
    this.#log = log;
    this.#faults = faults;
    this.#order = new AnswerOrder(faults);
  }

  async append(request: AppendRequest): Promise<AppendAnswer> {
    const fault = this.#faults.nextAppend();
    const answer = fault === undefined ? await this.#write(request) : await this.#mistreat(request, fault);
    await this.#order.turn(request.stream);
    return answer;
  }

  /** An append that has a call of its own. Such calls are served side by side: which comes first is left open. */
  async appendUnordered(request: AppendRequest): Promise<AppendAnswer> {
    this.#unordered += 1;
    if (this.#unordered % 2 === 0) await nextTurn();
    return this.append(request);
  }

  async #write({ stream, expected, events }: AppendRequest): Promise<Outcome | TimedOut> {
    if (events.length === 0) return this.#log.write(append(stream, expected, events));
    const identity = [stream, ...events.map(({ id }) => id)].join('\n');
    if (this.#underWay.has(identity)) return elapsed(WRITE_TIMEOUT_MS, TIMED_OUT);
    this.#underWay.add(identity);
    const outcome = await this.#log.write(append(stream, expected, events));
    this.#underWay.delete(identity);
    return outcome;
  }

  async #mistreat(request: AppendRequest, { commits, answer }: AppendFault): Promise<AppendAnswer> {
    if (commits) await this.#write(request);
    if (answer === 'none') return { kind: 'silence' };
    return answer === 'timeout' ? TIMED_OUT : { kind: 'refused', refusal: answer };
  }
}
