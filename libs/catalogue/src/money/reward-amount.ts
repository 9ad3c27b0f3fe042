import { fenOf } from './fen.js';
import { boundsOf, type Left } from './left.js';
import type { RewardBody } from './reward-body.js';
import { boundedAmount, fenStep, type Calculated } from './steps.js';

/** The band of a confirmed result. */
export interface RewardInput extends Left {
  readonly band: string;
}

/** 奖励金额: that of the band, bounded by quota and pool, floored to the unit. A band the rule does not have is not rewarded. */
export function rewardAmount({ bands, roundingUnitFen }: RewardBody, input: RewardInput): Calculated {
  const amountFen = bands.find(({ code }) => code === input.band)?.amountFen ?? 0;
  return boundedAmount([], fenStep('BAND_AMOUNT', fenOf(amountFen)), boundsOf(input), roundingUnitFen);
}
