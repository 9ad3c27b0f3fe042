import { roleNamed, type Called, type Meta } from '#kernel';
import { refuse } from './activity-refusals.js';

/** Whose statement something is: each role present may state it, the party by its own credential. */
export interface Standing {
  /** The buyer, as itself. */
  readonly SME?: string;
  /** The agency, as itself. */
  readonly AGENCY?: string;
  /** Nodes that may state it in their own name. */
  readonly nodes?: readonly string[];
  /** Nodes that may enter it for the parties named above (代录). */
  readonly proxies?: readonly string[];
}

/** Refuses a statement by anyone whose business it is not. Roles were checked before. */
export function requireStanding(meta: Meta, names: Called, standing: Standing): void {
  if (meta.enteredBy === 'PROXY') return requireProxy(meta, names, standing);
  const { role, org, node = '' } = meta.actor;
  if (role === 'SME' || role === 'AGENCY') {
    const owner = standing[role] ?? '';
    if (owner !== org) throw refuse('not-own-business', { params: { role: roleNamed(role), org, owner } });
    return;
  }
  const { nodes, proxies = [] } = standing;
  // What only a party may say, a platform says as its proxy or not at all.
  if (nodes === undefined && proxies.includes(node)) throw withoutPrincipal(standing);
  if (nodes?.includes(node) !== true) throw refuse('not-own-node', { params: { node, owner: nodes ?? proxies } });
}

function requireProxy({ actor, onBehalfOf }: Meta, names: Called, standing: Standing): void {
  const { proxies } = standing;
  if (proxies === undefined || (actor.role !== 'WINDOW' && actor.role !== 'HUB'))
    throw refuse('proxy-not-allowed', { params: { ...names } });
  const { node = '' } = actor;
  if (!proxies.includes(node)) throw refuse('not-own-node', { params: { node, owner: proxies } });
  if (onBehalfOf === undefined || !principalsOf(standing).includes(onBehalfOf)) throw withoutPrincipal(standing);
}

const principalsOf = ({ SME, AGENCY }: Standing): readonly string[] => [SME, AGENCY].filter((org) => org !== undefined);

const withoutPrincipal = (standing: Standing) =>
  refuse('proxy-without-principal', { params: { principals: principalsOf(standing) }, pointer: '/onbehalfof' });

/** Refuses a proxy where the network itself speaks: the hub's clock, a ruling, a review. */
export function requireSelf(meta: Meta, names: Called): void {
  if (meta.enteredBy === 'PROXY') throw refuse('proxy-not-allowed', { params: { ...names } });
}

/** Refuses a reviewer who is a party of what is reviewed (separation of duties, 回避). */
export function requireOutsider(meta: Meta, nodes: readonly string[], orgs: readonly string[]): void {
  const { org, node } = meta.actor;
  if (orgs.includes(org) || (node !== undefined && nodes.includes(node))) throw refuse('reviewer-is-party');
}
