import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnswerSpill, type SpillLimits } from './answer-spill.js';

const LIMITS: SpillLimits = { memoryBytes: 20, fileBytes: 10_000 };

async function inDirectory(check: (directory: string) => Promise<void>): Promise<void> {
  const parent = mkdtempSync(join(tmpdir(), 'liuhen-spill-'));
  try {
    await check(join(parent, 'spill'));
  } finally {
    rmSync(parent, { recursive: true });
  }
}

async function rest(reader: AsyncGenerator<Buffer>): Promise<string> {
  let text = '';
  for await (const bytes of reader) text += String(bytes);
  return text;
}

describe('answers that nobody has read', () => {
  it('are read in the order they were written, whoever is faster', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const turns = fc.array(fc.oneof(text, fc.constant(undefined)), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(turns, async (steps) => {
        await inDirectory(async (directory) => {
          const spill = new AnswerSpill(directory, LIMITS);
          const reader = spill.read();
          let waiting = 0;
          let found = '';
          for (const step of steps) {
            if (step !== undefined) {
              await spill.write(step);
              waiting += 1;
            } else if (waiting > 0) {
              found += String((await reader.next()).value);
              waiting -= 1;
            }
          }
          spill.end();
          expect(found + (await rest(reader))).toBe(steps.join(''));
          await spill.discard();
        });
      }),
      { numRuns: 50 },
    );
  });

  it('take no more memory than they may, and leave no file', async () => {
    await inDirectory(async (directory) => {
      const spill = new AnswerSpill(directory, LIMITS);
      const texts = Array.from({ length: 1_000 }, (_, n) => `${n}\n`);
      for (const text of texts) {
        await spill.write(text);
        expect(spill.bytesInMemory).toBeLessThanOrEqual(LIMITS.memoryBytes);
      }
      expect(readdirSync(directory)).toEqual([]);
      spill.end();
      expect(await rest(spill.read())).toBe(texts.join(''));
      expect(spill.refusal).toBeUndefined();
      await spill.discard();
    });
  });

  it('use the file anew once it was read', async () => {
    await inDirectory(async (directory) => {
      const spill = new AnswerSpill(directory, { memoryBytes: 0, fileBytes: 10 });
      const reader = spill.read();
      for (const text of ['12345678', 'abcdefgh', '!']) {
        await spill.write(text);
        expect(String((await reader.next()).value)).toBe(text);
      }
      expect(spill.refusal).toBeUndefined();
      await spill.discard();
    });
  });

  it('are all read when they are more than may be kept, which is said', async () => {
    await inDirectory(async (directory) => {
      const spill = new AnswerSpill(directory, { memoryBytes: 0, fileBytes: 10 });
      for (const text of ['12345678', 'abcdefgh', '!']) await spill.write(text);
      expect(spill.refusal?.code).toBe('answers-unread');
      spill.end();
      expect(await rest(spill.read())).toBe('12345678abcdefgh!');
      await spill.discard();
    });
  });

  it('are all read when the disk takes none, which is said', async () => {
    await inDirectory(async (directory) => {
      writeFileSync(directory, 'a file where a directory is needed');
      const spill = new AnswerSpill(directory, { memoryBytes: 0, fileBytes: 10 });
      await spill.write('12345678');
      expect(spill.refusal?.code).toBe('answers-not-kept');
      await spill.write('abcdefgh');
      spill.end();
      expect(await rest(spill.read())).toBe('12345678abcdefgh');
      await spill.discard();
    });
  });

  it('are forgotten when the reader leaves', async () => {
    await inDirectory(async (directory) => {
      const spill = new AnswerSpill(directory, LIMITS);
      const reader = spill.read();
      const next = reader.next();
      await spill.discard();
      await spill.write('x'.repeat(100));
      spill.end();
      expect([await next, existsSync(directory)]).toEqual([{ done: true, value: undefined }, false]);
    });
  });
});
