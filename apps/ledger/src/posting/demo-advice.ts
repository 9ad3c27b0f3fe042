import { Refusal, toInstant } from '#kernel';
import type { Rehearsal } from '#recorder';

/** The refusal that a demonstration gives to whatever happened later than its clock stands. */
const AHEAD = 'occurred-in-future';

export const isAhead = (verdict: Rehearsal): boolean => verdict.kind === 'refused' && verdict.refusal.code === AHEAD;

/**
 * A refusal of a demonstration, whose clock stands where its play or the last `Demo-Now` left it: what is later than that is
 * not a mistake of the poster's, so the answer says how the clock is moved. Code, kind and findings stay.
 */
export function withDemoAdvice(verdict: Rehearsal, nowMs: number): Rehearsal {
  if (verdict.kind !== 'refused' || !isAhead(verdict)) return verdict;
  const { code, kind, zh, en, params, errors, cause } = verdict.refusal;
  const now = toInstant(nowMs);
  const advised = new Refusal(
    code,
    kind,
    `${zh}。本台账是演示台账,时钟停在 ${now}:请加请求头 Demo-Now(不早于发生时间)把时钟拨前,或停止后不设 DEMO_CLOCK 重新启动`,
    `${en}. This ledger is a demonstration and its clock stands at ${now}: move it with the header Demo-Now, not earlier than the occurrence, or restart without DEMO_CLOCK`,
    params,
    errors,
    cause,
  );
  return { kind: 'refused', refusal: advised };
}
