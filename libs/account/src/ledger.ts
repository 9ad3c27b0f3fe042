import { civilDateOf, erase, requireDivision, type NewFact } from '#kernel';
import { ledgerEvents, type LedgerFact } from './ledger.events.js';

/** 台账: one stream, `ledger-self`, whose only event is the first of the log. */
interface LedgerState {
  readonly status: 'ABSENT' | 'OPEN';
}

const initial: LedgerState = { status: 'ABSENT' };

const evolve = (): LedgerState => ({ status: 'OPEN' });

function decide(_: LedgerState, fact: LedgerFact): readonly NewFact[] {
  requireDivision(fact.data.divisionCode, civilDateOf(fact.meta.occurredAt), '/data/divisionCode');
  return [fact];
}

export const ledger = erase({
  context: 'account',
  category: 'ledger',
  zh: '台账',
  id: 'self',
  shown: {
    en: 'ledger',
    example: 'self',
    statuses: {
      ABSENT: ['未启用', 'not opened'],
      OPEN: ['已启用', 'open'],
    },
  },
  events: ledgerEvents,
  initial,
  reads: { LedgerOpened: true },
  final: true,
  evolve,
  decide,
  parties: () => ({ nodes: [], orgs: [] }),
});
