import { statusAfter } from '#kernel';
import { mshipEvents, type MshipFact, type MshipStatus } from './mship.events.js';

/**
 * 机构入网: one agency in one network. Suspension stops new business only; who is barred may not apply before the last day
 * has passed. Bounded by the code list: at most 99 classes.
 */
export interface MshipState {
  readonly status: MshipStatus;
  /** Applied for, then approved and kept up to date. */
  readonly classes: readonly string[];
  /** Last day of the bar; outlives a later application. */
  readonly barredUntil?: string;
}

export const initialMship: MshipState = { status: 'ABSENT', classes: [] };

export const evolveMship = (state: MshipState, fact: MshipFact): MshipState => ({
  ...state,
  status: statusAfter(mshipEvents, state.status, fact.type),
  ...detailsAfter(state, fact),
});

function detailsAfter({ classes }: MshipState, fact: MshipFact): Partial<MshipState> {
  switch (fact.type) {
    case 'MembershipApplied':
    case 'MembershipApproved':
      return { classes: fact.data.classes };
    case 'MembershipVerified':
      return { status: fact.data.result === 'PASS' ? 'VERIFIED' : 'REJECTED' };
    case 'ServiceClassAdded':
      return { classes: [...new Set([...classes, fact.data.classCode])] };
    case 'ServiceClassRemoved':
      return { classes: classes.filter((held) => held !== fact.data.classCode) };
    case 'AgencyBarred':
      return { barredUntil: fact.data.until };
    default:
      return {};
  }
}

/** The network's code holds no hyphen, so the last one parts it from the organisation's id, which may. */
export function orgAndNetwork(stream: string): { readonly org: string; readonly network: string } {
  const at = stream.lastIndexOf('-');
  return { org: stream.slice('mship-'.length, at), network: stream.slice(at + 1) };
}
