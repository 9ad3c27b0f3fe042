import { civilDateOf, erase, ID_PATTERN, type Aggregate, type Reported, type Sight } from '#kernel';
import { countedBy } from '#read-store';
import { activityProjection } from './activity.projection.js';
import { decideWithFlags } from './deciding.js';
import { orderEvents, type OrderFact } from './order.events.js';
import { orderQuotes, placingSights } from './order.placing.js';
import { orderRules, reviewerSight } from './order.rules.js';
import { evolveOrder, noOrder, type Order } from './order.state.js';
import { holderSights, papersTaken, takingPapers } from './paper-use.js';

function sees(fact: OrderFact): readonly Sight[] {
  if (fact.type === 'OrderPlaced') return placingSights(fact);
  return fact.type === 'DisputeResolved' || fact.type === 'RatingExcluded' ? [reviewerSight(fact)] : [];
}

/** Everything counts for the day it happened; evidence of a service under a catalogue entry for the day it was completed too. */
function reportedBy({ servingNode, completedAt, isUnderEntry }: Order, fact: OrderFact): readonly Reported[] {
  const on = civilDateOf(fact.meta.occurredAt);
  switch (fact.type) {
    case 'OrderPlaced':
      return [{ node: fact.data.servingNode, on }];
    case 'OrderDelivered':
    case 'OrderConfirmed':
    case 'OrderDeemedConfirmed':
      return [];
    case 'InvoiceRecorded':
    case 'PaymentEvidenceRecorded': {
      const isEvidence = isUnderEntry && completedAt !== '' && (fact.data.evidence ?? []).length > 0;
      const own = { node: servingNode, on };
      return isEvidence ? [own, { node: servingNode, on: civilDateOf(completedAt) }] : [own];
    }
    default:
      return [{ node: servingNode, on }];
  }
}

const typed: Aggregate<Order, typeof orderEvents> = {
  context: 'activity',
  category: 'ord',
  zh: '服务订单',
  id: ID_PATTERN,
  shown: {
    en: 'service order',
    example: '2026-0001',
    statuses: {
      ABSENT: ['未下单', 'not placed'],
      PLACED: ['已下单', 'placed'],
      ACCEPTED: ['已接单', 'accepted'],
      DECLINED: ['已拒单', 'declined'],
      EXPIRED: ['超时未接单', 'expired'],
      CONTRACTED: ['已签约', 'contracted'],
      IN_SERVICE: ['服务中', 'in service'],
      DELIVERED: ['已交付', 'delivered'],
      CONFIRMED: ['企业已确认', 'confirmed'],
      DEEMED_CONFIRMED: ['视同确认', 'deemed confirmed'],
      DISPUTED: ['申诉中', 'disputed'],
      COMPLETED: ['已完成', 'completed'],
      RATED: ['已完成并评价', 'completed and rated'],
      RATING_EXCLUDED: ['已完成,评价已剔除', 'completed, its rating excluded'],
      CANCELLED: ['已取消', 'cancelled'],
    },
  },
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
  takes: (_, fact) => papersTaken(fact),
  seesThen: (_, fact, seen, stream) => holderSights(fact, seen, stream),
  decide: decideWithFlags(orderRules, orderQuotes),
  along: takingPapers,
  parties: ({ status, buyer, agency, servingNode, originNode }) =>
    status === 'ABSENT'
      ? { nodes: [], orgs: [] }
      : { nodes: [...new Set([servingNode, originNode])], orgs: [buyer, agency] },
  reportedBy,
  counted: countedBy(activityProjection),
};

/** A service order, stream `ord-{id}`: one buyer, one agency, one serving node, from placing to rating. */
export const order = erase(typed);
