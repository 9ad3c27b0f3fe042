import { setImmediate } from 'node:timers/promises';
import type { MeasurementRow } from '../measurement.js';
import type { BuildKey, Document } from '../projection.js';
import type { DeadLetter, Found, Snapshot, WrongTotal } from '../read-store.js';
import { bandOf } from './band.js';
import { StoredBuilds } from './stored-builds.js';
import { Database } from './database.js';
import { guarded } from './failures.js';
import { keptSpans, wrongHolders } from './holder-check.js';
import { monthsOf } from './holder-spans.js';
import { quoted } from './layout.js';
import { fromColumns } from './row-columns.js';
import { FIRST_DAY } from './row-filter.js';
import { tablesOf } from './tables.js';

const RECORDS_BETWEEN_PAUSES = 1_000;

/** A connection of its own, in one reading transaction. */
export class SqliteSnapshot implements Snapshot {
  private constructor(private readonly database: Database) {}

  static open(file: string): SqliteSnapshot {
    return guarded(() => {
      const snapshot = new SqliteSnapshot(new Database(file, { readOnly: true }));
      snapshot.database.run('BEGIN');
      // The transaction sees the file as it is at its first reading.
      new StoredBuilds(snapshot.database).builds();
      return snapshot;
    });
  }

  async checkpoint(key: BuildKey): Promise<number> {
    return new StoredBuilds(this.database).checkpointOf(key);
  }

  documents(key: BuildKey): AsyncIterable<Found> {
    return this.#each(`SELECT id, doc FROM ${tablesOf(key).documents} ORDER BY id`, ({ id, doc }) => ({
      id: String(id),
      doc: JSON.parse(String(doc)) as Document,
    }));
  }

  deadLetters(key: BuildKey): AsyncIterable<DeadLetter> {
    const sql = `SELECT stream, position, reason FROM ${tablesOf(key).deadLetters} ORDER BY stream`;
    return this.#each(sql, ({ stream, position, reason }) => ({
      stream: String(stream),
      position: Number(position),
      reason: String(reason),
    }));
  }

  rows(key: BuildKey): AsyncIterable<MeasurementRow> {
    const { rows, layout } = new StoredBuilds(this.database).build(key);
    const sought = ['node', 'class']
      .filter((name) => layout.dimensions.includes(name))
      .map((name) => `${quoted(name)}, `);
    const sql = `SELECT * FROM ${rows} ORDER BY measure, month, ${sought.join('')}position, n`;
    return this.#each(sql, (record) => fromColumns(layout, record));
  }

  async *wrongTotals(key: BuildKey): AsyncGenerator<WrongTotal> {
    const { cells, amounts } = tablesOf(key);
    const checked = this.#each(
      checkedCells(cells, amounts),
      ({ measure, first_on: occurredOn, is_right: isRight, band, least, most }) => ({
        cell: { measure: String(measure), occurredOn: String(occurredOn) },
        isRight: isRight === 1 && [least, most].every((amount) => bandOf(Number(amount)) === band),
      }),
    );
    for await (const { cell, isRight } of checked) if (!isRight) yield cell;
    yield* this.#wrongHolders(key);
  }

  async close(): Promise<void> {
    this.database.close();
  }

  async *#wrongHolders(key: BuildKey): AsyncGenerator<WrongTotal> {
    const tables = tablesOf(key);
    const declared = new StoredBuilds(this.database).declaredBy(key)?.holders ?? [];
    const spans = this.database.prepared(keptSpans(tables)).all(JSON.stringify(declared));
    for (const { measure, span } of spans as readonly Record<'measure' | 'span', string>[]) {
      const { sql, values } = wrongHolders(tables, measure, span);
      const isWrong = this.database.prepared(sql).get(...values) !== undefined;
      if (isWrong) yield { measure, occurredOn: `${monthsOf(span)[0] ?? span}-01` };
      await setImmediate();
    }
  }

  async *#each<Item>(sql: string, item: (record: SqliteRecord) => Item): AsyncGenerator<Item> {
    let seen = 0;
    for (const record of this.database.prepared(sql).iterate()) {
      yield item(record);
      seen += 1;
      if (seen % RECORDS_BETWEEN_PAUSES === 0) await setImmediate();
    }
  }
}

type SqliteRecord = Parameters<typeof fromColumns>[1];

/**
 * Every cell, whether its month, day and totals are those of its rows, and theirs what they come to in their order; and the range
 * of their amounts, which is to lie in its band. Amounts are added up in two parts, as whole ones could overflow.
 */
const checkedCells = (cells: string, amounts: string): string => `
  SELECT measure, ${FIRST_DAY} AS first_on, (
    SELECT MIN(position) IS first AND MAX(position) IS last
      AND MIN(substr(occurred_on, 1, 7) = month AND (day = '' OR day = occurred_on)) = 1
      AND (whole.signs IS NULL OR MIN(signs_so_far IS signs) AND SUM(sign) IS whole.signs)
      AND (whole.amounts IS NULL OR MIN(amounts_so_far IS high * 1048576 + low)
        AND SUM(amount / 1048576) * 1048576 + SUM(amount % 1048576) IS whole.amounts)
    FROM (
      SELECT position, occurred_on, amount, sign, amounts_so_far, signs_so_far, SUM(sign) OVER so_far AS signs,
        SUM(amount / 1048576) OVER so_far AS high, SUM(amount % 1048576) OVER so_far AS low
      FROM ${amounts} WHERE cell = whole.cell WINDOW so_far AS (ORDER BY position, n)
    )
  ) AS is_right,
    band, (SELECT MIN(abs(amount)) FROM ${amounts} WHERE cell = whole.cell) AS least,
    (SELECT MAX(abs(amount)) FROM ${amounts} WHERE cell = whole.cell) AS most
  FROM ${cells} whole`;
