import { describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Registry } from '#kernel';
import type { Posting } from '#web';
import { AnswerSpill } from './answer-spill.js';
import { bulkAnswers, type BulkPost } from './bulk-answers.js';

const posting = {
  registry: new Registry([]),
  actor: { account: 'a', org: 'o', role: 'AUDITOR' },
} as unknown as Posting;

const NEVER = new AbortController().signal;

interface Answered {
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** How many lines were handed on to be recorded. */
  readonly taken: number;
  readonly failures: readonly unknown[];
}

/** All that a bulk post of misshapen lines is answered, to a reader who begins to read when all is taken. */
async function answered(lines: readonly string[], over: Partial<BulkPost> = {}): Promise<Answered> {
  await using directory = await mkdtempDisposable(join(tmpdir(), 'liuhen-bulk-'));
  const ended = Promise.withResolvers<void>();
  const failures: unknown[] = [];
  let taken = 0;
  const answers = bulkAnswers({
    bytes: Readable.from(lines.map((line) => Buffer.from(`${line}\n`))),
    posting,
    record: async (posts) => {
      taken += posts.length;
      return posts.flatMap((post) => (post.kind === 'refused' ? [{ kind: 'refused', refusal: post.refusal }] : []));
    },
    isRehearsal: false,
    language: 'en',
    stopping: NEVER,
    spill: new AnswerSpill(join(directory.path, 'spill')),
    onEnd: ended.resolve,
    onFailure: (failure) => failures.push(failure),
    ...over,
  });
  await ended.promise;
  let text = '';
  for await (const part of answers) text += String(part);
  return {
    lines: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answered['lines'][number]),
    taken,
    failures,
  };
}

const MISSHAPEN = Array.from({ length: 20_000 }, () => '{');

describe('a bulk post', () => {
  it('leaves nothing behind at the signal that outlives it', async () => {
    const { signal } = new AbortController();
    const { lines } = await answered(['{', '{', '{'], { stopping: signal });
    expect(lines.at(-1)).toEqual({ complete: true, accepted: 0, replayed: 0, rejected: 3 });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is answered as cut off when the server stops', async () => {
    const controller = new AbortController();
    controller.abort();
    const { lines } = await answered(['{'], { stopping: controller.signal });
    expect(lines).toMatchObject([{ complete: false, problem: { code: 'stopping' } }]);
  });

  it('is taken to its end before any answer is read, and each line is answered once, in order', async () => {
    const { lines, taken } = await answered(MISSHAPEN);
    expect(taken).toBe(MISSHAPEN.length);
    expect(lines.slice(0, -1).map(({ line }) => line)).toEqual(MISSHAPEN.map((_, index) => index + 1));
    expect(lines.at(-1)).toEqual({ complete: true, accepted: 0, replayed: 0, rejected: MISSHAPEN.length });
  });

  it('has answers that bear the numbers of the lines, though blank ones are passed over', async () => {
    const { lines } = await answered(['', '{', ' \t\r', '\ufeff{', '\r', '']);
    expect(lines.slice(0, -1).map(({ line }) => line)).toEqual([2, 4]);
    expect(lines.at(-1)).toEqual({ complete: true, accepted: 0, replayed: 0, rejected: 2 });
  });

  it('takes no more lines than it can keep answers of, answers those, and says so', async () => {
    await using directory = await mkdtempDisposable(join(tmpdir(), 'liuhen-bulk-'));
    const file = join(directory.path, 'file');
    writeFileSync(file, 'where a directory is needed');
    const limits = { memoryBytes: 10_000, fileBytes: 100_000 };
    for (const [code, path, failed] of [
      ['answers-unread', directory.path, 0],
      ['answers-not-kept', file, 1],
    ] as const) {
      const { lines, taken, failures } = await answered(MISSHAPEN, { spill: new AnswerSpill(path, limits) });
      expect(taken).toBeLessThan(MISSHAPEN.length);
      expect(lines.slice(0, -1)).toHaveLength(taken);
      expect(lines.at(-1)).toMatchObject({ complete: false, rejected: taken, problem: { code } });
      expect(failures).toHaveLength(failed);
    }
  });

  it('is taken to its end when its answers have no reader any more', async () => {
    let taken = 0;
    const ended = Promise.withResolvers<void>();
    const answers = bulkAnswers({
      bytes: Readable.from(MISSHAPEN.map((line) => Buffer.from(`${line}\n`))),
      posting,
      record: async (posts) => {
        taken += posts.length;
        return [];
      },
      isRehearsal: false,
      language: 'zh',
      stopping: NEVER,
      spill: new AnswerSpill(join(tmpdir(), 'liuhen-not-made')),
      onEnd: ended.resolve,
      onFailure: ended.reject,
    });
    answers.destroy();
    await ended.promise;
    expect(taken).toBe(MISSHAPEN.length);
  });
});
