import { decideBy, erase, ID_PATTERN } from '#kernel';
import { itemEvents } from './item.events.js';
import { itemRules, itemSights } from './item.rules.js';
import { evolveItem, initialItem } from './item.state.js';

/** 服务产品, stream `item-{id}`: what an agency offers, reviewed by the hub before it is on the shelf. */
export const item = erase({
  context: 'catalogue',
  category: 'item',
  zh: '服务产品',
  id: ID_PATTERN,
  shown: {
    en: 'service item',
    example: 'IT00001',
    statuses: {
      ABSENT: ['未拟定', 'not drafted'],
      DRAFTED: ['拟定', 'drafted'],
      SUBMITTED: ['送审', 'under review'],
      LISTED: ['在架', 'on the shelf'],
      CHANGED: ['在架,变更拟定', 'on the shelf, a change is drafted'],
      CHANGE_SUBMITTED: ['在架,变更审核中', 'on the shelf, a change is under review'],
      DELISTED: ['已下架', 'delisted'],
    },
  },
  events: itemEvents,
  initial: initialItem,
  reads: {
    ServiceItemDrafted: true,
    ServiceItemRevised: true,
    ServiceItemSubmitted: 'submission',
    ServiceItemListed: 'listing',
    ServiceItemDelisted: 'delisting',
  },
  evolve: evolveItem,
  sees: itemSights,
  decide: decideBy(itemRules),
  parties: ({ status, agency }) => ({ nodes: [], orgs: status === 'ABSENT' ? [] : [agency] }),
});
