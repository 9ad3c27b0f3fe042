import { Set } from 'immutable';
import { emptyTimeline, heldAt, heldSince, viewOf, type Fact, type Sight, type Timeline } from '#kernel';
import { happenedMs } from './moments.js';
import type { mshipEvents } from './mship.events.js';
import { refuse } from './network-refusals.js';

/** The membership of an agency in a network as other contexts see it. */
export interface Membership {
  /** Whether it may take new business. */
  readonly live: Timeline<boolean>;
  /** The classes it is admitted for. */
  readonly classes: Timeline<Set<string>>;
}

const none: Membership = { live: emptyTimeline(), classes: emptyTimeline() };

const live = (seen: Membership, fact: Fact, is: boolean): Membership => ({
  ...seen,
  live: heldSince(seen.live, happenedMs(fact), is),
});

const admitted = (seen: Membership, fact: Fact, change: (classes: Set<string>) => Set<string>): Membership => ({
  ...seen,
  classes: heldSince(seen.classes, happenedMs(fact), change(seen.classes.last()?.value ?? Set())),
});

const lives = (seen: Membership, fact: Fact): Membership => live(seen, fact, true);
const ends = (seen: Membership, fact: Fact): Membership => live(seen, fact, false);

const view = viewOf<typeof mshipEvents, Membership>('network/membership', none, {
  MembershipApproved: (seen, fact) => admitted(lives(seen, fact), fact, () => Set(fact.data.classes)),
  ServiceClassAdded: (seen, fact) => admitted(seen, fact, (classes) => classes.add(fact.data.classCode)),
  ServiceClassRemoved: (seen, fact) => admitted(seen, fact, (classes) => classes.delete(fact.data.classCode)),
  MembershipReinstated: lives,
  MembershipSuspended: ends,
  MembershipExited: ends,
  AgencyBarred: ends,
});

export const membershipSight = (agency: string, network: string): Sight<Membership> => ({
  stream: `mship-${agency}-${network}`,
  view,
});

/** Business that an agency is asked for, or offers. */
interface Served {
  readonly agency: string;
  readonly network: string;
  /** A class, or an item, which counts as its class. */
  readonly code: string;
}

/** Refuses new business of an agency that was no live member then, or not admitted for the class; the latter at `classPointer`. */
export function requireMembership(
  seen: Membership,
  { agency, network, code }: Served,
  atMs: number,
  classPointer = '/data/classCode',
): void {
  if (heldAt(seen.live, atMs) !== true)
    throw refuse('membership-not-live', { params: { agency, network }, pointer: '/data/agencyOrgId' });
  const classes = heldAt(seen.classes, atMs) ?? Set();
  if (!classes.has(code.slice(0, 2)) && !classes.has(code))
    throw refuse('class-not-admitted', { params: { agency, code }, pointer: classPointer });
}
