import { dateOf, FIRST_DAY, instantMs } from './province/calendar.js';
import type { Tally } from './post.js';

const BAR_CELLS = 30;
const TTY_EVERY_MS = 100;
const LINE_EVERY_MS = 3_000;

/** How far the play is: a bar on a terminal, a line now and then elsewhere. Writes to stderr, so that stdout stays the result. */
export class Progress {
  readonly #endMs: number;
  #shownMs = 0;

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly now: () => number,
    private readonly isQuiet: boolean,
    closingDay: string,
  ) {
    this.#endMs = instantMs(closingDay, '23:59');
  }

  show(atMs: number, tally: Tally): void {
    const nowMs = this.now();
    if (this.isQuiet || nowMs - this.#shownMs < (this.out.isTTY ? TTY_EVERY_MS : LINE_EVERY_MS)) return;
    this.#shownMs = nowMs;
    this.#write(atMs, tally);
  }

  /** Takes the bar away, so that a line can be printed. */
  clear(): void {
    if (!this.isQuiet && this.out.isTTY) this.out.write('\r\u001b[K');
  }

  /** The last word. */
  end(tally: Tally): void {
    if (this.isQuiet) return;
    this.#write(this.#endMs, tally);
    if (this.out.isTTY) this.out.write('\n');
  }

  #write(atMs: number, { recorded, refused, replayed }: Tally): void {
    const share = Math.min(1, Math.max(0, (atMs - START_MS) / (this.#endMs - START_MS)));
    const full = Math.round(share * BAR_CELLS);
    const bar = '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
    const text = `${bar} ${dateOf(atMs)}  登记 ${recorded}  重复 ${replayed}  退回 ${refused}`;
    this.out.write(this.out.isTTY ? `\r${text}\u001b[K` : `${text}\n`);
  }
}

const START_MS = instantMs(FIRST_DAY, '00:00');
