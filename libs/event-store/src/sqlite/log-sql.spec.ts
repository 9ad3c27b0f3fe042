import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import * as sql from './log-sql.js';
import { migrate } from './schema.js';

const db = new DatabaseSync(':memory:');
migrate(db);

const planOf = (query: string): readonly string[] =>
  db
    .prepare(`EXPLAIN QUERY PLAN ${query}`)
    .all()
    .map(({ detail }) => String(detail));

/** Plans are part of the contract with operators: no read scans or sorts, however long the log is. */
describe('the plan of', () => {
  it.each([
    [
      'a stream forwards',
      sql.STREAM_FORWARDS_SQL,
      'SEARCH events USING INDEX events_by_stream (stream=? AND revision>?)',
    ],
    [
      'a stream backwards',
      sql.STREAM_BACKWARDS_SQL,
      'SEARCH events USING INDEX events_by_stream (stream=? AND revision<?)',
    ],
    ['an event', sql.EVENT_SQL, 'SEARCH events USING INDEX events_by_id (id=?)'],
    ['a statement', sql.STATEMENT_SQL, 'SEARCH events USING INDEX events_by_statement (source=? AND statement_id=?)'],
    ['the log', sql.LOG_SQL, 'SEARCH events USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'],
  ])('%s is one index search', (_, query, plan) => {
    expect(planOf(query)).toEqual([plan]);
  });

  it.each([
    ['category', 'SEARCH events USING INDEX events_by_category (category=? AND rowid>? AND rowid<?)'],
    ['type', 'SEARCH events USING INDEX events_by_type (type=? AND rowid>? AND rowid<?)'],
  ] as const)('the log filtered by %s merges index searches', (column, search) => {
    const filter = { column, checksCategories: false };
    expect(planOf(sql.filteredLogSql({ ...filter, arms: 1 }))).toEqual([search]);
    expect(planOf(sql.filteredLogSql({ ...filter, arms: 2 }))).toEqual([
      'MERGE (UNION ALL)',
      'LEFT',
      search,
      'RIGHT',
      search,
    ]);
  });

  it('the log filtered by types of categories merges searches by type', () => {
    const plan = planOf(sql.filteredLogSql({ column: 'type', arms: 3, checksCategories: true }));
    expect(plan.filter((step) => step.startsWith('MERGE'))).toHaveLength(2);
    expect(plan.filter((step) => step.startsWith('SEARCH events USING INDEX events_by_type'))).toHaveLength(3);
    expect(plan.filter((step) => step.includes('TEMP B-TREE') || step.startsWith('SCAN events'))).toEqual([]);
  });

  it('the log filtered by a hundred values neither scans nor sorts', () => {
    const plan = planOf(sql.filteredLogSql({ column: 'category', arms: 100, checksCategories: false }));
    expect(plan.filter((step) => step.startsWith('SEARCH events USING INDEX events_by_category'))).toHaveLength(100);
    expect(plan.filter((step) => step.includes('TEMP B-TREE') || step.startsWith('SCAN'))).toEqual([]);
  });
});
