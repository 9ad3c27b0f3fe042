import { lastDayOfPeriod } from '#reference';
import { isLessThanShare, type Fen } from './fen.js';
import type { VoucherBody } from './voucher-body.js';

type Terms = Pick<VoucherBody, 'orderWithinDays' | 'orderBy' | 'completeWithinDays' | 'barBelowUsedBp'>;

/** The last civil day on which a voucher issued on a day can be ordered with; undefined: no such day. */
export function lastOrderDay({ orderWithinDays, orderBy }: Terms, issuedOn: string): string | undefined {
  const within = orderWithinDays === undefined ? undefined : lastDayOfPeriod(issuedOn, orderWithinDays);
  if (within === undefined || orderBy === undefined) return within ?? orderBy;
  return within < orderBy ? within : orderBy;
}

/** The last civil day on which a service ordered on a day counts as completed; undefined: no such day. */
export const lastCompletionDay = ({ completeWithinDays }: Terms, orderedOn: string): string | undefined =>
  completeWithinDays === undefined ? undefined : lastDayOfPeriod(orderedOn, completeWithinDays);

/** 次年申领资格: whether who used so much of what was granted in a year is barred the next; who was granted nothing is not. */
export const barsNextYear = ({ barBelowUsedBp }: Terms, grantedFen: Fen, usedFen: Fen): boolean =>
  barBelowUsedBp !== undefined && isLessThanShare(usedFen, barBelowUsedBp, grantedFen);
