import { COLUMNS } from './row.js';

const EVENTS = `SELECT ${COLUMNS} FROM events`;

export const INSERT_SQL = `INSERT INTO events
  (position, stream, revision, id, type, version, category, source, statement_id, statement_index, meta, data)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Parameters: stream, first revision, limit (-1: none). */
export const STREAM_FORWARDS_SQL = `${EVENTS} WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`;
export const STREAM_BACKWARDS_SQL = `${EVENTS} WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`;

export const LAST_SQL = `${EVENTS} ORDER BY position DESC LIMIT 1`;

export const EVENT_SQL = `${EVENTS} WHERE id = ?`;
export const STATEMENT_SQL = `${EVENTS} WHERE source = ? AND statement_id = ? ORDER BY statement_index`;

const RANGE = `${EVENTS} WHERE position > ?1 AND position <= ?2`;

/** Parameters: after, end, limit. */
export const LOG_SQL = `${RANGE} ORDER BY position LIMIT ?3`;

/** A filter of a log read: one index lookup for each of `arms` values, perhaps checked against a list of categories. */
export interface LogFilter {
  readonly column: 'category' | 'type';
  readonly arms: number;
  readonly checksCategories: boolean;
}

/**
 * Each value is an arm of its own, because the index on one value is in position order: SQLite merges the arms, reads no more
 * than the page and sorts nothing. Parameters: after, end, limit, JSON list of categories if it checks them, the values.
 */
export function filteredLogSql({ column, arms, checksCategories }: LogFilter): string {
  const check = checksCategories ? ' AND category IN (SELECT value FROM json_each(?4))' : '';
  const first = checksCategories ? 5 : 4;
  const selects = Array.from({ length: arms }, (_, i) => `${RANGE} AND ${column} = ?${first + i}${check}`);
  return `${selects.join(' UNION ALL ')} ORDER BY position LIMIT ?3`;
}
