import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { refuse } from './web-refusals.js';

/** Refuses a body that announces more than `maxBytes` before any of it is read. */
export function checkAnnouncedLength(headers: IncomingHttpHeaders, maxBytes: number): void {
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw refuse('body-too-large', { params: { maxBytes } });
}

export interface Body {
  readonly bytes: Buffer;
  /** False: there is more than `bytes`. */
  readonly isWhole: boolean;
}

/** A body, or its first `maxBytes` bytes. */
export async function readBody(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<Body> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    parts.push(part);
    length += part.length;
    if (length > maxBytes) return { bytes: Buffer.concat(parts, maxBytes), isWhole: false };
  }
  return { bytes: Buffer.concat(parts, length), isWhole: true };
}

/** SHA-256, lower-case hex. */
export const digestOfBytes = (bytes: Buffer): string => hash('sha256', bytes, 'hex');

/** Text of a body; refuses bytes that are not UTF-8. */
export function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw refuse('malformed-utf8');
  return body.toString('utf8');
}
