import { fenOf, timesPrice } from './fen.js';
import type { Delivery, FundedEntry } from './funded-entry.js';
import { countStep, fenStep, type FenStep, type Step } from './steps.js';
import { bound } from './left.js';

/** What a delivery comes to by the price of its entry, the steps to it, and the caps of the entry. */
export interface ByStandard {
  readonly standard: FenStep;
  readonly steps: readonly Step[];
  readonly caps: readonly FenStep[];
}

/** An entry the rule does not have gives nothing, and so does a delivery with too few who came. */
export function byStandard(entries: readonly FundedEntry[], delivery: Delivery): ByStandard {
  const entry = entries.find(({ code }) => code === delivery.entryCode);
  if (entry === undefined) return { standard: fenStep('STANDARD', fenOf(0)), steps: [], caps: [] };
  const { unitPriceFen, maxQuantity, perDeliveryCapFen } = entry;
  const counted = Math.min(delivery.quantity, maxQuantity ?? delivery.quantity);
  const attendance = attendanceSteps(entry, delivery);
  const value = hasEnough(entry, delivery) ? timesPrice(fenOf(unitPriceFen), counted) : fenOf(0);
  return {
    standard: fenStep('STANDARD', value, standardFormula(entry)),
    steps: [
      countStep('QUANTITY', delivery.quantity),
      ...(maxQuantity === undefined ? [] : [countStep('MAX_QUANTITY', maxQuantity)]),
      ...attendance,
      fenStep('UNIT_PRICE', fenOf(unitPriceFen)),
    ],
    caps: bound('DELIVERY_CAP', perDeliveryCapFen),
  };
}

/** Attendance that is not known is none. */
const hasEnough = ({ minAttendance = 0 }: FundedEntry, { attendance = 0 }: Delivery): boolean =>
  attendance >= minAttendance;

const attendanceSteps = ({ minAttendance }: FundedEntry, { attendance = 0 }: Delivery): readonly Step[] =>
  minAttendance === undefined ? [] : [countStep('ATTENDANCE', attendance), countStep('MIN_ATTENDANCE', minAttendance)];

function standardFormula({ maxQuantity, minAttendance }: FundedEntry): string {
  const counted = maxQuantity === undefined ? 'QUANTITY' : 'min(QUANTITY, MAX_QUANTITY)';
  const product = `${counted} × UNIT_PRICE`;
  return minAttendance === undefined ? product : `ATTENDANCE ≥ MIN_ATTENDANCE ? ${product} : 0`;
}
