import { Type } from 'typebox';
import { ADJUSTMENTS, byName, COUNT, list, object, SUM, TEXT, TEXTS_BY_NAME } from '#context';
/** JSON Schemas of the public-welfare statement. */

export const WELFARE_LINES = list(
  object({
    network: TEXT,
    entry: TEXT,
    unit: Type.Unsafe<string>({ enum: ['SESSIONS', 'ORGS', 'TIMES', 'PERSONS'] }),
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
      adjustments: byName(ADJUSTMENTS),
    }),
  },
);
