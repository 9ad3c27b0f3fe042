import {
  ANY_OBJECT,
  BILINGUAL,
  CLOSED,
  CLOSED_AT,
  CLOSING,
  COUNT,
  EXACT,
  FIGURE_PART,
  FLAG,
  GROUPS,
  list,
  NAMED,
  object,
  OF_SHARES,
  oneOf,
  ROWS,
  said,
  SUM,
  TEXT,
  TEXTS_BY_NAME,
  WHOLE,
} from '#context';
/** JSON Schemas of what the reads across contexts answer. */

export const DEFINITIONS = object({
  items: list(
    object(
      {
        code: TEXT,
        kind: oneOf('count', 'percentile', 'ratio', 'bound'),
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
        numerator: list(FIGURE_PART),
      },
      {
        note: BILINGUAL,
        stock: FLAG,
        ahead: said(FLAG, '计划类指标,可查询尚未开始的期间', 'of plans: may be asked of a period to come', true),
        p: said({ type: 'number' }, '百分位,0–1', 'percentile, 0 to 1', 0.5),
        denominator: list(FIGURE_PART),
      },
    ),
  ),
});

/** One value, or with `groupBy` one for each group. */
export const FIGURE = {
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

export const ROWS_PAGE = object({ code: TEXT, ...ROWS }, { closing: CLOSED_AT });

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
    keys: list(object({ part: COUNT, by: TEXTS_BY_NAME, change: oneOf('entered', 'left') })),
  },
  { node: TEXT, class: TEXT, agency: TEXT, closing: CLOSED_AT },
);

const FIGURE_LIST = { figures: list(object({ ...NAMED, ...EXACT }, { ...OF_SHARES, ...CLOSING })) };

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

const countBy = (key: string) => list(object({ [key]: TEXT, count: WHOLE }));

/** A refusal as it was noted. */
const REFUSED = { account: TEXT, code: TEXT, recordedAt: TEXT, position: COUNT, stream: TEXT, eventId: TEXT };
const SAID = { type: TEXT, pointer: TEXT, findings: list(TEXT), statementId: TEXT, source: TEXT };

export const POSTED_STATEMENT = object(
  { source: TEXT, id: TEXT, refusals: list(object(REFUSED, SAID)) },
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
      toMend: list(object({ ...REFUSED, refusals: COUNT, firstRefusedAt: TEXT }, SAID)),
      newest: list(object({ ...REFUSED, mending: oneOf('OPEN', 'MENDED', 'UNTOLD') }, SAID)),
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
