import { decideBy, erase } from '#kernel';
import { corrEvents } from './corr.events.js';
import { corrRules, corrSights } from './corr.rules.js';
import { evolveCorr, initialCorr } from './corr.state.js';

/**
 * 更正申请: one stream per entry, `corr-{id of its event}`, so that there is one open request about it at most. Whoever posted
 * the entry asks; hub or authority, of another node and account, correct the entry and grant the request, or decline it.
 */
export const corr = erase({
  context: 'submission',
  category: 'corr',
  zh: '更正申请',
  id: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  shown: {
    en: 'request for a correction',
    example: '019d052d-2d20-8622-a4c1-9f2b0c7d1e35',
    statuses: {
      ABSENT: ['无申请', 'nothing asked yet'],
      REQUESTED: ['待办理', 'open'],
      GRANTED: ['已办理', 'granted'],
      DECLINED: ['未获准', 'declined'],
    },
  },
  events: corrEvents,
  initial: initialCorr,
  reads: { CorrectionRequested: true, CorrectionGranted: 'decision', CorrectionDeclined: 'decision' },
  final: true,
  evolve: evolveCorr,
  sees: corrSights,
  decide: decideBy(corrRules),
  parties: ({ by }) => ({
    nodes: by?.node === undefined ? [] : [by.node],
    orgs: by === undefined || by.node !== undefined ? [] : [by.org],
  }),
});
