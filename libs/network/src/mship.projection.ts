import type { Fact } from '#kernel';
import type { Document, StockItem } from '#read-store';
import { occurredOn } from './dates.js';
import { evolveMship, initialMship, orgAndNetwork, type MshipState } from './mship.state.js';
import type { MshipFact } from './mship.events.js';

/** A membership as the registry page shows it. */
export interface MshipDocument extends Document, MshipState {
  readonly type: 'mship';
  readonly org: string;
  readonly network: string;
  /** The nodes it applied to serve through. */
  readonly nodes: readonly string[];
  readonly probationUntil?: string;
  /** Civil date on which its standing began. */
  readonly since: string;
}

export function projectMship(doc: MshipDocument | undefined, fact: Fact, stream: string): MshipDocument {
  const known = fact as MshipFact;
  const today = occurredOn(known);
  const before: MshipDocument = doc ?? {
    ...initialMship,
    ...orgAndNetwork(stream),
    type: 'mship',
    nodes: [],
    since: today,
  };
  const state = evolveMship(before, known);
  const after: MshipDocument = { ...before, ...state, since: state.status === before.status ? before.since : today };
  switch (known.type) {
    case 'MembershipApplied':
      return { ...after, nodes: known.data.nodes };
    case 'MembershipApproved':
      return { ...after, probationUntil: known.data.probationUntil };
    default:
      return after;
  }
}

/** `membership-live` of the agency, one for each class (and its network), while it may take new business. */
export const mshipStock = ({ status, org, network, classes }: MshipDocument): readonly StockItem[] =>
  status === 'ACTIVE'
    ? classes.map((held) => ({ measure: 'membership-live', dims: { class: held, agency: org, network } }))
    : [];
