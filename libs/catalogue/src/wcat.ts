import { decideBy, erase, NETWORK_PATTERN } from '#kernel';
import { wcatEvents } from './wcat.events.js';
import { wcatRules } from './wcat.rules.js';
import { evolveWcat, initialWcat } from './wcat.state.js';

/** 公益性服务清单: one per network, version after version. Never corrected: claims cite versions, the next one replaces it. */
export const wcat = erase({
  context: 'catalogue',
  category: 'wcat',
  zh: '公益性服务清单',
  id: NETWORK_PATTERN,
  shown: {
    en: 'welfare catalogue',
    example: 'HN',
    statuses: {
      ABSENT: ['未发布', 'not published'],
      PUBLISHED: ['已发布', 'published'],
    },
  },
  events: wcatEvents,
  initial: initialWcat,
  reads: { WelfareCataloguePublished: true },
  final: true,
  evolve: evolveWcat,
  decide: decideBy(wcatRules),
  published: true,
  parties: () => ({ nodes: [], orgs: [] }),
});
