import type { Context } from '#kernel';
import { docNumber } from './docno.js';
import { item } from './item.js';
import { policy } from './policy.js';
import { postingRules } from './posting-rules.js';
import { rule } from './rule.js';
import { std } from './std.js';
import { wcat } from './wcat.js';

/** What is offered and under which terms: service items, welfare catalogues, policies, standards, rules of the ledger. */
export const catalogue: Context = {
  name: 'catalogue',
  zh: '目录与规则',
  aggregates: [item, wcat, policy, docNumber, std, rule],
  postingRules,
};
