import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { append, event, given, wholeLog } from '../examples.contract.js';
import type { BackupProgress } from './backup.js';
import { SqliteEventStore } from './sqlite-event-store.js';

describe('backup', () => {
  let dir: string;
  let file: string;
  let store: SqliteEventStore;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'liuhen-'));
    file = join(dir, 'ledger.db');
    store = await SqliteEventStore.open(file);
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });

  const fill = (from: number, count: number) =>
    store.appendBatch(Array.from({ length: count }, (_, i) => [append(`s-${from + i}`, 'none', `event-${from + i}`)]));

  /** 20 MB, so that the copy takes several steps. */
  const fillBig = () =>
    store.appendBatch(
      Array.from({ length: 100 }, (_, i) => [
        {
          stream: `s-${i}`,
          expected: 'none',
          events: [event(`event-${i}`, { dataText: JSON.stringify({ text: 'x'.repeat(200_000) }) })],
        },
      ]),
    );

  it('copies the ledger as it was when it began, while appends go on', async () => {
    await fillBig();
    const before = await wholeLog(store);
    const progress: BackupProgress[] = [];
    let written = 100;
    const copying = { on: true };
    const backup = SqliteEventStore.backup(file, join(dir, 'copy.db'), (step) => progress.push(step)).finally(
      () => (copying.on = false),
    );
    while (copying.on) written += (await fill(written, 50)).length;
    const report = await backup;
    expect(report.head).toBe(100);
    expect(progress.length).toBeGreaterThan(1);
    expect(written).toBeGreaterThan(100);
    expect(progress.every(({ copiedPages, totalPages }) => copiedPages <= totalPages)).toBe(true);
    expect(await store.head()).toBe(written);
    const copy = await SqliteEventStore.open(join(dir, 'copy.db'));
    expect(await wholeLog(copy)).toEqual(before);
    await given(copy, append('s-0', 0, 'goes on'));
    expect(await copy.head()).toBe(101);
    await copy.close();
  });

  it('leaves one self-contained file', async () => {
    await fill(0, 10);
    await SqliteEventStore.backup(file, join(dir, 'copy.db'));
    expect(readdirSync(dir).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  });

  it('copies an empty ledger', async () => {
    expect((await SqliteEventStore.backup(file, join(dir, 'copy.db'))).head).toBe(0);
  });

  it('refuses to write over a file', async () => {
    const taken = join(dir, 'there.db');
    writeFileSync(taken, '');
    await expect(SqliteEventStore.backup(file, taken)).rejects.toMatchObject({
      code: 'backup-file-exists',
      params: { file: taken },
    });
  });

  it('leaves nothing behind when the target cannot be written', async () => {
    await expect(SqliteEventStore.backup(file, join(dir, 'nowhere', 'copy.db'))).rejects.toMatchObject({
      code: 'backup-failed',
    });
    expect(existsSync(join(dir, 'nowhere'))).toBe(false);
    await given(store, append('a-1', 'none', 'one'));
  });
});
