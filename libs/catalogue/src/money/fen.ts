import { floorOfRatio } from './floor-division.js';

declare const unit: unique symbol;

/** An amount of money in whole 分, never negative. Made by the functions of this file alone, so that no other number passes for one. */
export type Fen = number & { readonly [unit]: 'fen' };

/** Basis points (万分比) of the whole. */
const WHOLE_BP = 10_000;

export function fenOf(amount: number): Fen {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${amount} is no amount in whole 分`);
  return amount as Fen;
}

export const sumOf = (a: Fen, b: Fen): Fen => fenOf(a + b);

/** What is left of an amount; nothing where more is taken than there is. */
export const leftOf = (amount: Fen, taken: Fen): Fen => (taken > amount ? fenOf(0) : fenOf(amount - taken));

export const leastOf = (first: Fen, ...others: readonly Fen[]): Fen =>
  others.reduce((least, each) => (each < least ? each : least), first);

/** So many basis points of an amount, without the part of a 分. */
export const shareOf = (amount: Fen, basisPoints: number): Fen => fenOf(floorOfRatio(amount, basisPoints, WHOLE_BP));

/** A number of units at a price each. */
export const timesPrice = (price: Fen, count: number): Fen => fenOf(floorOfRatio(price, count, 1));

/** The multiple of the unit at or below an amount. */
export const floorTo = (amount: Fen, unitFen: number): Fen => fenOf(floorOfRatio(amount, 1, unitFen) * unitFen);

/** Whether a part is less than so many basis points of the whole, exactly. */
export const isLessThanShare = (part: Fen, basisPoints: number, whole: Fen): boolean =>
  BigInt(part) * BigInt(WHOLE_BP) < BigInt(whole) * BigInt(basisPoints);
