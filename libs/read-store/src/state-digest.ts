import { createHash } from 'node:crypto';
import { canonical } from '#kernel';
import { DIMENSIONS, type MeasurementRow } from './measurement.js';
import type { BuildKey } from './projection.js';
import type { DeadLetter, Found, Snapshot } from './read-store.js';

const FLUSH_CHARACTERS = 65_536;

/**
 * What `ReadStore.digest` is, for every adapter: SHA-256 (lower-case hex) over one JSON line each of the checkpoint, the
 * documents by id, the dead letters by stream, and the rows by measure, month, node, class, position and n. Text is ordered
 * by code point. Lines are to be added in this order.
 */
export class StateDigest {
  readonly #hash = createHash('sha256');
  #lines: string;

  constructor(checkpoint: number) {
    this.#lines = `${checkpoint}\n`;
  }

  add(line: string): void {
    this.#lines += `${line}\n`;
    if (this.#lines.length < FLUSH_CHARACTERS) return;
    this.#hash.update(this.#lines);
    this.#lines = '';
  }

  hex(): string {
    return this.#hash.update(this.#lines).digest('hex');
  }
}

export const documentLine = ({ id, doc }: Found): string => canonical([id, doc]);

export const deadLetterLine = ({ stream, position, reason }: DeadLetter): string =>
  canonical([stream, position, reason]);

/** Dimensions there have been from the first on; a later one is in a line only where a row has it, so that no published digest changes. */
const FIRST_DIMENSIONS = DIMENSIONS.indexOf('code') + 1;

const laterDimensions = (cut: readonly string[]): readonly string[] =>
  cut.slice(FIRST_DIMENSIONS, cut.findLastIndex((value) => value !== '') + 1);

export function rowLine(row: MeasurementRow): string {
  const { measure, position, n, occurredOn, amount, sign, eventId, originId, stream, dims } = row;
  const cells = [measure, position, n, occurredOn, amount, sign, eventId, originId, stream];
  const cut = DIMENSIONS.map((dimension) => dims[dimension] ?? '');
  // Integers and text in a list of fixed order: JSON.stringify's form is the canonical one.
  return JSON.stringify([...cells, ...cut.slice(0, FIRST_DIMENSIONS), ...laterDimensions(cut)]);
}

export async function digestOf(snapshot: Snapshot, key: BuildKey): Promise<string> {
  const digest = new StateDigest(await snapshot.checkpoint(key));
  for await (const found of snapshot.documents(key)) digest.add(documentLine(found));
  for await (const letter of snapshot.deadLetters(key)) digest.add(deadLetterLine(letter));
  for await (const row of snapshot.rows(key)) digest.add(rowLine(row));
  return digest.hex();
}
