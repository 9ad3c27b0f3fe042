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

const textsOf = async (bytes: Buffer, lengths: readonly number[] = []): Promise<readonly (string | undefined)[]> =>
  (await linesOf(bytes, lengths)).map((line) => ('text' in line ? line.text : undefined));

describe('NDJSON', () => {
  it('gives the same lines wherever the network cuts the bytes', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 4 })
      .filter((line) => !line.includes('\n') && Buffer.byteLength(line) <= 20);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 12 }), fc.array(fc.nat(9)), async (lines, lengths) => {
        const body = lines.map((line) => `${line}\n`).join('');
        const numbered = lines.map((text, index) => ({ number: index + 1, text }));
        expect(await linesOf(Buffer.from(body), lengths)).toEqual(numbered.filter(({ text }) => text.trim() !== ''));
      }),
    );
  });

  it('takes a last line without a line feed', async () => {
    expect(await textsOf(Buffer.from('a\nb'))).toEqual(['a', 'b']);
  });

  it('passes over blank lines, whatever they are made of, and counts them', async () => {
    const body = Buffer.from('\n\r\na\r\n \t\r\n\u3000\nb\n\n \n  ');
    for (const lengths of [[], [1, 1, 1, 1, 1, 1, 1, 1], [5, 3]])
      expect(await linesOf(body, lengths)).toEqual([
        { number: 3, text: 'a\r' },
        { number: 6, text: 'b' },
      ]);
  });

  it('hands on a line too long as its digest and reads the next', async () => {
    for (const lengths of [[], [3, 9, 9], [15, 15]]) {
      const [first, long, last] = await linesOf(Buffer.from(`a\n${'x'.repeat(21)}\nb\n`), lengths);
      expect([first, last]).toEqual([
        { number: 1, text: 'a' },
        { number: 3, text: 'b' },
      ]);
      expect(long).toMatchObject({ number: 2, refusal: { code: 'line-too-long' }, sha256: sha256('x'.repeat(21)) });
    }
  });

  it('takes a line of exactly the limit', async () => {
    for (const lengths of [[], [10]])
      expect(await textsOf(Buffer.from(`${'x'.repeat(20)}\n`), lengths)).toEqual(['x'.repeat(20)]);
  });

  it('hands on a line that is not UTF-8 and reads the next', async () => {
    const [bad, good] = await linesOf(Buffer.concat([Buffer.from([0xc3, 0x28, 0x0a]), Buffer.from('b\n')]));
    expect(bad).toMatchObject({ number: 1, refusal: { code: 'malformed-utf8' } });
    expect(good).toEqual({ number: 2, text: 'b' });
  });

  it('refuses a body too long after the lines before', async () => {
    const chunks = ndjsonLines(cut(Buffer.from('a\n'.repeat(600)), [10]), LIMITS);
    expect((await chunks.next()).value).toEqual([1, 2, 3].map((number) => ({ number, text: 'a' })));
    await expect(linesOf(Buffer.from('a\n'.repeat(600)), [10])).rejects.toMatchObject({ code: 'body-too-large' });
  });
});
