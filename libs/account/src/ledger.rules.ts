import { civilDateOf, requireDivision, type Rules } from '#kernel';
import type { LedgerFact } from './ledger.events.js';
import type { LedgerState } from './ledger.state.js';

/** The rule of each event of the ledger itself. */
export const ledgerRules: Rules<LedgerState, LedgerFact> = {
  LedgerOpened(_, { data, meta }) {
    requireDivision(data.divisionCode, civilDateOf(meta.occurredAt), '/data/divisionCode');
  },
};
