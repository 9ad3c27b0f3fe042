import { byStandard } from './entry-standard.js';
import { shareOf } from './fen.js';
import type { Delivery } from './funded-entry.js';
import { boundsOf, type Left } from './left.js';
import { boundedAmount, fenStep, rateStep, type Calculated } from './steps.js';
import type { SubsidyBody } from './subsidy-body.js';

/** One delivery that is claimed. */
export interface SubsidyInput extends Delivery, Left {}

/** 补助金额: quantity by unit price, or a share of it, bounded by the caps of the entry, quota and pool, floored to the unit. */
export function subsidyAmount({ entries, rateBp, roundingUnitFen }: SubsidyBody, input: SubsidyInput): Calculated {
  const { standard, steps, caps } = byStandard(entries, input);
  const bounds = [...caps, ...boundsOf(input)];
  if (rateBp === undefined) return boundedAmount(steps, standard, bounds, roundingUnitFen);
  const rated = fenStep('RATED', shareOf(standard.value, rateBp), 'floor(STANDARD × RATE)');
  return boundedAmount([...steps, standard, rateStep('RATE', rateBp)], rated, bounds, roundingUnitFen);
}
