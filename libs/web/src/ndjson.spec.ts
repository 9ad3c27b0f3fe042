import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256 } from '#kernel';
import { ndjsonLines, type Line } from './ndjson.js';

async function* cut(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (const length of lengths) {
    yield bytes.subarray(at, at + length);
    at += length;
  }
  yield bytes.subarray(at);
}

const LIMITS = { lineBytes: 20, totalBytes: 1000, chunkLines: 3 };

async function linesOf(bytes: Buffer, lengths: readonly number[] = [], limits = LIMITS): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for await (const chunk of ndjsonLines(cut(bytes, lengths), limits)) {
    expect(chunk.length).toBeLessThanOrEqual(limits.chunkLines);
    lines.push(...chunk);
  }
  return lines;
}

describe('NDJSON', () => {
  it('gives the same lines wherever the network cuts the bytes', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 4 })
      .filter((line) => !line.includes('\n') && Buffer.byteLength(line) <= 20);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 12 }), fc.array(fc.nat(9)), async (lines, lengths) => {
        const body = lines.map((line) => `${line}\n`).join('');
        expect(await linesOf(Buffer.from(body), lengths)).toEqual(lines);
      }),
    );
  });

  it('takes a last line without a line feed', async () => {
    expect(await linesOf(Buffer.from('a\nb'))).toEqual(['a', 'b']);
  });

  it('hands on a line too long as its digest and reads the next', async () => {
    for (const lengths of [[], [3, 9, 9], [15, 15]]) {
      const [first, long, last] = await linesOf(Buffer.from(`a\n${'x'.repeat(21)}\nb\n`), lengths);
      expect([first, last]).toEqual(['a', 'b']);
      expect(long).toMatchObject({ refusal: { code: 'line-too-long' }, sha256: sha256('x'.repeat(21)) });
    }
  });

  it('takes a line of exactly the limit', async () => {
    for (const lengths of [[], [10]])
      expect(await linesOf(Buffer.from(`${'x'.repeat(20)}\n`), lengths)).toEqual(['x'.repeat(20)]);
  });

  it('hands on a line that is not UTF-8 and reads the next', async () => {
    const [bad, good] = await linesOf(Buffer.concat([Buffer.from([0xc3, 0x28, 0x0a]), Buffer.from('b\n')]));
    expect(bad).toMatchObject({ refusal: { code: 'malformed-utf8' } });
    expect(good).toBe('b');
  });

  it('refuses a body too long after the lines before', async () => {
    const chunks = ndjsonLines(cut(Buffer.from('a\n'.repeat(600)), [10]), LIMITS);
    expect((await chunks.next()).value).toEqual(['a', 'a', 'a']);
    await expect(linesOf(Buffer.from('a\n'.repeat(600)), [10])).rejects.toMatchObject({ code: 'body-too-large' });
  });
});
