import { baseOf, type OrderAmounts } from './base.js';
import { fenOf, shareOf } from './fen.js';
import { bound, boundsOf, type Left } from './left.js';
import { boundedAmount, fenStep, rateStep, type Calculated, type FenStep } from './steps.js';
import type { VoucherBody, VoucherKind } from './voucher-body.js';

/** An order that a voucher pays a part of. */
export interface VoucherInput extends OrderAmounts, Left {
  /** The code of its kind; may be left out where the rule has one. */
  readonly voucherKind?: string | undefined;
  readonly classCode?: string | undefined;
  /** What is left of the voucher's face. */
  readonly faceLeftFen?: number | undefined;
}

/** The kind of voucher that is meant; undefined: the rule has no such one, or several and none is named. */
export function voucherKindOf({ voucherKinds }: VoucherBody, code: string | undefined): VoucherKind | undefined {
  if (code !== undefined) return voucherKinds.find((kind) => kind.code === code);
  return voucherKinds.length === 1 ? voucherKinds[0] : undefined;
}

/** Whether a kind of voucher is for a class of services, or an item of one. */
export const isForClass = ({ classCodes, exceptClassCodes = [] }: VoucherKind, classCode: string): boolean =>
  (classCodes === undefined || classCodes.some((listed) => isOf(classCode, listed))) &&
  !exceptClassCodes.some((listed) => isOf(classCode, listed));

/** An item begins with its class. */
const isOf = (classCode: string, listed: string): boolean => classCode.startsWith(listed);

/**
 * 券抵金额 (domain §4.4): the rate on the base, bounded by cap, face, quota and pool, floored to the unit. A kind of voucher
 * that the rule does not have, or that is not for the class, gives nothing.
 */
export function voucherAmount(body: VoucherBody, input: VoucherInput): Calculated {
  const kind = voucherKindOf(body, input.voucherKind);
  const isFor = kind !== undefined && (input.classCode === undefined || isForClass(kind, input.classCode));
  const rateBp = isFor ? kind.rateBp : 0;
  const { base, steps } = baseOf(body.base, input);
  const rated = fenStep('RATED', shareOf(base.value, rateBp), 'floor(BASE × RATE)');
  const bounds = [...(kind === undefined ? [] : boundsOfKind(kind, input)), ...boundsOf(input)];
  return boundedAmount([...steps, base, rateStep('RATE', rateBp)], rated, bounds, body.roundingUnitFen);
}

function boundsOfKind(
  { perOrderCapFen, classCaps = [], faceFen }: VoucherKind,
  { classCode, faceLeftFen }: VoucherInput,
): readonly FenStep[] {
  const caps = classCaps.filter((cap) => classCode !== undefined && isOf(classCode, cap.classCode));
  return [
    ...bound('ORDER_CAP', perOrderCapFen),
    ...caps.flatMap(({ capFen }) => bound('CLASS_CAP', capFen)),
    ...bound('FACE', faceFen),
    ...bound('FACE_LEFT', faceLeftFen),
  ];
}

/**
 * 券面金额 of a voucher that is issued: the fixed face of its kind, else what is left of the quota; at most what is left of quota and pool. Leave the pool
 * out where a voucher is issued whole or not at all. A published rule has a face or a quota.
 */
export function voucherFace(
  body: VoucherBody,
  { voucherKind, ...left }: Left & Pick<VoucherInput, 'voucherKind'>,
): Calculated {
  const fixed = bound('FACE', voucherKindOf(body, voucherKind)?.faceFen);
  const [face = fenStep('FACE', fenOf(0)), ...bounds] = [...fixed, ...boundsOf(left)];
  return boundedAmount([], face, bounds, body.roundingUnitFen);
}
