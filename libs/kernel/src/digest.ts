import { hash } from 'node:crypto';

/** SHA-256 (FIPS 180-4) of UTF-8 text, lower-case hex. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/**
 * The id of the `index`-th event of a statement: a UUIDv8 (RFC 9562) whose first 48 bits are the occurrence time in ms and
 * whose rest is a digest of (source, statement id, index). A pure function, so a retry names the same events on every
 * store; it begins with the time, so that a unique index over ids grows at its end instead of all over.
 */
export function eventId(source: string, statementId: string, index: number, occurredAtMs: number): string {
  const time = Math.max(0, occurredAtMs).toString(16).padStart(12, '0').slice(-12);
  const rest = sha256(`${source}\n${statementId}\n${index}`);
  return `${time.slice(0, 8)}-${time.slice(8)}-8${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}
