import { civilDateOf, erase, type NewFact } from '#kernel';
import { divisionOn } from '#reference';
import { refuse } from './account-refusals.js';
import { ledgerEvents, type LedgerFact } from './ledger.events.js';

/** 台账: one stream, `ledger-self`, whose only event is the first of the log. */
interface LedgerState {
  readonly status: 'ABSENT' | 'OPEN';
}

const initial: LedgerState = { status: 'ABSENT' };

const evolve = (): LedgerState => ({ status: 'OPEN' });

function decide(_: LedgerState, fact: LedgerFact): readonly NewFact[] {
  const { divisionCode: division } = fact.data;
  const date = civilDateOf(fact.meta.occurredAt);
  if (divisionOn(division, date) === undefined)
    throw refuse('ledger-division-unknown', { params: { division, date }, pointer: '/data/divisionCode' });
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
