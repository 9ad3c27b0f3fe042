import { COUNT, FLAG, list, nullable, object, oneOf, said, TEXT, WHOLE } from '#context';

/** JSON Schemas of what is answered about reporting by nodes. */

const NULLABLE_TEXT = nullable(TEXT);
const NULLABLE_COUNT = nullable(COUNT);
const NULLABLE_FLAG = nullable(FLAG);

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

const MONTH_ENTRY = object({ what: oneOf('DECLARED', 'CLOSED', 'REOPENED'), at: TEXT, account: TEXT });

export const CLOSED_MONTH = object({
  position: COUNT,
  closedAt: TEXT,
  adjustments: object({ count: COUNT, isComplete: FLAG }),
  scorecard: TEXT,
});

export const MONTH = object({
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
        status: oneOf('OPEN', 'DECLARED', 'CLOSED'),
        entries: list(MONTH_ENTRY),
        totals: list(object({ quantity: TEXT, amount: COUNT })),
      },
      {
        declaredOn: TEXT,
        isInTime: FLAG,
        closing: CLOSED_MONTH,
      },
    ),
  ),
  undeclared: list(TEXT),
});

export const SUBMISSIONS = object({ period: TEXT, position: COUNT, months: list(MONTH) }, { node: TEXT });

const EVENT = '019d4344-8fe0-8718-a4c1-9f2b0c7d1e35';
const TIME = '2026-04-01T09:00:00.000+08:00';

export const CORRECTION_REQUESTS = object(
  {
    status: oneOf('REQUESTED', 'GRANTED', 'DECLINED'),
    items: list(
      object(
        {
          stream: TEXT,
          status: oneOf('REQUESTED', 'GRANTED', 'DECLINED'),
          account: TEXT,
          entry: object({ stream: TEXT, eventId: TEXT }),
          asked: said(
            oneOf('REVERSAL', 'RESTATEMENT'),
            '申请冲销(REVERSAL)或更正(RESTATEMENT)',
            'to be taken out (REVERSAL) or worded anew (RESTATEMENT)',
          ),
          reason: TEXT,
          requestEventId: said(
            TEXT,
            '申请事件的编号,更正时以 causationid 引用',
            'event of the request, which its correction cites as causationid',
            EVENT,
          ),
          requestedAt: said(TEXT, '申请登记的时间', 'when the request was recorded', TIME),
        },
        {
          node: TEXT,
          org: TEXT,
          decidedAt: said(TEXT, '办理登记的时间', 'when the decision was recorded', TIME),
          decidedBy: said(TEXT, '办理账号', 'the account that decided', 'hub'),
          correctionEventId: said(TEXT, '据此所作的冲销或更正', 'the reversal or restatement that was made', EVENT),
          declinedFor: said(TEXT, '未获准的理由', 'why it was declined', '与签到表一致'),
        },
      ),
    ),
  },
  { next: TEXT },
);
