import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openLedgerFile } from './ledger-file.js';

const dir = mkdtempSync(join(tmpdir(), 'liuhen-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('an open ledger file', () => {
  it('flushes every commit to disk through a write-ahead log', () => {
    const ledger = openLedgerFile(join(dir, 'flush.db'));
    expect(ledger.db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(ledger.db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    ledger.close();
  });

  it('is the same file under another name', () => {
    const ledger = openLedgerFile(join(dir, 'named.db'));
    symlinkSync(join(dir, 'named.db'), join(dir, 'alias.db'));
    expect(() => openLedgerFile(join(dir, 'alias.db'))).toThrow(expect.objectContaining({ code: 'store-in-use' }));
    ledger.close();
    openLedgerFile(join(dir, 'alias.db')).close();
  });
});
