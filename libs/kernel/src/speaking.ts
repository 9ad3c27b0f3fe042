import { roleNamed, type Called } from './called.js';
import type { Actor, Meta, Role } from './event.js';
import { refuse } from './kernel-refusals.js';

/** Who may speak for whom: parties, nodes, proxies, and who decides on others (domain §5.16). */

/** Whose word a statement is. Each role present may state it, a party by its own credential. */
export interface Speakers {
  /** The enterprise, as itself. */
  readonly SME?: string;
  /** The agency, as itself. */
  readonly AGENCY?: string;
  /** Nodes whose own word it is. */
  readonly nodes?: readonly string[];
  /** Nodes that may enter it for a party (代录). */
  readonly proxies?: readonly string[] | 'ANY';
  /** The parties it may be entered for; left out: those named above. */
  readonly principals?: readonly string[];
  /** Roles that answer for all nodes: what one of the nodes above may do, they may. */
  readonly overseers?: readonly Role[];
}

type Speech = Pick<Meta, 'actor' | 'enteredBy' | 'onBehalfOf'>;

/** Refuses a statement by anyone whose business it is not. Roles were checked before. */
export function requireSpeaker(meta: Speech, names: Called, speakers: Speakers): void {
  const { actor, enteredBy } = meta;
  if (enteredBy === 'PROXY') return requireProxy(meta, names, speakers);
  const { role, node = '' } = actor;
  if (role === 'SME' || role === 'AGENCY') return requireOwnOrg(actor, speakers[role] ?? '');
  const { nodes, overseers = [] } = speakers;
  if (nodes !== undefined && (overseers.includes(role) || nodes.includes(node))) return;
  // What only a party may say, a platform says as its proxy or not at all.
  if (maySayAsProxy(actor, speakers)) throw withoutPrincipal(speakers);
  requireOwnNode(actor, nodes ?? proxiesOf(speakers));
}

function requireProxy({ actor, onBehalfOf = '' }: Speech, names: Called, speakers: Speakers): void {
  if (speakers.proxies === undefined || (actor.role !== 'WINDOW' && actor.role !== 'HUB'))
    throw refuse('proxy-not-allowed', { params: { ...names } });
  if (!maySayAsProxy(actor, speakers)) requireOwnNode(actor, proxiesOf(speakers));
  if (!principalsOf(speakers).includes(onBehalfOf)) throw withoutPrincipal(speakers);
}

const maySayAsProxy = ({ role, node = '' }: Actor, { proxies = [], overseers = [] }: Speakers): boolean =>
  proxies === 'ANY' || proxies.includes(node) || (proxies.length > 0 && overseers.includes(role));

const proxiesOf = ({ proxies = [] }: Speakers): readonly string[] => (proxies === 'ANY' ? [] : proxies);

const principalsOf = ({ SME, AGENCY, principals }: Speakers): readonly string[] =>
  principals ?? [...new Set([SME, AGENCY].filter((org) => org !== undefined))];

const withoutPrincipal = (speakers: Speakers) =>
  refuse('proxy-required', { params: { principals: principalsOf(speakers) }, pointer: '/onbehalfof' });

/** Refuses an account of another organisation. */
export function requireOwnOrg({ role, org }: Actor, owner: string): void {
  if (owner !== org) throw refuse('not-own-business', { params: { role: roleNamed(role), org, owner } });
}

/** Refuses an account of another node. */
export function requireOwnNode({ node = '' }: Actor, owners: readonly string[]): void {
  if (!owners.includes(node)) throw refuse('not-own-node', { params: { node, owner: owners } });
}

interface Concerned {
  readonly nodes?: readonly string[];
  readonly orgs?: readonly string[];
}

/** Refuses who would decide on themselves, on the node they act for, or on who they are related to (回避). */
export function requireOutsider(
  { org, node = '' }: Actor,
  { nodes = [], orgs = [] }: Concerned,
  related: Iterable<string> = [],
): void {
  const selves = [org, ...related];
  const party = orgs.find((each) => selves.includes(each)) ?? nodes.find((each) => each === node);
  if (party !== undefined) throw refuse('own-business', { params: { party } });
}

/** Refuses a proxy where somebody speaks in their own name only. */
export function requireSelf({ enteredBy }: Speech, names: Called): void {
  if (enteredBy === 'PROXY') throw refuse('proxy-not-allowed', { params: { ...names } });
}
