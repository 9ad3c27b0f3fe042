import { decideBy, erase } from '#kernel';
import { paperEvents } from './paper.events.js';
import { evolvePaper, noPaper } from './paper.state.js';

/**
 * 单据: one stream for an invoice, a contract file or a bank slip, so that two orders that file it append to the same stream. It is
 * never given up: whoever wants it next looks whether its holder still has it (`paper-use.ts`).
 */
export const paper = erase({
  context: 'activity',
  category: 'paper',
  zh: '单据',
  id: '(?:invoice|contract|slip)-[0-9a-f]{64}',
  shown: {
    en: 'paper',
    example: `invoice-${'0'.repeat(64)}`,
    statuses: {
      ABSENT: ['未占用', 'not taken'],
      TAKEN: ['已占用', 'taken'],
    },
  },
  events: paperEvents,
  initial: noPaper,
  final: true,
  reads: { PaperTaken: true },
  evolve: evolvePaper,
  decide: decideBy({ PaperTaken: () => undefined }),
  parties: () => ({ nodes: [], orgs: [] }),
});
