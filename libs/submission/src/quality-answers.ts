import { Type } from 'typebox';
import {
  BILINGUAL,
  byName,
  CHANGES_LINK,
  COUNT,
  FLAG,
  list,
  nullable,
  object,
  oneOf,
  RATIO,
  said,
  SUM,
  TEXT,
  WHOLE,
} from '#context';

/** JSON Schemas of what is answered about data quality. */

const SCORE = nullable(Type.String({ pattern: '^[0-9]{1,3}\\.[0-9]{2}$' }));
const RATE = nullable(RATIO);
const CHECK_CODE = said(Type.String({ pattern: '^Q[0-9]{2}$' }), '质量检查代码', 'code of a check', 'Q01');
const QUALITY_RULE = object({
  version: TEXT,
  weights: byName(COUNT),
  lastDays: COUNT,
  lastDaysShareBp: COUNT,
  otherClassShareBp: COUNT,
  silentWorkingDays: COUNT,
});

export const REASON = object({ check: CHECK_CODE, reason: TEXT, was: oneOf('refused', 'flagged'), count: COUNT });

export const CLOSED_QUALITY = object({
  position: COUNT,
  closedAt: TEXT,
  score: SCORE,
  checks: list(object({ code: CHECK_CODE, checked: WHOLE, defects: WHOLE, rate: RATE })),
  adjustments: list(object({ code: CHECK_CODE, count: COUNT, isComplete: FLAG, changes: CHANGES_LINK })),
  scorecard: TEXT,
});

export const NODE_QUALITY = object(
  {
    node: TEXT,
    month: TEXT,
    position: COUNT,
    rule: QUALITY_RULE,
    score: SCORE,
    checks: list(
      object({
        code: CHECK_CODE,
        name: BILINGUAL,
        dimension: BILINGUAL,
        action: oneOf('refuse', 'refuse-and-flag', 'flag', 'notice'),
        formula: BILINGUAL,
        weightBp: COUNT,
        checked: WHOLE,
        defects: WHOLE,
        rate: RATE,
      }),
    ),
    lastDays: object({ postings: COUNT, onLastDays: COUNT }),
    totals: list(object({ quantity: TEXT, stated: WHOLE, ledger: SUM, difference: SUM })),
    courses: list(object({ quantity: TEXT, value: WHOLE, before: list(WHOLE) })),
    reasons: list(REASON),
    trend: list(object({ month: TEXT, score: SCORE })),
  },
  {
    closing: CLOSED_QUALITY,
  },
);

export const DATA_QUALITY = object(
  {
    month: TEXT,
    position: COUNT,
    rule: QUALITY_RULE,
    count: COUNT,
    items: list(
      object(
        { node: TEXT, score: SCORE, failed: list(object({ code: CHECK_CODE, rate: RATE })) },
        { closing: object({ score: SCORE }) },
      ),
    ),
  },
  { closing: object({ position: COUNT, closedAt: TEXT }) },
);
