import type { StatementSync } from 'node:sqlite';
import type { MeasurementRow } from '../measurement.js';
import type { Database } from './database.js';
import { spansOf } from './holder-spans.js';
import type { Tables } from './tables.js';

/** What one event adds to what an organisation has of a measure at a node in a month. */
interface Addition {
  readonly measure: string;
  readonly month: string;
  readonly node: string;
  readonly org: string;
  readonly position: number;
  amount: number;
}

/** Of whom, where and when something is added. */
interface Holding {
  readonly measure: string;
  readonly place: string;
  readonly span: string;
  readonly org: string;
  readonly position: number;
}

/** An organisation that comes to have some (1), comes to have none (-1), or neither. */
type Move = 1 | 0 | -1;

/** All nodes together, as a place; a node is told from it by what `placeOf` puts before. */
export const EVERYWHERE = '';
export const placeOf = (node: string): string => `=${node}`;

/**
 * Keeps, for the measures declared as `holders`, how much each organisation has at each node in a month. From that follows
 * what it has elsewhere: in a quarter as many as months in which it has some, in a year as many as quarters, and everywhere
 * as many as nodes. Whenever one comes to have some or none, `reach` says how many have some from that position on.
 *
 * That holds as long as no amount comes below zero and positions ascend; a span in which they do not (a parked stream is
 * replayed late) is a gap, and its rows are counted instead.
 */
export class HolderWriter {
  readonly #additions = new Map<string, Addition>();
  readonly #counts = new Map<string, number>();
  readonly #measures: ReadonlySet<string>;
  readonly #add: StatementSync;
  readonly #latestCount: StatementSync;
  readonly #putCount: StatementSync;
  readonly #addGap: StatementSync;

  constructor(
    database: Database,
    { holders, holderGaps, reach }: Tables,
    measures: readonly string[],
    /** Positions up to here are late. */
    private readonly checkpoint: number,
  ) {
    this.#measures = new Set(measures);
    this.#add = database.prepared(
      `INSERT INTO ${holders} (measure, place, span, org, total) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET total = total + excluded.total
       WHERE total + excluded.total BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER} RETURNING total`,
    );
    this.#latestCount = database.prepared(
      `SELECT orgs FROM ${reach} WHERE measure = ? AND place = ? AND span = ? ORDER BY position DESC LIMIT 1`,
    );
    this.#putCount = database.prepared(
      `INSERT INTO ${reach} (measure, place, span, position, orgs) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET orgs = excluded.orgs`,
    );
    this.#addGap = database.prepared(`INSERT OR IGNORE INTO ${holderGaps} (measure, span) VALUES (?, ?)`);
  }

  add({ measure, occurredOn, dims: { node = '', org = '' }, position, amount }: MeasurementRow): void {
    if (!this.#measures.has(measure)) return;
    const month = occurredOn.slice(0, 7);
    const key = JSON.stringify([position, measure, month, node, org]);
    const found = this.#additions.get(key);
    if (found === undefined) this.#additions.set(key, { measure, month, node, org, position, amount });
    else found.amount += amount;
  }

  flush(): void {
    const inOrder = [...this.#additions.values()].sort((a, b) => a.position - b.position);
    this.#additions.clear();
    for (const { measure, month, node, org, position, amount } of inOrder) {
      const here = { measure, place: placeOf(node), org, position };
      const spans = spansOf(month);
      const move = position > this.checkpoint ? this.#addTo({ ...here, span: month }, amount) : undefined;
      if (move === undefined) {
        for (const span of spans) this.#addGap.run(measure, span);
        continue;
      }
      this.#climb(here, spans.slice(1), move);
      this.#climb({ ...here, place: EVERYWHERE }, spans, move);
    }
  }

  /** Adds what moved in a part to the whole, and so on, until nothing moves. */
  #climb(holding: Omit<Holding, 'span'>, spans: readonly string[], move: Move): void {
    let moved: Move | undefined = move;
    for (const span of spans) if (moved) moved = this.#addTo({ ...holding, span }, moved);
  }

  /** Undefined = cannot be kept. */
  #addTo(holding: Holding, amount: number): Move | undefined {
    const { measure, place, span, org, position } = holding;
    if (!Number.isSafeInteger(amount)) return undefined;
    const after = Number(this.#add.get(measure, place, span, org, amount)?.['total'] ?? -1);
    const before = after - amount;
    if (after < 0 || (amount === 0 && before === 0)) return undefined;
    const move: Move = before === 0 && after > 0 ? 1 : before > 0 && after === 0 ? -1 : 0;
    if (move !== 0) this.#count(measure, place, span, position, move);
    return move;
  }

  #count(measure: string, place: string, span: string, position: number, move: Move): void {
    const key = JSON.stringify([measure, place, span]);
    const before = this.#counts.get(key) ?? Number(this.#latestCount.get(measure, place, span)?.['orgs'] ?? 0);
    this.#counts.set(key, before + move);
    this.#putCount.run(measure, place, span, position, before + move);
  }
}
