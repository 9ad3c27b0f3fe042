import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from '@jest/globals';
import { migrate } from './schema.js';

const versionOf = (db: DatabaseSync): unknown => db.prepare('PRAGMA user_version').get()?.['user_version'];

describe('migrate', () => {
  const steps = ['CREATE TABLE a (x)', 'ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2)'];

  it('takes only the steps a file has not had', () => {
    const db = new DatabaseSync(':memory:');
    migrate(db, steps.slice(0, 1));
    expect(versionOf(db)).toBe(1);
    migrate(db, steps);
    migrate(db, steps);
    expect(versionOf(db)).toBe(2);
    expect(db.prepare('SELECT count(*) AS n FROM a').get()?.['n']).toBe(1);
  });

  it('leaves the file at the last whole step when one fails', () => {
    const db = new DatabaseSync(':memory:');
    expect(() => migrate(db, [...steps, 'INSERT INTO a VALUES (3, 4); INSERT INTO nowhere VALUES (1)'])).toThrow(
      'nowhere',
    );
    expect(versionOf(db)).toBe(2);
    expect(db.prepare('SELECT count(*) AS n FROM a').get()?.['n']).toBe(1);
  });

  it('refuses a file of a newer build', () => {
    const db = new DatabaseSync(':memory:');
    migrate(db, steps);
    expect(() => migrate(db, steps.slice(0, 1))).toThrow(expect.objectContaining({ code: 'store-newer-than-build' }));
  });
});
