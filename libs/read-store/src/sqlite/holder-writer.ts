import type { StatementSync } from 'node:sqlite';
import type { MeasurementRow } from '../measurement.js';
import type { Database } from './database.js';
import type { Tables } from './tables.js';

/** What one event adds to what an organisation has of a measure in a month. */
interface Addition {
  readonly measure: string;
  readonly month: string;
  readonly org: string;
  readonly position: number;
  amount: number;
}

/**
 * Keeps, for the measures declared as `holders`, from which position to which each organisation has some in a month, and in
 * a year: there it has as many as months in which it has some. That holds as long as no month comes below zero and positions
 * ascend; a span in which they do not (a parked stream is replayed late) is a gap, and its rows are counted instead.
 */
export class HolderWriter {
  readonly #additions = new Map<string, Addition>();
  readonly #measures: ReadonlySet<string>;
  readonly #latest: StatementSync;
  readonly #begin: StatementSync;
  readonly #change: StatementSync;
  readonly #addGap: StatementSync;

  constructor(
    database: Database,
    { holders, holderGaps }: Tables,
    measures: readonly string[],
    /** Positions up to here are late. */
    private readonly checkpoint: number,
  ) {
    this.#measures = new Set(measures);
    this.#latest = database.prepared(
      `SELECT since, total FROM ${holders} WHERE measure = ? AND span = ? AND org = ? ORDER BY since DESC LIMIT 1`,
    );
    this.#begin = database.prepared(
      `INSERT INTO ${holders} (measure, span, org, since, total, until) VALUES (?, ?, ?, ?, ?, NULL)`,
    );
    this.#change = database.prepared(
      `UPDATE ${holders} SET total = ?, until = ? WHERE measure = ? AND span = ? AND org = ? AND since = ?`,
    );
    this.#addGap = database.prepared(`INSERT OR IGNORE INTO ${holderGaps} (measure, span) VALUES (?, ?)`);
  }

  add({ measure, occurredOn, dims: { org = '' }, position, amount }: MeasurementRow): void {
    if (!this.#measures.has(measure)) return;
    const month = occurredOn.slice(0, 7);
    const key = JSON.stringify([position, measure, month, org]);
    const found = this.#additions.get(key);
    if (found === undefined) this.#additions.set(key, { measure, month, org, position, amount });
    else found.amount += amount;
  }

  flush(): void {
    const inOrder = [...this.#additions.values()].sort((a, b) => a.position - b.position);
    this.#additions.clear();
    for (const { measure, month, org, position, amount } of inOrder) {
      const year = month.slice(0, 4);
      const began = position > this.checkpoint ? this.#addTo(measure, month, org, position, amount) : undefined;
      if (began === undefined) for (const span of [month, year]) this.#addGap.run(measure, span);
      else if (began !== 0) this.#addTo(measure, year, org, position, began);
    }
  }

  /** Whether the organisation has some now and had none (1), the other way round (-1), or neither; undefined = cannot be kept. */
  #addTo(measure: string, span: string, org: string, position: number, amount: number): 1 | 0 | -1 | undefined {
    const latest = this.#latest.get(measure, span, org);
    const before = Number(latest?.['total'] ?? 0);
    const after = before + amount;
    if (amount === 0 && before === 0) return undefined;
    if (after < 0 || !Number.isSafeInteger(after)) return undefined;
    if (before === 0) this.#begin.run(measure, span, org, position, after);
    else this.#change.run(after, after === 0 ? position : null, measure, span, org, latest?.['since'] ?? null);
    return before === 0 ? 1 : after === 0 ? -1 : 0;
  }
}
