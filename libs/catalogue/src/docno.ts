import { decideBy, erase } from '#kernel';
import { docNumberEvents } from './docno.events.js';
import { docNumberRules, docNumberSights } from './docno.rules.js';
import { evolveDocNumber, initialDocNumber } from './docno.state.js';

/**
 * One stream per 发文字号, so that a number belongs to one policy in the whole network: reserving it is an append to that
 * stream, and of two appends at once the expected revision lets one through. A policy's numbers are reserved (here), then
 * it is published (`policy`, which refuses while they are not); both fit into one batch. Never corrected: a wrong
 * reservation is released.
 */
export const docNumber = erase({
  context: 'catalogue',
  category: 'docno',
  zh: '发文字号',
  id: '[0-9a-f]{64}',
  shown: {
    en: 'document number',
    example: '9c2c2b1c1c6b0d3a5c9f4f4c8e3c7a1f0f5d6b7a8c9d0e1f2a3b4c5d6e7f8091',
    statuses: {
      FREE: ['未登记', 'free'],
      RESERVED: ['已登记', 'reserved'],
    },
  },
  events: docNumberEvents,
  initial: initialDocNumber,
  reads: { DocNumberReserved: 'reservation', DocNumberReleased: 'release' },
  final: true,
  evolve: evolveDocNumber,
  sees: docNumberSights,
  decide: decideBy(docNumberRules),
  parties: () => ({ nodes: [], orgs: [] }),
});
