import { decideBy, erase } from '#kernel';
import { ledgerEvents } from './ledger.events.js';
import { ledgerRules } from './ledger.rules.js';
import { evolveLedger, initialLedger } from './ledger.state.js';

/** 台账: one stream, `ledger-self`, whose only event is the first of the log. */
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
  initial: initialLedger,
  reads: { LedgerOpened: true },
  final: true,
  evolve: evolveLedger,
  decide: decideBy(ledgerRules),
  parties: () => ({ nodes: [], orgs: [] }),
});
