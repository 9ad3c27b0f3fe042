import { fenOf } from './fen.js';
import { fenStep, type FenStep } from './steps.js';

/** What is left to give, 分; left out: no bound of this kind. */
export interface Left {
  readonly quotaLeftFen?: number | undefined;
  readonly poolLeftFen?: number | undefined;
}

/** What is left, as bounds of an amount. */
export const boundsOf = ({ quotaLeftFen, poolLeftFen }: Left): readonly FenStep[] => [
  ...bound('QUOTA_LEFT', quotaLeftFen),
  ...bound('POOL_LEFT', poolLeftFen),
];

/** A bound that a rule may leave out. */
export const bound = (code: FenStep['code'], fen: number | undefined): readonly FenStep[] =>
  fen === undefined ? [] : [fenStep(code, fenOf(fen))];
