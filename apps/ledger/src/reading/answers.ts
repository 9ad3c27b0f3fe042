import type { JsonSchema } from '#kernel';
import {
  ANY,
  ANY_OBJECT,
  BILINGUAL,
  COUNT,
  FLAG,
  list,
  object,
  page,
  SUM,
  said,
  TEXT,
  TEXTS_BY_NAME,
  WHOLE,
  type Members,
} from './schemas.js';
import { ADJUSTMENTS, CLOSED, CLOSED_AT, CLOSING, EXACT, NAMED, OF_SHARES, ROW } from './value-answers.js';

/** JSON Schemas of what the reading routes answer. */

const ACTOR = object({ account: TEXT, org: TEXT, role: TEXT }, { node: TEXT });

export const EVENT = object(
  {
    id: TEXT,
    type: TEXT,
    name: TEXT,
    stream: TEXT,
    revision: COUNT,
    position: COUNT,
    time: TEXT,
    recordedAt: TEXT,
    actor: ACTOR,
    enteredBy: { enum: ['SELF', 'PROXY'] },
    source: TEXT,
    statementId: TEXT,
    digest: TEXT,
    correlationId: TEXT,
    ruleVersions: list(TEXT),
    data: ANY_OBJECT,
  },
  {
    onBehalfOf: TEXT,
    causationId: TEXT,
    traceparent: TEXT,
    corrected: object({ kind: { enum: ['reversed', 'restated'] }, by: TEXT }),
    /** Where the same statement stands a second time, which two processes recorded in one instant. */
    double: object({ stream: TEXT, revision: COUNT }),
  },
);

export const EVENTS = object({ items: list(EVENT), page: page() });

/** What an answer does not show or cannot read; empty: it is all there. */
const NOT_SHOWN = list(
  object({ path: TEXT, note: BILINGUAL }, { shown: COUNT, of: COUNT, types: list(TEXT), see: TEXT }),
);

export const HISTORY = object({ items: list(EVENT), page: page({ total: COUNT }), notShown: NOT_SHOWN });

/** How a stream stands: its status, its fields and parts as last said, and every entry that counts. */
const CONTENT: JsonSchema = {
  ...object(
    {
      facts: list(
        object(
          { id: TEXT, type: TEXT, time: TEXT, actor: ACTOR, enteredBy: { enum: ['SELF', 'PROXY'] }, data: ANY },
          { onBehalfOf: TEXT },
        ),
      ),
    },
    { status: TEXT },
  ),
  additionalProperties: true,
};

const STATE: Members = {
  moment: object(
    { kind: { enum: ['now', 'revision', 'position', 'recorded', 'occurred'] } },
    { at: TEXT, revision: COUNT, position: COUNT },
  ),
  state: CONTENT,
  folded: { type: ['object', 'null'] },
  names: TEXTS_BY_NAME,
  stateDigest: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  revision: { type: 'integer', minimum: -1 },
  position: COUNT,
  events: COUNT,
  isComplete: FLAG,
  notShown: NOT_SHOWN,
};
const STATE_OPTIONAL: Members = {
  impossibleTimes: list(object({ eventId: TEXT, type: TEXT, time: TEXT, note: BILINGUAL })),
};

export const STREAM = object({ stream: TEXT, kind: TEXT, ...STATE, laterEvents: COUNT }, STATE_OPTIONAL);

/** A stream at two moments, the events between them, and what of its state they changed. */
export const STREAM_CHANGES = object({
  stream: TEXT,
  kind: TEXT,
  from: object(STATE, STATE_OPTIONAL),
  to: object(STATE, STATE_OPTIONAL),
  items: list(EVENT),
  page: page(),
  changes: list(object({ path: TEXT, kind: { enum: ['added', 'removed', 'changed'] } }, { from: ANY, to: ANY })),
  isComplete: FLAG,
  notShown: NOT_SHOWN,
});

export const TRACE = object({ correlationId: TEXT, streams: list(TEXT), events: list(EVENT), complete: FLAG });

const PART = object(
  {
    measures: list(TEXT),
    function: ANY_OBJECT,
    sign: said(
      { enum: [1, 0, -1] },
      '1 计入、-1 扣除、0 不计入,只决定前一部分哪些行计入',
      '1 adds, -1 subtracts, 0 adds nothing: decides which rows of the part before count',
      1,
    ),
  },
  {
    dims: ANY_OBJECT,
    among: object({ dimension: said(TEXT, '维度', 'dimension', 'org'), standing: list(TEXT) }),
    window: object({ months: COUNT }),
    forEachAgency: list(TEXT),
  },
);

export const DEFINITIONS = object({
  items: list(
    object(
      {
        code: TEXT,
        kind: { enum: ['count', 'percentile', 'ratio', 'bound'] },
        name: BILINGUAL,
        formula: BILINGUAL,
        unit: BILINGUAL,
        source: TEXT,
        cuts: said(
          list(TEXT),
          '可按其分组;其中 node、class、agency 也可限定',
          'what it may be grouped by and, of node, class and agency, limited to',
          ['node', 'class', 'month'],
        ),
        additive: said(list(TEXT), '各组之和即为总数的划分', 'cuts whose groups add up to the whole', [
          'node',
          'class',
        ]),
        numerator: list(PART),
      },
      {
        note: BILINGUAL,
        stock: FLAG,
        ahead: said(FLAG, '计划类指标,可查询尚未开始的期间', 'of plans: may be asked of a period to come', true),
        p: said({ type: 'number' }, '百分位,0–1', 'percentile, 0 to 1', 0.5),
        denominator: list(PART),
      },
    ),
  ),
});

