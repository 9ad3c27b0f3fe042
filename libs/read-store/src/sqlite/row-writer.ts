import type { StatementSync } from 'node:sqlite';
import type { Measurement, MeasurementRow } from '../measurement.js';
import { CellTotals } from './cell-totals.js';
import type { Database } from './database.js';
import type { HolderWriter } from './holder-writer.js';
import { amountColumns, cellColumns } from './row-columns.js';
import { AMOUNT_COLUMNS, CELL_COLUMNS, CELL_DIMENSIONS, ROW_COLUMNS, TOTAL_COLUMNS, type Tables } from './tables.js';

/** Rows of one stream in one cell. */
interface Span extends Measurement {
  readonly stream: string;
  readonly cell: number;
  first: number;
  last: number;
}

/**
 * Writes the rows of one step. They come stream by stream, so that the cell of a row is most often that of the row of this
 * measure before it.
 */
export class RowWriter {
  readonly #spans = new Map<string, Span>();
  readonly #findCell: StatementSync;
  readonly #addCell: StatementSync;
  readonly #addAmount: StatementSync;
  readonly #putSpan: StatementSync;
  readonly #totals: CellTotals;

  constructor(
    database: Database,
    tables: Tables,
    private readonly holders: HolderWriter,
  ) {
    const { cells, amounts, spans } = tables;
    this.#totals = new CellTotals(database, tables);
    this.#findCell = database.prepared(
      `SELECT cell FROM ${cells} WHERE ${CELL_COLUMNS.map((column) => `${column} = ?`).join(' AND ')}`,
    );
    this.#addCell = database.prepared(`INSERT INTO ${cells} ${listed([...CELL_COLUMNS, ...TOTAL_COLUMNS])}`);
    this.#addAmount = database.prepared(`INSERT INTO ${amounts} ${listed(['cell', ...AMOUNT_COLUMNS])}`);
    this.#putSpan = database.prepared(
      `INSERT INTO ${spans} (stream, cell, first, last) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET first = MIN(first, excluded.first), last = MAX(last, excluded.last)`,
    );
  }

  write(rows: readonly MeasurementRow[]): void {
    for (const row of rows) {
      const { cell } = this.#spanOf(row);
      this.#addAmount.run(cell, ...amountColumns(row));
      this.#totals.add(cell, row);
      this.holders.add(row);
    }
    for (const span of this.#spans.values()) this.#close(span);
    this.#spans.clear();
    this.#totals.flush();
    this.holders.flush();
  }

  #spanOf(row: MeasurementRow): Span {
    const { measure, occurredOn, dims, stream, position } = row;
    const span = this.#spans.get(measure);
    if (span?.stream === stream && areInOneCell(span, row)) {
      span.first = Math.min(span.first, position);
      span.last = Math.max(span.last, position);
      return span;
    }
    if (span !== undefined) this.#close(span);
    const cell = span !== undefined && areInOneCell(span, row) ? span.cell : this.#cellOf(row);
    const next = { measure, amount: 0, occurredOn, dims, stream, cell, first: position, last: position };
    this.#spans.set(measure, next);
    return next;
  }

  #cellOf(row: MeasurementRow): number {
    const columns = cellColumns(row);
    const found = this.#findCell.get(...columns)?.['cell'];
    return Number(found ?? this.#addCell.run(...columns, row.position, row.position, 0, 0).lastInsertRowid);
  }

  #close({ stream, cell, first, last }: Span): void {
    this.#putSpan.run(stream, cell, first, last);
  }
}

/** Of two measurements of one measure. */
const areInOneCell = (one: Pick<Measurement, 'occurredOn' | 'dims'>, other: Measurement): boolean =>
  one.occurredOn === other.occurredOn &&
  CELL_DIMENSIONS.every((dimension) => (one.dims[dimension] ?? '') === (other.dims[dimension] ?? ''));

const listed = (columns: readonly string[]): string =>
  `(${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

/** Parameter: stream. Reads each of its cells between the stream's first and last position there. */
export const rowsOfStream = ({ cells, amounts, spans }: Tables): string => `
  SELECT ${ROW_COLUMNS.map((column) => (column === 'stream' ? 'amount.stream' : column)).join(', ')}
  FROM ${spans} span CROSS JOIN ${amounts} amount USING (cell) CROSS JOIN ${cells} USING (cell)
  WHERE span.stream = ? AND amount.position BETWEEN span.first AND span.last AND amount.stream = span.stream
  ORDER BY position, n`;
