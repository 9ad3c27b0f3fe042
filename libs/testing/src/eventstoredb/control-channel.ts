import type { ChildProcess } from 'node:child_process';
import type { CallCounts, Order, Report } from './control.js';

/** What the process says first. */
export interface Live {
  readonly port: number;
  readonly pid: number;
}

type Said = Live | Report;

interface Waiting {
  readonly resolve: (said: Said) => void;
  readonly reject: (error: Error) => void;
}

/** The test's end of the channel to the process of a double. */
export class ControlChannel {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #orders = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (said: Said) => this.#hear('number' in said ? said.number : 0, said));
    child.once('exit', (code, signal) => this.#lose(`the double is gone: ${code ?? signal}`));
  }

  /** Resolves when the process can be spoken to. */
  async live(): Promise<Live> {
    const said = await this.#answer(0);
    if ('port' in said) return said;
    throw new Error('a double says its port first');
  }

  /** Resolves when the order was carried out, with the calls that were open then. */
  async tell(order: Order): Promise<CallCounts> {
    this.#orders += 1;
    this.#child.send({ ...order, number: this.#orders });
    const said = await this.#answer(this.#orders);
    if ('open' in said) return said.open;
    throw new Error('an order is answered by a report');
  }

  #answer(number: number): Promise<Said> {
    return new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
  }

  #hear(number: number, said: Said): void {
    this.#waiting.get(number)?.resolve(said);
    this.#waiting.delete(number);
  }

  #lose(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}
