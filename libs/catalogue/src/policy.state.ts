import { statusAfter, type Fact, type Sight, type View } from '#kernel';
import { policyEvents, type PolicyFact } from './policy.events.js';

export interface PolicyState {
  readonly status: 'ABSENT' | 'PUBLISHED' | 'WITHDRAWN';
  readonly issuedOn?: string;
  /** First day on which it no longer holds. */
  readonly withdrawnOn?: string;
}

export const initialPolicy: PolicyState = { status: 'ABSENT' };

export const evolvePolicy = (state: PolicyState, fact: PolicyFact): PolicyState => ({
  ...state,
  status: statusAfter(policyEvents, state.status, fact.type),
  ...(fact.type === 'PolicyPublished' ? { issuedOn: fact.data.issuedOn } : { withdrawnOn: fact.data.on }),
});

export const idOf = (stream: string): string => stream.slice('policy-'.length);

/** Whether a policy is published and not withdrawn by a civil date. */
export const standsOn = ({ status, withdrawnOn }: PolicyState, date: string): boolean =>
  status !== 'ABSENT' && (withdrawnOn === undefined || date < withdrawnOn);

const policyView: View<PolicyState> = {
  name: 'catalogue/policy',
  initial: initialPolicy,
  evolve: (state, fact: Fact) => evolvePolicy(state, fact as PolicyFact),
};

export const policySight = (policyId: string): Sight<PolicyState> => ({
  stream: `policy-${policyId}`,
  view: policyView,
});
