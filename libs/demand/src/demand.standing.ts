import { calledIn, roleNamed, type Called, type Meta } from '#kernel';
import { demandEvents, type DemandFact } from './demand.events.js';
import { refuse } from './demand-refusals.js';
import type { Demand } from './demand.state.js';

/** Who may say what of a demand (domain §5.16). */

const CALLED = calledIn('demand', demandEvents);

const named = ({ type }: DemandFact): Called => CALLED[type];

/** What most rules add to a statement. */
export const NOTHING = {};

/** Whose statement something is: each role present may state it, the party by its own credential. */
export interface Standing {
  /** The enterprise that asks, as itself. */
  readonly SME?: string;
  /** The agency it was matched with, as itself. */
  readonly AGENCY?: string;
  /** The node whose own word it is; the hub, which answers for all nodes, may give it too. */
  readonly node?: string;
  /** Parties for whom it may be entered (代录), and the node that does. */
  readonly proxy?: { readonly node: string; readonly of: readonly string[] };
}

/** Refuses a statement by anyone whose business it is not. Roles were checked before. */
export function requireStanding(fact: DemandFact, standing: Standing): void {
  const { actor, enteredBy } = fact.meta;
  if (enteredBy === 'PROXY') return requireProxy(fact, standing);
  const { role, org } = actor;
  if (role === 'SME' || role === 'AGENCY') {
    if (org !== standing[role])
      throw refuse('demand-not-own', { params: { ...named(fact), role: roleNamed(role), org } });
    return;
  }
  if (role === 'AUTHORITY') return;
  if (standing.node === undefined) throw withoutPrincipal(fact, standing);
  requireActingNode(fact.meta, standing.node);
}

function requireProxy(fact: DemandFact, standing: Standing): void {
  const { actor, onBehalfOf = '' } = fact.meta;
  if (standing.proxy === undefined || (actor.role !== 'WINDOW' && actor.role !== 'HUB'))
    throw refuse('demand-proxy-not-allowed', { params: { ...named(fact) } });
  requireActingNode(fact.meta, standing.proxy.node);
  if (!standing.proxy.of.includes(onBehalfOf)) throw withoutPrincipal(fact, standing);
}

function requireActingNode({ actor }: Meta, owner: string): void {
  const { role, node = '' } = actor;
  if (role !== 'HUB' && node !== owner) throw refuse('demand-not-own-node', { params: { node, owner } });
}

const withoutPrincipal = (fact: DemandFact, { proxy }: Standing) =>
  refuse('demand-proxy-without-principal', {
    params: { ...named(fact), principals: proxy?.of ?? [] },
    pointer: '/onbehalfof',
  });

/** Refuses a decision about a demand by the node that handles it. */
export function requireOutsider({ meta }: DemandFact, handling: string): void {
  if (meta.actor.node === handling) throw refuse('demand-own-handling', { params: { node: handling } });
}

/** The asker's own word; entered for it at the handling node. */
export const askersWord = ({ org, asker, node }: Demand): Standing => ({
  ...(org === '' ? {} : { SME: org }),
  proxy: { node, of: [asker] },
});

export function requireRoom(fact: DemandFact, count: number, limit: number): void {
  if (count >= limit) throw refuse('demand-limit-reached', { params: { ...named(fact), limit } });
}
