import { baseOf, type OrderAmounts } from './base.js';
import { byStandard } from './entry-standard.js';
import { floorTo, leftOf, shareOf, type Fen } from './fen.js';
import type { Delivery } from './funded-entry.js';
import { boundsOf, type Left } from './left.js';
import type { Milestone, PurchaseBody } from './purchase-body.js';
import { boundedAmount, fenStep, floored, rateStep, type Calculated, type FenStep, type Step } from './steps.js';

/** An accepted deliverable of which one milestone is paid. */
export interface PurchaseInput extends Delivery, OrderAmounts, Left {
  readonly milestone: string;
}

/**
 * 购买服务付款: the whole is quantity by unit price, at most the base; a milestone pays what the whole comes to up to it, less what it came to
 * before. So all milestones of one deliverable come to the whole, whatever was rounded.
 */
export function purchaseAmount(body: PurchaseBody, input: PurchaseInput): Calculated {
  const { roundingUnitFen: unit } = body;
  const { standard, steps, caps } = byStandard(body.entries, input);
  const base = body.base === undefined ? undefined : baseOf(body.base, input);
  const whole = floored(
    [...steps, ...(base?.steps ?? [])],
    standard,
    [...caps, ...(base === undefined ? [] : [base.base])],
    unit,
  );
  const { due, steps: shares } = dueWith(body.milestones, input.milestone, whole.value, unit);
  const total = fenStep('TOTAL', whole.value, whole.formula);
  return boundedAmount([...whole.steps, total, ...shares], due, boundsOf(input), unit);
}

function dueWith(
  milestones: readonly Milestone[],
  code: string,
  whole: Fen,
  unit: number,
): { readonly due: FenStep; readonly steps: readonly Step[] } {
  const [fromBp, toBp] = reachedWith(milestones, code);
  const upTo = (basisPoints: number): Fen => floorTo(shareOf(whole, basisPoints), unit);
  return {
    due: fenStep(
      'RATED',
      leftOf(upTo(toBp), upTo(fromBp)),
      'floor(TOTAL × MILESTONE_TO, UNIT) − floor(TOTAL × MILESTONE_FROM, UNIT)',
    ),
    steps: [rateStep('MILESTONE_FROM', fromBp), rateStep('MILESTONE_TO', toBp)],
  };
}

/** Basis points before a milestone and up to it; of one the rule does not have, nothing. */
function reachedWith(milestones: readonly Milestone[], code: string): readonly [from: number, to: number] {
  const at = milestones.findIndex((each) => each.code === code);
  const before = milestones.slice(0, Math.max(0, at)).reduce((sum, { shareBp }) => sum + shareBp, 0);
  return [before, before + (milestones[at]?.shareBp ?? 0)];
}
