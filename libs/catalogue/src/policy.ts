import { decideBy, erase, ID_PATTERN } from '#kernel';
import { policyEvents } from './policy.events.js';
import { policyRules, policySights } from './policy.rules.js';
import { evolvePolicy, initialPolicy } from './policy.state.js';

/** 政策文件, stream `policy-{id}`: what the levers of the province rest on, under every number it is cited by. */
export const policy = erase({
  context: 'catalogue',
  category: 'policy',
  zh: '政策文件',
  id: ID_PATTERN,
  shown: {
    en: 'policy document',
    example: 'base',
    statuses: {
      ABSENT: ['未发布', 'not published'],
      PUBLISHED: ['现行', 'in force'],
      WITHDRAWN: ['已废止', 'withdrawn'],
    },
  },
  events: policyEvents,
  initial: initialPolicy,
  reads: { PolicyPublished: true, PolicyWithdrawn: 'withdrawal' },
  evolve: evolvePolicy,
  sees: policySights,
  decide: decideBy(policyRules),
  published: true,
  parties: () => ({ nodes: [], orgs: [] }),
});
