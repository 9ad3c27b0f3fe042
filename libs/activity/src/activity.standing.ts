import { calledIn, listed as asListed, type Bilingual, type Called } from '#kernel';
import { requireStanding } from './acting.js';
import { activityEvents, type ActivityFact } from './activity.events.js';

/** Who may say what of an activity (domain §5.16). */

const CALLED = calledIn('activity', activityEvents);

export const named = ({ type }: Pick<ActivityFact, 'type'>): Called => CALLED[type];

/** What may be stated instead, as texts list it. */
export const listed = (types: readonly ActivityFact['type'][]): readonly Bilingual[] =>
  types.map((type) => asListed(named({ type })));

export const requireHost = (fact: ActivityFact, hostNode: string): void =>
  requireStanding(fact.meta, named(fact), { nodes: [hostNode] });
