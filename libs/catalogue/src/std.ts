import { decideBy, erase, ID_PATTERN } from '#kernel';
import { stdEvents } from './std.events.js';
import { stdRules } from './std.rules.js';
import { evolveStd, initialStd } from './std.state.js';

/** 服务规范: version after version, until it is withdrawn. Never corrected: items cite versions, the next one replaces it. */
export const std = erase({
  context: 'catalogue',
  category: 'std',
  zh: '服务规范',
  id: ID_PATTERN,
  shown: {
    en: 'service standard',
    example: 'jiance',
    statuses: {
      ABSENT: ['未发布', 'not published'],
      PUBLISHED: ['现行', 'in force'],
      WITHDRAWN: ['已废止', 'withdrawn'],
    },
  },
  events: stdEvents,
  initial: initialStd,
  reads: { ServiceStandardPublished: true, ServiceStandardWithdrawn: 'withdrawal' },
  final: true,
  evolve: evolveStd,
  decide: decideBy(stdRules),
  published: true,
  parties: () => ({ nodes: [], orgs: [] }),
});
