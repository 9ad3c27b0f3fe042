import { requireOwnOrg, requireSpeaker, type Called, type Meta } from '#kernel';

/**
 * Facts anyone who deals with an organisation can see (that it exists, its code, the size its figures give): windows may
 * state them of every organisation in their own name, agencies and enterprises of themselves.
 */
export function requireMayDescribe({ actor }: Meta, org: string): void {
  if (actor.role === 'AGENCY' || actor.role === 'SME') requireOwnOrg(actor, org);
}

/**
 * An organisation's own word (its figures, its relations, its wish to join or leave): the organisation itself, a window by
 * proxy, or hub and authority, who answer for the registry.
 */
export function requireOwnWord(meta: Meta, names: Called, org: string): void {
  if (meta.enteredBy === 'SELF' && meta.actor.org === org) return;
  requireSpeaker(meta, names, { SME: org, AGENCY: org, nodes: [], overseers: ['HUB', 'AUTHORITY'], proxies: 'ANY' });
}
