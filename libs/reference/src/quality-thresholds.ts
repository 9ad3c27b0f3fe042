/**
 * What a posting is flagged or counts as late by when it is recorded. Shares are in basis points. A published rule on data
 * quality (DQ) quotes them: it cannot state others, since what was recorded has been judged by these.
 */
export const QUALITY_THRESHOLDS = {
  /** Q07: named attendance of what was declared, at least. */
  namedShareBp: 8_000,
  /** Q08: attendance of the capacity, at most. */
  capacityBp: 12_000,
  /** F25, Q13: working days after the occurrence in which a posting is timely (民法典 art. 201: from the day after). */
  timelyWorkingDays: 3,
  /** Q06: working days after an activity in which its evidence is in time. */
  evidenceWorkingDays: 10,
} as const;
