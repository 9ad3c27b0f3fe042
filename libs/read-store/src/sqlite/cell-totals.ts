import type { StatementSync } from 'node:sqlite';
import type { MeasurementRow } from '../measurement.js';
import type { Database } from './database.js';
import type { Tables } from './tables.js';

interface Addition {
  first: number;
  last: number;
  amounts: bigint;
  signs: number;
}

const INT64_MAX = 2n ** 63n - 1n;

/** Keeps what the rows of each cell come to; each cell that a step adds to is written once. */
export class CellTotals {
  readonly #additions = new Map<number, Addition>();
  readonly #addToCell: StatementSync;

  constructor(database: Database, { cells }: Tables) {
    // A sum beyond the integers would become a fraction: it is given up, and the rows are added up instead.
    this.#addToCell = database.prepared(
      `UPDATE ${cells} SET first = MIN(first, $first), last = MAX(last, $last), signs = signs + $signs,
         amounts = CASE typeof(amounts + $amounts) WHEN 'integer' THEN amounts + $amounts END
       WHERE cell = $cell`,
    );
  }

  add(cell: number, { position, amount, sign }: MeasurementRow): void {
    const addition = this.#additions.get(cell);
    if (addition === undefined) {
      this.#additions.set(cell, { first: position, last: position, amounts: BigInt(amount), signs: sign });
      return;
    }
    addition.first = Math.min(addition.first, position);
    addition.last = Math.max(addition.last, position);
    addition.amounts += BigInt(amount);
    addition.signs += sign;
  }

  flush(): void {
    for (const [cell, { first, last, amounts, signs }] of this.#additions)
      this.#addToCell.run({ cell, first, last, signs, amounts: isStorable(amounts) ? amounts : null });
    this.#additions.clear();
  }
}

const isStorable = (amounts: bigint): boolean => amounts <= INT64_MAX && amounts >= -INT64_MAX;
