import { createHash } from 'node:crypto';
import { canonical } from '#kernel';
import { TOLD_FIRST, type Dimensions, type MeasurementRow } from './measurement.js';
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

/**
 * Dimensions there were before projections declared theirs. The nine up to `code` are values in their places; `size` is one where
 * a row has it, and all others are told by name, so that no published digest changes.
 */
const IN_PLACES = TOLD_FIRST.slice(0, TOLD_FIRST.indexOf('code') + 1);

function laterDimensions(dims: Dimensions): readonly (string | Dimensions)[] {
  const { size = '' } = dims;
  const named = Object.keys(dims).filter((name) => !TOLD_FIRST.includes(name) && dims[name] !== '');
  return [
    ...(size === '' ? [] : [size]),
    ...(named.length === 0 ? [] : [Object.fromEntries(named.toSorted().map((name) => [name, dims[name] ?? '']))]),
  ];
}

export function rowLine(row: MeasurementRow): string {
  const { measure, position, n, occurredOn, amount, sign, eventId, originId, stream, dims } = row;
  const cells = [measure, position, n, occurredOn, amount, sign, eventId, originId, stream];
  const cut = IN_PLACES.map((dimension) => dims[dimension] ?? '');
  // Integers and text in a list of fixed order, names in theirs: JSON.stringify's form is the canonical one.
  return JSON.stringify([...cells, ...cut, ...laterDimensions(dims)]);
}

export async function digestOf(snapshot: Snapshot, key: BuildKey): Promise<string> {
  const digest = new StateDigest(await snapshot.checkpoint(key));
  for await (const found of snapshot.documents(key)) digest.add(documentLine(found));
  for await (const letter of snapshot.deadLetters(key)) digest.add(deadLetterLine(letter));
  for await (const row of snapshot.rows(key)) digest.add(rowLine(row));
  return digest.hex();
}
