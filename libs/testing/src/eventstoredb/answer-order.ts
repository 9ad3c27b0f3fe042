import { setTimeout as elapsed } from 'node:timers/promises';
import type { FaultSwitches } from './faults.js';

interface Held {
  readonly stream: string;
  readonly release: () => void;
}

const HELD_MAX_MS = 500;

/** When answers to appends go out: at once, or late, or in another order than that of the commits. */
export class AnswerOrder {
  readonly #faults: FaultSwitches;
  #held: Held[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(faults: FaultSwitches) {
    this.#faults = faults;
  }

  /** Resolves when an answer for this stream may go out. Answers of one stream stay in order. */
  async turn(stream: string): Promise<void> {
    const { delayAnswersMs, reorderAnswersOf } = this.#faults;
    if (delayAnswersMs > 0) await elapsed(delayAnswersMs);
    if (reorderAnswersOf > 1) await this.#hold(stream, reorderAnswersOf);
  }

  #hold(stream: string, streams: number): Promise<void> {
    this.#timer ??= setTimeout(() => this.#releaseAll(), HELD_MAX_MS);
    const turn = new Promise<void>((release) => this.#held.push({ stream, release }));
    const isComplete = new Set(this.#held.map((held) => held.stream)).size >= streams;
    // The last one must be waiting like the others before the first is released.
    if (isComplete) setImmediate(() => this.#releaseAll());
    return turn;
  }

  #releaseAll(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const byStream = Map.groupBy(this.#held, ({ stream }) => stream);
    this.#held = [];
    for (const held of [...byStream.values()].reverse()) for (const { release } of held) release();
  }
}
