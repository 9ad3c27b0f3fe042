import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { WriterLock } from './writer-lock.js';

const dir = mkdtempSync(join(tmpdir(), 'liuhen-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Another process that holds the lock of `file` until it is killed. */
const HOLDER = `
  const { DatabaseSync } = require('node:sqlite');
  const file = process.argv[1];
  globalThis.db = new DatabaseSync(file + '.lock');
  db.exec('BEGIN EXCLUSIVE');
  require('node:fs').writeFileSync(file + '.owner', 'pid ' + process.pid + ' on elsewhere');
  console.log('held');
  setInterval(() => {}, 1000);
`;

describe('WriterLock', () => {
  it('refuses a file that another process holds, names it, and is free the moment that process is killed', async () => {
    const file = join(dir, 'killed.db');
    const holder = spawn(process.execPath, ['-e', HOLDER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(holder, 'exit');
    try {
      await once(holder.stdout, 'data');
      const owner = `pid ${holder.pid} on elsewhere`;
      expect(() => WriterLock.take(file)).toThrow(
        expect.objectContaining({ code: 'store-in-use', params: { file, owner } }),
      );
    } finally {
      holder.kill('SIGKILL');
      await exited;
    }
    WriterLock.take(file).release();
  });

  it('refuses a second store in the same process, until the first is released', () => {
    const file = join(dir, 'twice.db');
    const first = WriterLock.take(file);
    expect(() => WriterLock.take(file)).toThrow(
      expect.objectContaining({ params: { file, owner: expect.stringContaining(`pid ${process.pid} on `) } }),
    );
    first.release();
    WriterLock.take(file).release();
  });

  it('lets files be held independently', () => {
    const locks = ['a.db', 'b.db'].map((name) => WriterLock.take(join(dir, name)));
    for (const lock of locks) lock.release();
  });
});
