import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import type { Refusal } from '#kernel';
import { digestOfBytes } from './body.js';
import { refuse } from './web-refusals.js';

/** One line of an NDJSON body that is not blank, without its line feed, or why it cannot be read. */
export type Line = ReadLine | UnreadLine;

interface Numbered {
  /** Its place in the body, from 1; blank lines count. */
  readonly number: number;
}

interface ReadLine extends Numbered {
  readonly text: string;
}

interface UnreadLine extends Numbered {
  readonly refusal: Refusal;
  /** Of the line's bytes. */
  readonly sha256: string;
}

export interface NdjsonLimits {
  readonly lineBytes: number;
  readonly totalBytes: number;
  /** Lines handed on at once. */
  readonly chunkLines: number;
}

export const NDJSON_LIMITS: NdjsonLimits = { lineBytes: 256 * 1024, totalBytes: 64 * 1024 * 1024, chunkLines: 500 };

const LINE_FEED = 0x0a;

/**
 * The lines of a byte stream, in chunks as they arrive; it holds at most one line and one network chunk. Blank lines are
 * passed over. A line too long or not UTF-8 is handed on as such and the next one is read; a body too long ends the reading
 * with `body-too-large`. A last line without a line feed counts when the stream ended, not when it broke off.
 */
export async function* ndjsonLines(
  bytes: AsyncIterable<Buffer>,
  limits: NdjsonLimits = NDJSON_LIMITS,
): AsyncGenerator<readonly Line[]> {
  const current = new LineBuffer(limits.lineBytes);
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > limits.totalBytes) throw refuse('body-too-large', { params: { maxBytes: limits.totalBytes } });
    let lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      const line = current.finish(chunk.subarray(start, end));
      if (line !== undefined) lines.push(line);
      start = end + 1;
      if (lines.length === limits.chunkLines) {
        yield lines;
        lines = [];
      }
    }
    current.add(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  const last = current.isEmpty ? undefined : current.finish(Buffer.alloc(0));
  if (last !== undefined) yield [last];
}

/** The line being read: its parts, or only their digest once it is too long. */
class LineBuffer {
  #number = 0;
  #parts: Buffer[] = [];
  #length = 0;
  #tooLong: Hash | undefined;

  constructor(private readonly maxBytes: number) {}

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(part: Buffer): void {
    this.#length += part.length;
    if (this.#tooLong === undefined && this.#length > this.maxBytes) {
      this.#tooLong = createHash('sha256');
      for (const earlier of this.#parts) this.#tooLong.update(earlier);
      this.#parts = [];
    }
    if (this.#tooLong !== undefined) this.#tooLong.update(part);
    else if (part.length > 0) this.#parts.push(part);
  }

  /** The line that ends with these bytes; undefined when it is blank. */
  finish(last: Buffer): Line | undefined {
    this.#number += 1;
    if (this.#length === 0 && last.length <= this.maxBytes) return lineOf(this.#number, last);
    this.add(last);
    const line =
      this.#tooLong === undefined ? lineOf(this.#number, Buffer.concat(this.#parts)) : this.#unread(this.#tooLong);
    this.#parts = [];
    this.#length = 0;
    this.#tooLong = undefined;
    return line;
  }

  #unread(hash: Hash): UnreadLine {
    const refusal = refuse('line-too-long', { params: { maxBytes: this.maxBytes } });
    return { number: this.#number, refusal, sha256: hash.digest('hex') };
  }
}

/** Bytes that are UTF-8 as text; anything else is no text. */
function lineOf(number: number, bytes: Buffer): Line | undefined {
  if (!isUtf8(bytes)) return { number, refusal: refuse('malformed-utf8'), sha256: digestOfBytes(bytes) };
  const text = bytes.toString('utf8');
  return text.trim() === '' ? undefined : { number, text };
}
