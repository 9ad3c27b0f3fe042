import { naming, requireSpeaker, type Speakers } from '#kernel';
import { demandEvents, type DemandFact } from './demand.events.js';
import type { Demand } from './demand.state.js';

/** Who may say what of a demand (domain §5.16). */

export const named = naming('demand', demandEvents);

/** Refuses a statement by anyone whose business it is not. */
export const requireWord = (fact: DemandFact, speakers: Speakers): void =>
  requireSpeaker(fact.meta, named(fact), speakers);

/** The word of the node that handles it; the hub, which answers for all nodes, and the authority may give it too. */
export const nodesWord = ({ node }: Pick<Demand, 'node'>): Speakers => ({
  nodes: [node],
  overseers: ['HUB', 'AUTHORITY'],
});

/** The asker's own word; entered for it at the handling node, or by the hub. */
export const askersWord = ({ org, asker, node }: Pick<Demand, 'org' | 'asker' | 'node'>): Speakers => ({
  ...(org === '' ? {} : { SME: org }),
  proxies: [node],
  principals: [asker],
  overseers: ['HUB', 'AUTHORITY'],
});
