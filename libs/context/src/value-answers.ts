import { Type } from 'typebox';
import { REASONS, type Reason } from './null-reason.js';
import {
  BILINGUAL,
  COUNT,
  FLAG,
  list,
  object,
  RATIO,
  said,
  SUM,
  TEXT,
  TEXTS_BY_NAME,
  WHOLE,
  oneOf,
  ANY_OBJECT,
  page,
} from './schemas.js';

/** JSON Schemas of a figure's value, today and as it was frozen, and of the rows it is made of. */

const REASON = said(
  object({
    code: said(
      Type.Unsafe<Reason['code']>({ enum: Object.keys(REASONS) }),
      '原因代码',
      'code of the reason',
      'nothing-counted',
    ),
    zh: TEXT,
    en: TEXT,
  }),
  'value 为 null 的原因',
  'why value is null',
);
export const EXACT = {
  value: Type.Unsafe<number | string | null>({ oneOf: [WHOLE, RATIO, { type: 'null' }] }),
  numerator: SUM,
};
/** `reason` where the value is null. */
export const OF_SHARES = { reason: REASON, denominator: SUM, n: SUM, bound: RATIO };
export const NAMED = { code: TEXT, name: BILINGUAL, unit: BILINGUAL };

/** When the months asked for were closed, for every node in operation; absent while any of them is open. */
export const CLOSED_AT = object({ position: COUNT, closedAt: TEXT });

const ROW = {
  part: COUNT,
  measure: TEXT,
  amount: WHOLE,
  occurredOn: TEXT,
  dims: TEXTS_BY_NAME,
  position: COUNT,
  sign: oneOf(1, -1),
  n: COUNT,
  eventId: TEXT,
  originId: TEXT,
  stream: TEXT,
  event: object({ type: TEXT, name: TEXT, time: TEXT, recordedAt: TEXT, account: TEXT }),
};

/** Where the rows since a closing are listed, page by page. */
export const CHANGES_LINK = said(
  TEXT,
  '逐页列出这些计量行的地址',
  'the address that lists these rows, page by page',
  '/v1/figures/F03/changes?period=2026-03&from=6791&to=7544',
);

/** A figure as it was frozen, what today differs by, and the rows recorded since (期后调整). */
export const CLOSING = {
  closing: object(
    {
      position: COUNT,
      closedAt: TEXT,
      ...EXACT,
      difference: said(object({ numerator: SUM }, { denominator: SUM }), '现值减去冻结值', 'today less frozen'),
      adjustments: object(
        { count: COUNT, isComplete: FLAG, changes: CHANGES_LINK },
        { items: list(object({ side: oneOf('numerator', 'denominator'), ...ROW })) },
      ),
    },
    OF_SHARES,
  ),
};

export const CLOSED = { closing: CLOSED_AT };

export const ADJUSTMENTS = object({ count: COUNT, isComplete: FLAG, changes: CHANGES_LINK });

export const FIGURE_PART = object(
  {
    measures: list(TEXT),
    function: ANY_OBJECT,
    sign: said(
      oneOf(1, 0, -1),
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

/** A figure's value. */
export const VALUE_ALONE = object(EXACT, { by: TEXTS_BY_NAME, ...OF_SHARES });
export const VALUE = object(EXACT, { ...OF_SHARES, ...CLOSING });

export const GROUPS = list(object({ by: TEXTS_BY_NAME, ...EXACT }, { ...OF_SHARES, ...CLOSING }));

export const ROWS = {
  part: oneOf('numerator', 'denominator'),
  parts: list(FIGURE_PART),
  items: list(object(ROW)),
  page: page(),
};

/** What a figure is, without its value. */
export const DEFINITION = object(
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
    additive: said(list(TEXT), '各组之和即为总数的划分', 'cuts whose groups add up to the whole', ['node', 'class']),
    numerator: list(FIGURE_PART),
  },
  {
    note: BILINGUAL,
    stock: FLAG,
    ahead: said(FLAG, '计划类指标,可查询尚未开始的期间', 'of plans: may be asked of a period to come', true),
    p: said(Type.Number(), '百分位,0–1', 'percentile, 0 to 1', 0.5),
    denominator: list(FIGURE_PART),
  },
);
