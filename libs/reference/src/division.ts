import assert from 'node:assert/strict';
import { DIVISION_EDITIONS, DIVISION_ROWS } from './data/divisions.js';
import { inForce, type Validity } from './validity.js';

export type DivisionLevel = 'PROVINCE' | 'PREFECTURE' | 'COUNTY';

export interface Division extends Validity {
  /** Six digits. */
  readonly code: string;
  readonly name: string;
  readonly level: DivisionLevel;
}

const SHAPE = /^\d{6}$/;
/** The rows of each code, oldest first; they are read when asked for, since reading all would slow every start. */
const ROWS: ReadonlyMap<string, readonly string[]> = rowsByCode();

/**
 * The division (GB/T 2260, county and above) that bore a code on a civil date, 2010-10-31 or later.
 *
 * The lists give states, not the days between: a code is taken as in force from the edition before the one that first
 * prints it until the first that no longer does, so that a code is refused only where the lists prove it absent. A code
 * given to another division, or renamed, carries its new name from the edition that prints it. After the last edition
 * (2026-03-25) its state is carried forward.
 */
export function divisionOn(code: string, date: string): Division | undefined {
  return ROWS.get(code)
    ?.map(readRow)
    .find((division) => inForce(division, date));
}

/** By the code's shape alone; undefined where it is not six digits. */
export function divisionLevel(code: string): DivisionLevel | undefined {
  if (!SHAPE.test(code)) return undefined;
  if (code.endsWith('0000')) return 'PROVINCE';
  return code.endsWith('00') ? 'PREFECTURE' : 'COUNTY';
}

/**
 * The code one level up; undefined above a province. Counties directly under a province answer with the list's filler
 * (429004 仙桃市 → 429000 省直辖县级行政区划), whose parent is the province.
 */
export function parentDivision(code: string): string | undefined {
  const level = divisionLevel(code);
  if (level === 'COUNTY') return `${code.slice(0, 4)}00`;
  return level === 'PREFECTURE' ? `${code.slice(0, 2)}0000` : undefined;
}

/** Every division that ever bore a code, by code and then by age. */
export const allDivisions = (): readonly Division[] => [...ROWS.values()].flatMap((rows) => rows.map(readRow));

function rowsByCode(): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, string[]>();
  for (const row of DIVISION_ROWS.trim().split('\n')) {
    const code = row.slice(0, 6);
    const earlier = rows.get(code);
    if (earlier === undefined) rows.set(code, [row]);
    else earlier.push(row);
  }
  return rows;
}

function readRow(row: string, position: number): Division {
  const code = row.slice(0, 6);
  const level = divisionLevel(code);
  const [name, range = `0-${DIVISION_EDITIONS.length - 1}`] = row.slice(6).split(' ');
  const [first = NaN, last = NaN] = range.split('-').map(Number);
  // The first row of a code reaches back to the edition that lacked it, a later one to the row before it.
  const validFrom = DIVISION_EDITIONS[position === 0 ? Math.max(0, first - 1) : first];
  assert(name !== undefined && level !== undefined && validFrom !== undefined, `division table: unreadable row ${row}`);
  const validUntil = DIVISION_EDITIONS[last + 1];
  return { code, name, level, validFrom, ...(validUntil !== undefined && { validUntil }) };
}
