import { decideBy, erase } from '#kernel';
import { orgSight } from './org.state.js';
import { usccEvents } from './uscc.events.js';
import { usccRules } from './uscc.rules.js';
import { evolveUscc, initialUscc } from './uscc.state.js';

/**
 * One stream per 统一社会信用代码, so that a code has one holder at a time: binding it is an append to that stream, and of
 * two appends at once the expected revision lets one through. An organisation's code is verified in three steps: it is
 * claimed (`org`), bound (here), verified (`org`, which refuses while the code is not bound to it). Never corrected: a
 * wrong binding is released.
 */
export const uscc = erase({
  context: 'network',
  category: 'uscc',
  zh: '统一社会信用代码',
  id: '[1-9ANY][0-9ABCDEFGHJKLMNPQRTUWXY]{17}',
  shown: {
    en: 'unified social credit code',
    example: '91430100MA4L16JQ9B',
    statuses: {
      FREE: ['未绑定', 'held by nobody'],
      BOUND: ['已绑定', 'held by an organisation'],
    },
  },
  events: usccEvents,
  initial: initialUscc,
  reads: { UsccBound: 'binding', UsccReleased: 'release' },
  final: true,
  evolve: evolveUscc,
  sees: (fact) => [orgSight(fact.data.orgId)],
  decide: decideBy(usccRules),
  parties: ({ orgId }) => ({ nodes: [], orgs: orgId === undefined ? [] : [orgId] }),
});
