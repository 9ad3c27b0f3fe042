/** Numbers of the rules below. No rule version states them; changing one changes only what is decided from then on. */

/** Longest session or activity, minutes (data-quality check Q04). */
export const SESSION_MAX_MINUTES = 720;

/** Days an agency has to accept an order before it may be recorded as expired. */
export const ACCEPT_WITHIN_DAYS = 7;

/** Days after delivery from which silence counts as confirmation (视同确认). */
export const DEEMED_AFTER_DAYS = 15;

/** Days within which a buyer may revise a rating. */
export const REVISE_WITHIN_DAYS = 15;

/** Limits on what may grow in one order or one activity. */
export const ORDER_LIMITS = {
  sessions: 500,
  contracts: 20,
  invoices: 100,
  redLetters: 100,
  payments: 100,
  revisions: 5,
  disputes: 5,
} as const;
export const ACTIVITY_LIMITS = { attendances: 20_000, evidence: 200, reschedules: 20, reviews: 20 } as const;
