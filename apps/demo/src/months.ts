import type { Tally } from './post.js';
import { dateOf } from './province/calendar.js';
import type { CloudEvent } from './province/cloud-event.js';

/** What one month's posting came to. */
export interface MonthTally {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly recorded: number;
  readonly refused: number;
  /** Months of nodes closed, and opened again, in it. */
  readonly closed: number;
  readonly reopened: number;
}

const NOTHING = { recorded: 0, refused: 0, closed: 0, reopened: 0 };

/** Counts by month of posting; tells of each month when the next one begins. */
export class Months {
  readonly told: MonthTally[] = [];
  #month: string | undefined;
  #before = NOTHING;
  #closed = 0;
  #reopened = 0;

  constructor(private readonly onMonth: (tally: MonthTally) => void) {}

  note({ type }: CloudEvent): void {
    if (type.includes('.period-closed.')) this.#closed += 1;
    else if (type.includes('.period-reopened.')) this.#reopened += 1;
  }

  /** The posting has come to a moment. */
  reach(atMs: number, tally: Tally): void {
    const month = dateOf(atMs).slice(0, 7);
    if (month !== this.#month && this.#month !== undefined) this.end(tally);
    this.#month = month;
  }

  /** The month that was reached is over. */
  end({ recorded, refused }: Tally): void {
    const now = { recorded, refused, closed: this.#closed, reopened: this.#reopened };
    const since = (name: keyof typeof now): number => now[name] - this.#before[name];
    const told = {
      month: this.#month ?? '',
      recorded: since('recorded'),
      refused: since('refused'),
      closed: since('closed'),
      reopened: since('reopened'),
    };
    this.#before = now;
    this.told.push(told);
    this.onMonth(told);
  }
}

export const sayMonth = ({ month, recorded, refused, closed, reopened }: MonthTally): string =>
  `  ${month}  登记 ${recorded}  退回 ${refused}  关账 ${closed}${reopened === 0 ? '' : `  重开 ${reopened}`}`;
