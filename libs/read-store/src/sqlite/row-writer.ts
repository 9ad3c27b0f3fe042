import type { Measurement, MeasurementRow } from '../measurement.js';
import { bandOf } from './band.js';
import { CellWriter, type Cell, type Span } from './cell-writer.js';
import type { Database } from './database.js';
import type { HolderWriter } from './holder-writer.js';
import { quoted, type Layout } from './layout.js';
import type { Build } from './tables.js';

/** Where the latest row of a measure went. */
interface Latest {
  readonly row: MeasurementRow;
  readonly cell: Cell;
  readonly span: Span;
}

/**
 * Writes the rows of one step. They come stream by stream, so that the cell of a row is most often that of the row of this
 * measure before it.
 */
export class RowWriter {
  readonly #latest = new Map<string, Latest>();
  readonly #cells: CellWriter;
  readonly #daily: ReadonlySet<string>;

  constructor(
    database: Database,
    private readonly build: Build,
    daily: readonly string[],
    private readonly holders: HolderWriter,
  ) {
    this.#cells = new CellWriter(database, build);
    this.#daily = new Set(daily);
  }

  write(rows: readonly MeasurementRow[]): void {
    for (const row of rows) {
      this.#add(row);
      this.holders.add(row);
    }
    this.#latest.clear();
    this.#cells.flush();
    this.holders.flush();
  }

  #add(row: MeasurementRow): void {
    const { measure, stream, position } = row;
    for (const name of Object.keys(row.dims))
      if (!this.build.layout.dimensions.includes(name)) throw new Error(`rows have no ${name}`);
    const latest = this.#latest.get(measure);
    const isDaily = this.#daily.has(measure);
    const isInSameCell = latest !== undefined && areInOneCell(this.build.layout, latest.row, row, isDaily);
    const cell = isInSameCell ? latest.cell : this.#cells.cellOf(row, isDaily);
    cell.rows.push(row);
    if (isInSameCell && latest.span.stream === stream) {
      const { span } = latest;
      span.first = Math.min(span.first, position);
      span.last = Math.max(span.last, position);
      return;
    }
    const span = { stream, first: position, last: position };
    cell.spans.push(span);
    this.#latest.set(measure, { row, cell, span });
  }
}

/** Of two measurements of one measure. */
const areInOneCell = ({ cellDimensions }: Layout, one: Measurement, other: Measurement, isDaily: boolean): boolean =>
  (one.occurredOn === other.occurredOn || (!isDaily && monthOf(one) === monthOf(other))) &&
  bandOf(one.amount) === bandOf(other.amount) &&
  cellDimensions.every((dimension) => (one.dims[dimension] ?? '') === (other.dims[dimension] ?? ''));

const monthOf = ({ occurredOn }: Measurement): string => occurredOn.slice(0, 7);

/** Parameter: stream. Reads each of its cells between the stream's first and last position there. */
export const rowsOfStream = ({ cells, amounts, spans, layout }: Build): string => `
  SELECT ${layout.rowColumns.map((column) => (column === 'stream' ? 'amount.stream' : quoted(column))).join(', ')}
  FROM ${spans} span CROSS JOIN ${amounts} amount USING (cell) CROSS JOIN ${cells} USING (cell)
  WHERE span.stream = ? AND amount.position BETWEEN span.first AND span.last AND amount.stream = span.stream
  ORDER BY position, n`;
