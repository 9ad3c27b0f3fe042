import { CLOSING_DAY, dateOf, FIRST_DAY, instantMs } from './province/calendar.js';
import type { Tally } from './post.js';

const BAR_CELLS = 30;
const TTY_EVERY_MS = 100;
const LINE_EVERY_MS = 3_000;

/** How far the quarter is: a bar on a terminal, a line now and then elsewhere. Writes to stderr, so that stdout stays the result. */
export class Progress {
  #shownMs = 0;

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly now: () => number,
    private readonly isQuiet: boolean,
  ) {}

  show(atMs: number, tally: Tally): void {
    const nowMs = this.now();
    if (this.isQuiet || nowMs - this.#shownMs < (this.out.isTTY ? TTY_EVERY_MS : LINE_EVERY_MS)) return;
    this.#shownMs = nowMs;
    this.#write(atMs, tally);
  }

  /** The last word. */
  end(tally: Tally): void {
    if (this.isQuiet) return;
    this.#write(END_MS, tally);
    if (this.out.isTTY) this.out.write('\n');
  }

  #write(atMs: number, { recorded, refused, replayed }: Tally): void {
    const share = Math.min(1, Math.max(0, (atMs - START_MS) / (END_MS - START_MS)));
    const full = Math.round(share * BAR_CELLS);
    const bar = '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
    const text = `${bar} ${dateOf(atMs)}  登记 ${recorded}  重复 ${replayed}  退回 ${refused}`;
    this.out.write(this.out.isTTY ? `\r${text}\u001b[K` : `${text}\n`);
  }
}

const START_MS = instantMs(FIRST_DAY, '00:00');
const END_MS = instantMs(CLOSING_DAY, '23:59');
