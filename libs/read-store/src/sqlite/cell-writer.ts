import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { MeasurementRow } from '../measurement.js';
import type { Database } from './database.js';
import { amountValues, cellValues } from './row-columns.js';
import { quoted, RUNNING_COLUMNS, TOTAL_COLUMNS, type Layout } from './layout.js';
import type { Build } from './tables.js';

/** What the rows of a cell come to up to some position; null where it is not kept. */
interface Totals {
  readonly amounts: number | null;
  readonly signs: number | null;
}

const NOTHING: Totals = { amounts: 0, signs: 0 };
const NOT_KEPT: Totals = { amounts: null, signs: null };

/** Rows of one stream in a cell: between which positions they lie. */
export interface Span {
  readonly stream: string;
  first: number;
  last: number;
}

/** A cell as a step finds it, and the rows that the step adds to it. */
export class Cell {
  readonly rows: MeasurementRow[] = [];
  readonly spans: Span[] = [];

  constructor(
    readonly columns: readonly SQLInputValue[],
    /** Absent when there is no such cell yet. */
    readonly stored: (Totals & { readonly cell: number; readonly first: number; readonly last: number }) | undefined,
  ) {}
}

/**
 * Writes each cell that a step adds to, and its rows with what the cell comes to up to each of them. Running totals hold as
 * long as positions ascend: when a parked stream is replayed late, those of its cells are given up, and so are sums that
 * are no safe integers. Such cells are added up row by row.
 */
export class CellWriter {
  readonly #cells = new Map<string, Cell>();
  readonly #find: StatementSync;
  readonly #add: StatementSync;
  readonly #change: StatementSync;
  readonly #addRow: StatementSync;
  readonly #putSpan: StatementSync;

  readonly #layout: Layout;

  constructor(database: Database, { cells, amounts, spans, layout }: Build) {
    const { cellColumns, amountColumns } = layout;
    this.#layout = layout;
    this.#find = database.prepared(
      `SELECT cell, ${TOTAL_COLUMNS.join(', ')} FROM ${cells}
       WHERE ${cellColumns.map((column) => `${quoted(column)} = ?`).join(' AND ')}`,
    );
    this.#add = database.prepared(`INSERT INTO ${cells} ${listed([...TOTAL_COLUMNS, ...cellColumns])}`);
    this.#change = database.prepared(
      `UPDATE ${cells} SET ${TOTAL_COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE cell = ?`,
    );
    this.#addRow = database.prepared(
      `INSERT INTO ${amounts} ${listed(['cell', ...RUNNING_COLUMNS, ...amountColumns])}`,
    );
    this.#putSpan = database.prepared(
      `INSERT INTO ${spans} (stream, cell, first, last) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET first = MIN(first, excluded.first), last = MAX(last, excluded.last)`,
    );
  }

  /** The cell a row lies in. */
  cellOf(row: MeasurementRow, isDaily: boolean): Cell {
    const columns = cellValues(this.#layout, row, isDaily);
    const key = JSON.stringify(columns);
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    const cell = new Cell(columns, this.#find.get(...columns) as Cell['stored']);
    this.#cells.set(key, cell);
    return cell;
  }

  flush(): void {
    for (const cell of this.#cells.values()) this.#write(cell);
    this.#cells.clear();
  }

  #write({ columns, stored, rows, spans }: Cell): void {
    const inOrder = rows.toSorted((a, b) => a.position - b.position || a.n - b.n);
    const [first = 0, last = 0] = [inOrder.at(0)?.position, inOrder.at(-1)?.position];
    const isLate = stored !== undefined && first <= stored.last;
    let { amounts, signs } = isLate ? NOT_KEPT : (stored ?? NOTHING);
    const lines = inOrder.map((row): SQLInputValue[] => {
      amounts = safeSum(amounts, row.amount);
      signs = safeSum(signs, row.sign);
      return [amounts, signs, ...amountValues(this.#layout, row)];
    });
    const totals = [Math.min(first, stored?.first ?? first), Math.max(last, stored?.last ?? last), amounts, signs];
    if (stored !== undefined) this.#change.run(...totals, stored.cell);
    const cell = stored?.cell ?? Number(this.#add.run(...totals, ...columns).lastInsertRowid);
    for (const line of lines) this.#addRow.run(cell, ...line);
    for (const span of spans) this.#putSpan.run(span.stream, cell, span.first, span.last);
  }
}

function safeSum(total: number | null, amount: number): number | null {
  const sum = total === null ? NaN : total + amount;
  return Number.isSafeInteger(sum) ? sum : null;
}

const listed = (columns: readonly string[]): string =>
  `(${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
