import { msOf, type Seen, type Sight } from '#kernel';
import { divisionOn } from '#reference';
import { refuse } from './activity-refusals.js';
import type { ActivityFact, ActivityFactOf, Place } from './activity.events.js';
import { requireHost } from './activity.standing.js';
import type { Activity } from './activity.state.js';
import type { Flag } from './fields.js';
import { civilDayOf, requireChannel, requireClass, requireSpan } from './spans.js';
import { nodeSight, requireNode } from './views.js';
import { entrySights, quotedTerms, requireEntryOfPublic } from './welfare-entry.js';
import type { WelfareTerms } from './welfare-terms.js';

type Planned = ActivityFactOf<'ActivityPlanned'>;

/** The other streams a plan reads. */
export const planningSights = ({ data }: Planned): readonly Sight[] => [nodeSight(data.hostNode), ...entrySights(data)];

/** Refuses an activity that nobody could have planned so. Codes are those of the day it is planned for. */
export function plan(_activity: Activity, fact: Planned, seen: Seen): readonly Flag[] {
  const { data, meta } = fact;
  requireHost(fact, data.hostNode);
  requireSpan(data.startAt, data.endAt, '/data/endAt');
  const startsOn = civilDayOf(data.startAt);
  if (data.places === undefined && data.onlineUrl === undefined)
    throw refuse('place-missing', { pointer: '/data/places' });
  requireDivisions(data.places, startsOn);
  data.channels.forEach((channel, index) => requireChannel(channel, startsOn, `/data/channels/${index}`));
  if (data.welfareKind === 'PUBLIC' && data.feeFen > 0) throw refuse('public-with-fee', { pointer: '/data/feeFen' });
  requireEntryOfPublic(data);
  const isOther = requireClass(data.classCode, data.classReason, startsOn);
  requireNode(seen.of(nodeSight(data.hostNode)), data.hostNode, msOf(meta.occurredAt), '/data/hostNode');
  return isOther ? ['class-other'] : [];
}

/** What the entry that a plan names demands of it, as of the day it is planned for; it stays when the activity is moved. */
export const planTerms = (fact: ActivityFact, seen: Seen): { readonly terms?: WelfareTerms } =>
  fact.type === 'ActivityPlanned' ? quotedTerms(fact.data, civilDayOf(fact.data.startAt), seen) : {};

export function requireDivisions(places: readonly Place[] | undefined, date: string): void {
  (places ?? []).forEach(({ divisionCode: code }, index) => {
    if (code !== undefined && divisionOn(code, date) === undefined)
      throw refuse('division-not-in-force', { params: { code, date }, pointer: `/data/places/${index}/divisionCode` });
  });
}
