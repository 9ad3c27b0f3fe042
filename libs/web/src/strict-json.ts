import { pointerOf, type Refusal } from '#kernel';
import { oddPlaces, type OddPlace } from './json-places.js';
import { refuse } from './web-refusals.js';

/** Objects and lists inside each other in one statement. */
export const DEPTH_MAX = 16;

const QUOTE = 0x22;
const DOT = 0x2e;
const COLON = 0x3a;
const UPPER_E = 0x45;
const BACKSLASH = 0x5c;
const LOWER_E = 0x65;

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * JSON that means one thing to every reader (I-JSON, RFC 7493, and stricter): no key twice, no number a double cannot hold,
 * integers only, no half characters, bounded depth. `JSON.parse` reads it; one pass over the text and one over the value
 * find what it lets pass. Refuses with a pointer to the place, which begins with `at`.
 */
export function parseStrict(text: string, depthMax: number = DEPTH_MAX, at = ''): unknown {
  const value = parse(text);
  const written = scan(text);
  const walk = new Walk(depthMax);
  const misfit = walk.visit(value, 0);
  if (misfit !== undefined) throw misfit(at + walk.pointer);
  if (written.members !== walk.members) throw asWritten(text, 'repeated-key', (key) => repeated(key.slice(0, 80)), at);
  if (written.fraction) throw asWritten(text, 'fraction', () => NOT_INTEGER, at);
  return value;
}

/** The refusal of the first odd place of a kind; only asked when there is one. */
function asWritten(text: string, kind: OddPlace['kind'], misfitOf: (key: string) => Misfit, at: string): Refusal {
  for (const place of oddPlaces(text))
    if (place.kind === kind) return misfitOf(place.key.toWellFormed())(at + place.pointer);
  throw new Error(`a JSON text that was found to have a ${kind} has none`);
}

const BYTE_ORDER_MARK = '\ufeff';

/** A byte order mark in front is passed over, as RFC 8259 §8.1 lets a reader do. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  } catch (cause) {
    throw refuse('malformed-json', { cause });
  }
}

/** What stands outside strings of a JSON text: how many members objects have as written, and whether a number has a point or exponent. */
function scan(text: string): { readonly members: number; readonly fraction: boolean } {
  let members = 0;
  let fraction = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = closingQuote(text, at);
    else if (unit === COLON) members += 1;
    else if (unit === DOT || unit === UPPER_E) fraction = true;
    else if (unit === LOWER_E && isDigit(text.charCodeAt(at - 1))) fraction = true;
  }
  return { members, fraction };
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

function closingQuote(text: string, opening: number): number {
  let at = text.indexOf('"', opening + 1);
  while (text.charCodeAt(at - 1) === BACKSLASH && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

type Misfit = (pointer: string) => Refusal;

class Walk {
  members = 0;
  /** The way back up from a misfit, innermost first. */
  readonly #trail: (string | number)[] = [];

  constructor(private readonly depthMax: number) {}

  get pointer(): string {
    return pointerOf(this.#trail.toReversed());
  }

  visit(value: unknown, depth: number): Misfit | undefined {
    if (typeof value === 'string') return value.isWellFormed() ? undefined : LONE_SURROGATE;
    if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : NOT_INTEGER;
    if (typeof value !== 'object' || value === null) return undefined;
    if (depth === this.depthMax) return tooDeep(this.depthMax);
    return Array.isArray(value) ? this.#list(value, depth + 1) : this.#object(value as Members, depth + 1);
  }

  #list(items: readonly unknown[], depth: number): Misfit | undefined {
    for (let at = 0; at < items.length; at += 1) {
      const misfit = this.visit(items[at], depth);
      if (misfit !== undefined) return this.#through(at, misfit);
    }
    return undefined;
  }

  #object(object: Members, depth: number): Misfit | undefined {
    for (const key of Object.keys(object)) {
      this.members += 1;
      if (FORBIDDEN_KEYS.has(key)) return this.#through(key, forbiddenKey(key));
      // The pointer stops at the object: half a character cannot be sent back.
      if (!key.isWellFormed()) return LONE_SURROGATE;
      const misfit = this.visit(object[key], depth);
      if (misfit !== undefined) return this.#through(key, misfit);
    }
    return undefined;
  }

  #through(step: string | number, misfit: Misfit): Misfit {
    this.#trail.push(step);
    return misfit;
  }
}

type Members = Readonly<Record<string, unknown>>;

const LONE_SURROGATE: Misfit = (pointer) => refuse('lone-surrogate', { pointer });
const repeated =
  (key: string): Misfit =>
  (pointer) =>
    refuse('duplicate-key', { params: { key }, pointer });
const NOT_INTEGER: Misfit = (pointer) => refuse('number-not-integer', { pointer });
const tooDeep =
  (max: number): Misfit =>
  (pointer) =>
    refuse('nested-too-deep', { params: { max }, pointer });
const forbiddenKey =
  (key: string): Misfit =>
  (pointer) =>
    refuse('forbidden-key', { params: { key }, pointer });
