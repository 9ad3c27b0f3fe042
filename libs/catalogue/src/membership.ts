import { msOf, type Fact, type Sight, type View } from '#kernel';
import { List } from 'immutable';
import { refuse } from './catalogue-refusals.js';

/** What the rules here read of memberships: another context's recorded events, folded for our question only. */
interface Term {
  readonly sinceMs: number;
  /** Whether it may take new business. */
  readonly isLive: boolean;
  readonly classes: readonly string[];
}

const APART: Omit<Term, 'sinceMs'> = { isLive: false, classes: [] };

function termAfter(
  { isLive, classes }: Omit<Term, 'sinceMs'>,
  { type, data }: Fact,
): Omit<Term, 'sinceMs'> | undefined {
  switch (type) {
    case 'MembershipApproved':
      return { isLive: true, classes: (data as { classes: readonly string[] }).classes };
    case 'ServiceClassAdded':
      return { isLive, classes: [...classes, (data as { classCode: string }).classCode] };
    case 'ServiceClassRemoved':
      return { isLive, classes: classes.filter((held) => held !== (data as { classCode: string }).classCode) };
    case 'MembershipReinstated':
      return { isLive: true, classes };
    case 'MembershipSuspended':
    case 'MembershipExited':
    case 'AgencyBarred':
      return { isLive: false, classes };
    default:
      return undefined;
  }
}

const membershipView: View<List<Term>> = {
  name: 'catalogue/membership',
  initial: List(),
  evolve(terms, fact) {
    const after = termAfter(terms.last() ?? APART, fact);
    return after === undefined ? terms : terms.push({ ...after, sinceMs: msOf(fact.meta.occurredAt) });
  },
};

export const membershipSight = (agency: string, network: string): Sight<List<Term>> => ({
  stream: `mship-${agency}-${network}`,
  view: membershipView,
});

/** Refuses an agency that was no live member then, or not admitted for the class (an item counts as its class). */
export function checkMembership(
  terms: List<Term>,
  { agency, network, classCode }: { readonly agency: string; readonly network: string; readonly classCode: string },
  at: string,
): void {
  const atMs = msOf(at);
  const { isLive, classes } = terms.findLast(({ sinceMs }) => sinceMs <= atMs) ?? APART;
  if (!isLive) throw refuse('agency-not-member', { params: { agency, network } });
  if (!classes.includes(classCode.slice(0, 2)) && !classes.includes(classCode))
    throw refuse('agency-not-of-class', { params: { agency, class: classCode }, pointer: '/data/classCode' });
}
