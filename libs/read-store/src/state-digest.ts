import { createHash } from 'node:crypto';
import { canonical } from '#kernel';
import { DIMENSIONS, type MeasurementRow } from './measurement.js';
import type { DeadLetter, Found } from './read-store.js';

const FLUSH_CHARACTERS = 65_536;

/**
 * What `ReadStore.digest` is, for every adapter: SHA-256 (lower-case hex) over one JSON line each of the checkpoint, the
 * documents by id, the dead letters by stream, and the rows by measure, month, node, class, position and n. Text is ordered
 * by code point. Add them in this order.
 */
export class StateDigest {
  readonly #hash = createHash('sha256');
  #lines: string;

  constructor(checkpoint: number) {
    this.#lines = `${checkpoint}\n`;
  }

  document({ id, doc }: Found): void {
    this.#add(canonical([id, doc]));
  }

  deadLetter({ stream, position, reason }: DeadLetter): void {
    this.#add(canonical([stream, position, reason]));
  }

  row(row: MeasurementRow): void {
    const { measure, position, n, occurredOn, amount, sign, eventId, originId, stream, dims } = row;
    const cells = [measure, position, n, occurredOn, amount, sign, eventId, originId, stream];
    // Integers and text in a list of fixed order: JSON.stringify's form is the canonical one.
    this.#add(JSON.stringify([...cells, ...DIMENSIONS.map((dimension) => dims[dimension] ?? '')]));
  }

  hex(): string {
    return this.#hash.update(this.#lines).digest('hex');
  }

  #add(line: string): void {
    this.#lines += `${line}\n`;
    if (this.#lines.length < FLUSH_CHARACTERS) return;
    this.#hash.update(this.#lines);
    this.#lines = '';
  }
}