const GROUPS = list(object({ by: TEXTS_BY_NAME, ...EXACT }, { ...OF_SHARES, ...CLOSING }));

/** One value, or with `groupBy` one for each group. */
export const FIGURE: JsonSchema = {
  ...object(
    { ...NAMED, period: TEXT, position: COUNT },
    {
      node: TEXT,
      class: TEXT,
      agency: TEXT,
      ...EXACT,
      ...OF_SHARES,
      ...CLOSING,
      groups: GROUPS,
    },
  ),
  oneOf: [{ required: ['groups'] }, { required: ['value', 'numerator'] }],
};

const ROWS: Members = {
  part: { enum: ['numerator', 'denominator'] },
  parts: list(PART),
  items: list(object(ROW)),
  page: page(),
};

export const ROWS_PAGE = object({ code: TEXT, ...ROWS }, { closing: CLOSED_AT });

/** What an account did, each figure cut by day, the refusals by their code as well. */
export const ACCOUNT_ACTIVITY = object({
  account: TEXT,
  period: TEXT,
  position: COUNT,
  figures: list(object({ ...NAMED, ...EXACT, days: GROUPS }, OF_SHARES)),
});

export const ACCOUNT_ROWS = object({ account: TEXT, code: TEXT, ...ROWS });

const AT_A_POSITION = object({ position: COUNT, ...EXACT }, OF_SHARES);

/** A figure at two positions, and the rows recorded between them. */
export const FIGURE_CHANGES = object(
  {
    ...NAMED,
    period: TEXT,
    from: AT_A_POSITION,
    to: AT_A_POSITION,
    difference: SUM,
    ...ROWS,
    keys: list(object({ part: COUNT, by: TEXTS_BY_NAME, change: { enum: ['entered', 'left'] } })),
  },
  { node: TEXT, class: TEXT, agency: TEXT, closing: CLOSED_AT },
);

const FIGURE_LIST: Members = { figures: list(object({ ...NAMED, ...EXACT }, { ...OF_SHARES, ...CLOSING })) };

export const OVERVIEW = object({ period: TEXT, position: COUNT, ...FIGURE_LIST }, CLOSED);
export const SCORECARD = object({ node: ANY_OBJECT, period: TEXT, position: COUNT, ...FIGURE_LIST }, CLOSED);

export const AGENCY_SCORECARD = object(
  {
    agency: ANY_OBJECT,
    memberships: list(ANY_OBJECT),
    period: TEXT,
    position: COUNT,
    ...FIGURE_LIST,
    completedByClass: GROUPS,
    cancelledBy: GROUPS,
  },
  CLOSED,
);

const countBy = (key: string): JsonSchema => list(object({ [key]: TEXT, count: WHOLE }));

/** A refusal as it was noted. */
const refused = (more: Members = {}): JsonSchema =>
  object(
    { account: TEXT, code: TEXT, recordedAt: TEXT, position: COUNT, stream: TEXT, eventId: TEXT, ...more },
    { type: TEXT, pointer: TEXT, findings: list(TEXT), statementId: TEXT, source: TEXT },
  );

export const POSTED_STATEMENT = object(
  { source: TEXT, id: TEXT, refusals: list(refused()) },
  {
    receipt: object({ eventIds: list(TEXT), stream: TEXT, revision: COUNT, position: COUNT, recordedAt: TEXT }),
  },
);

export const POSTINGS = object(
  {
    period: TEXT,
    position: COUNT,
    accepted: object({ count: COUNT, byEntry: countBy('kind') }),
    late: object({ count: COUNT, unknown: COUNT }),
    rejected: object({
      count: COUNT,
      byCode: countBy('code'),
      /** Statements that were refused, by what became of them: refused again and again is one. */
      statements: object({ open: COUNT, mended: COUNT, untold: COUNT, isComplete: FLAG }),
      toMend: list(refused({ refusals: COUNT, firstRefusedAt: TEXT })),
      newest: list(refused({ mending: { enum: ['OPEN', 'MENDED', 'UNTOLD'] } })),
    }),
    byDay: list(object({ day: TEXT, accepted: COUNT, late: COUNT, rejected: COUNT })),
  },
  {
    node: TEXT,
    waitingEvidence: object({
      count: COUNT,
      isComplete: FLAG,
      items: list(object({ stream: TEXT, title: TEXT, heldOn: TEXT })),
    }),
  },
);

const WELFARE_LINES = list(
  object({
    network: TEXT,
    entry: TEXT,
    unit: { enum: ['SESSIONS', 'ORGS', 'TIMES', 'PERSONS'] },
    planned: SUM,
    delivered: SUM,
    /** What was delivered, in the unit. */
    quantity: SUM,
    accepted: SUM,
    conforming: SUM,
  }),
);

export const WELFARE_STATEMENT = object(
  {
    period: TEXT,
    position: COUNT,
    figures: TEXTS_BY_NAME,
    lines: WELFARE_LINES,
  },
  {
    node: TEXT,
    closing: object({
      position: COUNT,
      closedAt: TEXT,
      lines: WELFARE_LINES,
      adjustments: { type: 'object', additionalProperties: ADJUSTMENTS },
    }),
  },
);

/** Lines of server-sent events; `data` of each is an event. */
export const FEED = TEXT;
