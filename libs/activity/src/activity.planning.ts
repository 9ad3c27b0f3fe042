import { requireFree } from '#catalogue/published';
import {
  checkTogether,
  msOf,
  requireChannel,
  requireDivision,
  requireStatedClass,
  type Seen,
  type Sight,
} from '#kernel';
import { nodeSight, operatorOn, requireNode } from '#network/published';
import { refuse } from './activity-refusals.js';
import type { ActivityFactOf, Place } from './activity.events.js';
import { requireHost } from './activity.speakers.js';
import type { Activity } from './activity.state.js';
import type { Flag } from './fields.js';
import { civilDayOf } from './moments.js';
import { requireSpan } from './spans.js';
import { entrySights, quotedTerms, requireEntryOfPublic } from './welfare-entry.js';
import type { WelfareTerms } from './welfare-terms.js';

type Planned = ActivityFactOf<'ActivityPlanned'>;

/** The other streams a plan reads. */
export const planningSights = ({ data }: Planned): readonly Sight[] => [nodeSight(data.hostNode), ...entrySights(data)];

/** Refuses an activity that nobody could have planned so. Codes are those of the day it is planned for. */
export function plan(_activity: Activity, fact: Planned, seen: Seen): readonly Flag[] {
  const { data, meta } = fact;
  const startsOn = civilDayOf(data.startAt);
  const isOther = (): boolean => requireStatedClass(data, startsOn).needsReason;
  requireHost(fact, data.hostNode);
  checkTogether(
    () => requireSpan(data.startAt, data.endAt, '/data/endAt'),
    () => requirePlace(data),
    () => requireDivisions(data.places, startsOn),
    ...data.channels.map((channel, n) => () => requireChannel(channel, startsOn, `/data/channels/${n}`)),
    () => requireFree(data.welfareKind, data.feeFen, '/data/feeFen'),
    () => requireEntryOfPublic(data),
    isOther,
    () => requireNode(seen.of(nodeSight(data.hostNode)), data.hostNode, msOf(meta.occurredAt), '/data/hostNode'),
  );
  return isOther() ? ['class-other'] : [];
}

function requirePlace({ places, onlineUrl }: Planned['data']): void {
  if (places === undefined && onlineUrl === undefined) throw refuse('place-missing', { pointer: '/data/places' });
}

/**
 * Quoted with a plan, as of the day it is for: what the entry it names demands of it, and who operates the host. Both stay when
 * the activity is moved.
 */
export function planQuotes(
  { data }: Planned,
  seen: Seen,
): { readonly terms?: WelfareTerms; readonly operatorOrgId: string | undefined } {
  const date = civilDayOf(data.startAt);
  return { ...quotedTerms(data, date, seen), operatorOrgId: operatorOn(seen.of(nodeSight(data.hostNode)), date) };
}

export function requireDivisions(places: readonly Place[] | undefined, date: string): void {
  (places ?? []).forEach(({ divisionCode: code }, index) => {
    if (code !== undefined) requireDivision(code, date, `/data/places/${index}/divisionCode`);
  });
}
