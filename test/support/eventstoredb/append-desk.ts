import { setImmediate as nextTurn, setTimeout as elapsed } from 'node:timers/promises';
import { AnswerOrder } from './answer-order.js';
import type { EventLog } from './event-log.js';
import type { AppendFault, FaultSwitches, Refusal } from './faults.js';
import type { ProposedEvent } from './recorded-event.js';
import { append, type Outcome } from './writes.js';

export interface AppendRequest {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly ProposedEvent[];
}

export type AppendAnswer =
  | Outcome
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nothing is answered, ever. */
  | { readonly kind: 'silence' };

/** The server's own limit on a write, whatever deadline the client gives. */
export const WRITE_TIMEOUT_MS = 2_000;

/** Takes appends from all calls. The same append, sent again while the first is under way, is dropped and times out. */
export class AppendDesk {
  private readonly log: EventLog;
  private readonly faults: FaultSwitches;
  private readonly order: AnswerOrder;
  private readonly underWay = new Set<string>();
  private unordered = 0;

  constructor(log: EventLog, faults: FaultSwitches) {
    this.log = log;
    this.faults = faults;
    this.order = new AnswerOrder(faults);
  }

  async append(request: AppendRequest): Promise<AppendAnswer> {
    const identity = [request.stream, ...request.events.map(({ id }) => id)].join('\n');
    if (this.underWay.has(identity)) {
      await elapsed(WRITE_TIMEOUT_MS);
      return { kind: 'timed-out' };
    }
    this.underWay.add(identity);
    try {
      return await this.answer(request);
    } finally {
      this.underWay.delete(identity);
    }
  }

  /** An append that has a call of its own. Such calls are served side by side: which comes first is left open. */
  async appendUnordered(request: AppendRequest): Promise<AppendAnswer> {
    this.unordered += 1;
    if (this.unordered % 2 === 0) await nextTurn();
    return this.append(request);
  }

  private async answer({ stream, expected, events }: AppendRequest): Promise<AppendAnswer> {
    const fault = this.faults.nextAppend();
    if (fault?.commits === false) return this.answered(stream, faultyAnswer(fault));
    const outcome = await this.log.write(append(stream, expected, events));
    return this.answered(stream, fault === undefined ? outcome : faultyAnswer(fault));
  }

  private async answered(stream: string, answer: AppendAnswer): Promise<AppendAnswer> {
    await this.order.turn(stream);
    return answer;
  }
}

function faultyAnswer({ answer }: AppendFault): AppendAnswer {
  if (answer === 'none') return { kind: 'silence' };
  if (answer === 'timeout') return { kind: 'timed-out' };
  return { kind: 'refused', refusal: answer };
}
