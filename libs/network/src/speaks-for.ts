import type { Actor, Meta } from '#kernel';
import { refuse } from './network-refusals.js';

type Speech = Pick<Meta, 'actor' | 'enteredBy' | 'onBehalfOf'>;

/**
 * Facts anyone who deals with an organisation can see (that it exists, its code, the size its figures give): windows may
 * state them of every organisation in their own name, agencies and enterprises of themselves.
 */
export function checkMayDescribe({ actor }: Speech, orgId: string): void {
  if (actor.role === 'AUTHORITY' || actor.role === 'HUB' || actor.role === 'WINDOW' || actor.org === orgId) return;
  throw refuse('organization-not-own', { params: { own: actor.org, org: orgId } });
}

/**
 * An organisation's own word (its figures, its relations, its wish to join or leave): the organisation itself, a window by
 * proxy, or hub and authority, who answer for the registry.
 */
export function checkSpeaksFor(speech: Speech, orgId: string): void {
  checkMayDescribe(speech, orgId);
  const { actor, enteredBy, onBehalfOf } = speech;
  const isProxy = enteredBy === 'PROXY' && onBehalfOf === orgId;
  const isOwnName = enteredBy === 'SELF' && (actor.role !== 'WINDOW' || actor.org === orgId);
  if (isProxy || isOwnName) return;
  throw refuse('proxy-required', { params: { org: orgId } });
}

/** Whoever decides on an organisation is not that organisation (separation of duties). */
export function checkNotOwnOrg({ actor }: { readonly actor: Actor }, orgId: string): void {
  if (actor.org === orgId) throw refuse('own-business', { params: { party: orgId } });
}

/** Whoever decides on a node does not act for that node. */
export function checkNotOwnNode({ actor }: { readonly actor: Actor }, node: string): void {
  if (actor.node === node) throw refuse('own-business', { params: { party: node } });
}
