import type { MshipFact } from './mship.events.js';

/**
 * 机构入网: one agency in one network. Suspension stops new business only; who is barred may not apply before the last day
 * has passed. Bounded by the code list: at most 99 classes.
 */
export interface MshipState {
  readonly status: 'ABSENT' | 'APPLIED' | 'REJECTED' | 'VERIFIED' | 'ACTIVE' | 'SUSPENDED' | 'EXITED' | 'BARRED';
  /** Applied for, then approved and kept up to date. */
  readonly classes: readonly string[];
  /** Last day of the bar; outlives a later application. */
  readonly barredUntil?: string;
}

export const initialMship: MshipState = { status: 'ABSENT', classes: [] };

export function evolveMship(state: MshipState, fact: MshipFact): MshipState {
  switch (fact.type) {
    case 'MembershipApplied':
      return { ...state, status: 'APPLIED', classes: fact.data.classes };
    case 'MembershipVerified':
      return { ...state, status: fact.data.result === 'PASS' ? 'VERIFIED' : 'REJECTED' };
    case 'MembershipApproved':
      return { ...state, status: 'ACTIVE', classes: fact.data.classes };
    case 'ServiceClassAdded':
      return { ...state, classes: [...new Set([...state.classes, fact.data.classCode])] };
    case 'ServiceClassRemoved':
      return { ...state, classes: state.classes.filter((held) => held !== fact.data.classCode) };
    case 'MembershipSuspended':
      return { ...state, status: 'SUSPENDED' };
    case 'MembershipReinstated':
      return { ...state, status: 'ACTIVE' };
    case 'MembershipExited':
      return { ...state, status: 'EXITED' };
    case 'AgencyBarred':
      return { ...state, status: 'BARRED', barredUntil: fact.data.until };
    default:
      return state;
  }
}

/** The network's code holds no hyphen, so the last one parts it from the organisation's id, which may. */
export function orgAndNetwork(stream: string): { readonly org: string; readonly network: string } {
  const at = stream.lastIndexOf('-');
  return { org: stream.slice('mship-'.length, at), network: stream.slice(at + 1) };
}
