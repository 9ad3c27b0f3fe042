import type { Fact, Sight, View } from '#kernel';

/** What the rule about a new account reads of organisations and nodes: another context's events, folded for this question only. */

interface Registered {
  /** It is there, and has not ended. */
  readonly isLive: boolean;
  /** Of a node: the organisation that runs it. */
  readonly operator?: string;
}

const liveBetween = (name: string, begins: string, ends: string): View<Registered> => ({
  name,
  initial: { isLive: false },
  evolve: (seen, { type, data }: Fact) => {
    if (type === begins) return { ...seen, isLive: true };
    if (type === ends) return { ...seen, isLive: false };
    return type === 'NodeOperatorAppointed'
      ? { ...seen, operator: (data as { readonly operatorOrgId: string }).operatorOrgId }
      : seen;
  },
});

const organization = liveBetween('account/organization', 'OrganizationRegistered', 'OrganizationDeregistered');
const node = liveBetween('account/node', 'NodeEstablished', 'NodeExited');

export const orgSight = (id: string): Sight<Registered> => ({ stream: `org-${id}`, view: organization });
export const nodeSight = (code: string): Sight<Registered> => ({ stream: `node-${code}`, view: node });
