import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Append, Outcome } from '../event-store.js';
import { append, event } from '../examples.contract.js';
import { GroupCommit } from './group-commit.js';
import { openLedgerFile, type LedgerFile } from './ledger-file.js';
import { LogReader } from './log-reader.js';
import { LogWriter } from './log-writer.js';
import { StreamHeads } from './stream-heads.js';

/** The real adapter below its door, so that the disk can be taken away under it. */
describe('when the disk fails, group commit', () => {
  let dir: string;
  let ledger: LedgerFile;
  let commits: GroupCommit;
  let writer: LogWriter;
  let reader: LogReader;
  let heads: number[];

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'liuhen-'));
    ledger = openLedgerFile(join(dir, 'ledger.db'));
    const streams = new StreamHeads(ledger.db, 1_000);
    writer = new LogWriter(ledger.db, streams);
    reader = new LogReader(ledger.db, streams);
    heads = [];
    commits = new GroupCommit(writer, (head) => heads.push(head));
  });
  afterEach(() => {
    ledger.close();
    rmSync(dir, { recursive: true });
  });

  const kinds = (outcomes: readonly Outcome[]): readonly string[] => outcomes.map(({ kind }) => kind);
  const placesIn = (stream: string): readonly number[] => reader.stream(stream).map(({ position }) => position);
  const big = (stream: string, name: string): Append => ({
    stream,
    expected: 'none',
    events: [event(name, { dataText: JSON.stringify({ name, text: 'x'.repeat(200_000) }) })],
  });
  const rejectsAll = async (calls: readonly Promise<unknown>[]): Promise<void> => {
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store-unavailable' } });
    }
  };

  it('rejects every call of a full disk, keeps nothing of them, and goes on when there is room', async () => {
    await commits.append([[append('a-1', 'none', 'one')]]);
    const pages = Number(ledger.db.prepare('PRAGMA page_count').get()?.['page_count']);
    ledger.db.exec(`PRAGMA max_page_count = ${pages + 10}`);
    await rejectsAll([
      commits.append([[append('a-1', 0, 'two')]]),
      commits.append([[big('b-1', 'big')]]),
      commits.append([[append('c-1', 'none', 'three')]]),
    ]);
    expect([placesIn('a-1'), placesIn('b-1'), placesIn('c-1')]).toEqual([[1], [], []]);
    ledger.db.exec('PRAGMA max_page_count = 1000000');
    expect(kinds(await commits.append([[append('a-1', 0, 'two')], [big('b-1', 'big')]]))).toEqual([
      'appended',
      'appended',
    ]);
    expect([placesIn('a-1'), placesIn('b-1')]).toEqual([[1, 2], [3]]);
    expect(heads).toEqual([1, 3]);
  });

  it('rejects the calls of a disk that cannot be written, not as a conflict', async () => {
    await commits.append([[append('a-1', 'none', 'one')]]);
    ledger.db.exec('PRAGMA query_only = ON');
    await rejectsAll([commits.append([[append('a-1', 0, 'two')]])]);
    ledger.db.exec('PRAGMA query_only = OFF');
    await commits.append([[append('a-1', 0, 'two')]]);
    expect(placesIn('a-1')).toEqual([1, 2]);
  });

  it('is not ready from the write that failed until one would succeed', async () => {
    ledger.db.exec('PRAGMA query_only = ON');
    writer.probe();
    await rejectsAll([commits.append([[append('a-1', 'none', 'one')]])]);
    expect(() => writer.probe()).toThrow(expect.objectContaining({ code: 'store-unavailable' }));
    ledger.db.exec('PRAGMA query_only = OFF');
    writer.probe();
    ledger.db.exec('PRAGMA query_only = ON');
    writer.probe();
    ledger.db.exec('PRAGMA query_only = OFF');
    await commits.append([[append('a-1', 'none', 'one')]]);
    expect(placesIn('a-1')).toEqual([1]);
  });

  // Never (the log): anything is acknowledged that the disk refused
  it('acknowledges nothing when COMMIT fails', async () => {
    ledger.db.exec(`
      CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
      CREATE TEMP TRIGGER commit_fails AFTER INSERT ON events BEGIN INSERT INTO child VALUES (1); END;
    `);
    await rejectsAll([
      commits.append([[append('a-1', 'none', 'one')], [append('b-1', 'none', 'two')]]),
      commits.append([[append('a-1', 0, 'three')]]),
    ]);
    ledger.db.exec('DROP TRIGGER commit_fails');
    await commits.append([[append('a-1', 'none', 'one')]]);
    expect(placesIn('a-1')).toEqual([1]);
    expect(heads).toEqual([1]);
  });
});
