import { statusAfter } from '#kernel';
import { ledgerEvents, type LedgerFact } from './ledger.events.js';

export interface LedgerState {
  readonly status: 'ABSENT' | 'OPEN';
}

export const initialLedger: LedgerState = { status: 'ABSENT' };

export const evolveLedger = ({ status }: LedgerState, { type }: LedgerFact): LedgerState => ({
  status: statusAfter(ledgerEvents, status, type),
});
