import type { JsonSchema } from '#kernel';
import { COUNT, FLAG, list, object, TEXT, WHOLE } from './schemas.js';

/** JSON Schemas of what is answered about reporting by nodes. */

const NULLABLE_TEXT: JsonSchema = { oneOf: [TEXT, { type: 'null' }] };
const NULLABLE_COUNT: JsonSchema = { oneOf: [COUNT, { type: 'null' }] };
const NULLABLE_FLAG: JsonSchema = { oneOf: [FLAG, { type: 'null' }] };

export const CONNECTIVITY = object({
  on: TEXT,
  position: COUNT,
  rule: object({ version: TEXT, silentWorkingDays: COUNT }),
  lookBackDays: COUNT,
  nodes: COUNT,
  silent: COUNT,
  /** Silent or not by holidays that are not announced. */
  unknown: COUNT,
  workingCalendar: object({ until: TEXT, daysLeft: WHOLE, isNear: FLAG }),
  items: list(
    object({
      node: TEXT,
      lastOn: NULLABLE_TEXT,
      days: NULLABLE_COUNT,
      workingDays: NULLABLE_COUNT,
      isSilent: NULLABLE_FLAG,
    }),
  ),
});

const MONTH_ENTRY = object({ what: { enum: ['DECLARED', 'CLOSED', 'REOPENED'] }, at: TEXT, account: TEXT });

export const SUBMISSIONS = object(
  {
    period: TEXT,
    position: COUNT,
    months: list(
      object({
        month: TEXT,
        dueOn: TEXT,
        open: COUNT,
        declared: COUNT,
        closed: COUNT,
        inTime: COUNT,
        isComplete: FLAG,
        items: list(
          object(
            {
              stream: TEXT,
              node: TEXT,
              status: { enum: ['OPEN', 'DECLARED', 'CLOSED'] },
              entries: list(MONTH_ENTRY),
              totals: list(object({ quantity: TEXT, amount: COUNT })),
            },
            { declaredOn: TEXT, isInTime: FLAG },
          ),
        ),
        undeclared: list(TEXT),
      }),
    ),
  },
  { node: TEXT },
);

export const UNFORWARDED = object(
  {
    period: TEXT,
    on: TEXT,
    position: COUNT,
    days: COUNT,
    count: COUNT,
    isComplete: FLAG,
    items: list(object({ stream: TEXT, node: TEXT, registeredOn: TEXT, days: COUNT })),
  },
  { node: TEXT },
);
