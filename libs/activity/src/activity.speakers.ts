import { listed as asListed, naming, requireSpeaker, type Bilingual } from '#kernel';
import { activityEvents, type ActivityFact } from './activity.events.js';

/** Who may say what of an activity (domain §5.16). */

export const named = naming('activity', activityEvents);

/** What may be stated instead, as texts list it. */
export const listed = (types: readonly ActivityFact['type'][]): readonly Bilingual[] =>
  types.map((type) => asListed(named({ type })));

export const requireHost = (fact: ActivityFact, hostNode: string): void =>
  requireSpeaker(fact.meta, named(fact), { nodes: [hostNode] });
