import { COUNT, FLAG, list, object, oneOf, TEXT, WHOLE } from '#context';
/** JSON Schemas of what is answered about postings. */

export const RECEIPT = object({
  eventIds: list(TEXT),
  stream: TEXT,
  revision: COUNT,
  position: COUNT,
  recordedAt: TEXT,
});

/** A refusal as it was noted. */
const REFUSED = { account: TEXT, code: TEXT, recordedAt: TEXT, position: COUNT, stream: TEXT, eventId: TEXT };
const SAID = { type: TEXT, pointer: TEXT, findings: list(TEXT), statementId: TEXT, source: TEXT };

export const POSTED_STATEMENT = object(
  { source: TEXT, id: TEXT, refusals: list(object(REFUSED, SAID)) },
  {
    receipt: RECEIPT,
  },
);

export const WAITING_EVIDENCE = object({
  count: COUNT,
  isComplete: FLAG,
  items: list(object({ stream: TEXT, title: TEXT, heldOn: TEXT })),
});

export const TO_MEND = object({ ...REFUSED, refusals: COUNT, firstRefusedAt: TEXT }, SAID);

export const POSTINGS = object(
  {
    period: TEXT,
    position: COUNT,
    accepted: object({ count: COUNT, byEntry: list(object({ kind: TEXT, count: WHOLE })) }),
    late: object({ count: COUNT, unknown: COUNT }),
    rejected: object({
      count: COUNT,
      byCode: list(object({ code: TEXT, count: WHOLE })),
      /** Statements that were refused, by what became of them: refused again and again is one. */
      statements: object({ open: COUNT, mended: COUNT, untold: COUNT, isComplete: FLAG }),
      toMend: list(TO_MEND),
      newest: list(object({ ...REFUSED, mending: oneOf('OPEN', 'MENDED', 'UNTOLD') }, SAID)),
    }),
    byDay: list(object({ day: TEXT, accepted: COUNT, late: COUNT, rejected: COUNT })),
  },
  {
    node: TEXT,
    waitingEvidence: WAITING_EVIDENCE,
  },
);
