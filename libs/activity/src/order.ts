import { erase, ID_PATTERN, type Aggregate, type Sight } from '#kernel';
import { decideBy } from './deciding.js';
import { orderEvents, type OrderFact } from './order.events.js';
import { orderTerms, placingSights } from './order.placing.js';
import { orderRules, reviewerSight } from './order.rules.js';
import { evolveOrder, noOrder, type Order } from './order.state.js';

function sees(fact: OrderFact): readonly Sight[] {
  if (fact.type === 'OrderPlaced') return placingSights(fact);
  return fact.type === 'DisputeResolved' || fact.type === 'RatingExcluded' ? [reviewerSight(fact)] : [];
}

const typed: Aggregate<Order, typeof orderEvents> = {
  category: 'ord',
  zh: '服务订单',
  id: ID_PATTERN,
  events: orderEvents,
  initial: noOrder,
  reads: {
    OrderPlaced: true,
    OrderAccepted: 'acceptance',
    OrderDeclined: 'refusal',
    OrderExpired: 'expiry',
    ContractRecorded: 'contract',
    OrderDelivered: 'delivery',
    OrderConfirmed: 'confirmation',
    OrderDeemedConfirmed: 'deemedConfirmation',
    OrderCompleted: 'completion',
    OrderCancelled: 'cancellation',
    OrderDisputed: 'dispute',
    DisputeResolved: 'ruling',
    RatingGiven: 'rating',
    RatingRevised: 'rating',
    RatingExcluded: 'ratingExclusion',
  },
  evolve: evolveOrder,
  sees,
  decide: decideBy(orderRules, orderTerms),
  parties: ({ status, buyer, agency, servingNode, originNode }) =>
    status === 'ABSENT'
      ? { nodes: [], orgs: [] }
      : { nodes: [...new Set([servingNode, originNode])], orgs: [buyer, agency] },
  reportedBy: ({ servingNode }, fact) => [fact.type === 'OrderPlaced' ? fact.data.servingNode : servingNode],
};

/** A service order, stream `ord-{id}`: one buyer, one agency, one serving node, from placing to rating. */
export const order = erase(typed);
