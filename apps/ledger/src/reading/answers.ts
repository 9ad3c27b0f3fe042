import { Type, type Static } from 'typebox';
import {
  ANY_OBJECT,
  CLOSED,
  CLOSED_AT,
  CLOSING,
  COUNT,
  DEFINITION,
  EXACT,
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
} from '#context';

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
