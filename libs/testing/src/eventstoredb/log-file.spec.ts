import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frameOf, LogFile } from './log-file.js';

describe('the log file of the double', () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'eventstoredb-log-'));
    file = join(directory, 'events.log');
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  const open = (): { readonly log: LogFile; readonly found: readonly string[] } => {
    const found: string[] = [];
    const log = LogFile.open(file, (_place, message) => found.push(message.toString('utf8')));
    return { log, found };
  };
  const found = (): readonly string[] => {
    const opened = open();
    opened.log.close();
    return opened.found;
  };
  const append = async (...frames: readonly (readonly string[])[]): Promise<void> => {
    const { log } = open();
    await log.append(frames.map((messages) => frameOf(messages.map((message) => Buffer.from(message)))));
    log.close();
  };

  it('gives back what was appended, in order, also over several openings', async () => {
    await append(['a', 'bc'], ['d']);
    await append(['e']);
    expect(found()).toEqual(['a', 'bc', 'd', 'e']);
  });

  it('drops an append whole when any part of it is missing', async () => {
    await append(['a'], ['b', 'c']);
    truncateSync(file, statSync(file).size - 1);
    expect(found()).toEqual(['a']);
  });

  it('drops an append whose bytes are not those that were written', async () => {
    await append(['a']);
    await append(['b']);
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = 0;
    writeFileSync(file, bytes);
    expect(found()).toEqual(['a']);
  });

  it('goes on after a torn tail', async () => {
    await append(['a']);
    appendFileSync(file, Buffer.from([0, 0, 1]));
    await append(['b']);
    expect(found()).toEqual(['a', 'b']);
  });

  it('refuses a file that is no log', () => {
    writeFileSync(file, 'something else');
    expect(open).toThrow('not a log of the double');
  });
});
