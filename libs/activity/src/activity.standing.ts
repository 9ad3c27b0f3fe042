import { requireStanding, type Called } from './acting.js';
import { activityEvents, type ActivityFact } from './activity.events.js';

/** Who may say what of an activity (domain §5.16). */

export const named = ({ type }: ActivityFact): Called => ({ event: activityEvents[type].zh, type });

export const requireHost = (fact: ActivityFact, hostNode: string): void =>
  requireStanding(fact.meta, named(fact), { nodes: [hostNode] });
