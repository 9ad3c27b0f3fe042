import {
  ANY_OBJECT,
  CLOSED,
  CLOSED_AT,
  CLOSING,
  COUNT,
  DEFINITION,
  EXACT,
  FLAG,
  GROUPS,
  list,
  NAMED,
  object,
  OF_SHARES,
  oneOf,
  ROWS,
  SUM,
  TEXT,
  TEXTS_BY_NAME,
  WHOLE,
} from '#context';
import { Type, type Static } from 'typebox';

/** JSON Schemas of what the reads across contexts answer. */

export const DEFINITIONS = object({ items: list(DEFINITION) });

/** One value, or with `groupBy` one for each group. */
const ONE_OR_GROUPS = object(
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
);
export const FIGURE = Type.Unsafe<Static<typeof ONE_OR_GROUPS>>({
  ...ONE_OR_GROUPS,
  oneOf: [{ required: ['groups'] }, { required: ['value', 'numerator'] }],
});

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

/** Figures side by side. */
export const FIGURES = list(object({ ...NAMED, ...EXACT }, { ...OF_SHARES, ...CLOSING }));

export const OVERVIEW = object({ period: TEXT, position: COUNT, figures: FIGURES }, CLOSED);
export const SCORECARD = object({ node: ANY_OBJECT, period: TEXT, position: COUNT, figures: FIGURES }, CLOSED);

export const AGENCY_SCORECARD = object(
  {
    agency: ANY_OBJECT,
    memberships: list(ANY_OBJECT),
    period: TEXT,
    position: COUNT,
    figures: FIGURES,
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
