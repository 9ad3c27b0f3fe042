import { ID_PATTERN, NODE_PATTERN, type Seen, type Sight } from '#kernel';
import { isOnNetwork, isOnRegister, nodeSight, organizationSight, requireOnRegister } from '#network/published';
import { refuse } from './account-refusals.js';
import type { AccountRole } from './acct.events.js';

/** Whom an account speaks for, which never changes once it is opened. */
export interface Holder {
  readonly role: AccountRole;
  readonly org: string;
  readonly node?: string;
}

/**
 * Parties of the network: their organisation is registered and their node established before they have an account. Authority,
 * finance, evaluators and auditors may be bodies outside the network, which nobody registers.
 */
const PARTIES: readonly AccountRole[] = ['WINDOW', 'AGENCY', 'SME', 'HUB'];

export function holderSights({ role, org, node }: Holder): readonly Sight[] {
  if (!PARTIES.includes(role)) return [];
  const orgs = [org, ...spellings(org, 'org', ID_PATTERN)].map(organizationSight);
  return node === undefined ? orgs : [...orgs, ...[node, ...spellings(node, 'node', NODE_PATTERN)].map(nodeSight)];
}

/** Refuses a party's organisation or node that is not there, with the id that was probably meant. */
export function checkHolder({ role, org, node }: Holder, seen: Seen): void {
  if (!PARTIES.includes(role)) return;
  const isOrg = (id: string): boolean => isOnRegister(seen.of(organizationSight(id)));
  if (!isOrg(org)) {
    const operator = node === undefined ? undefined : seen.of(nodeSight(node)).appointments.last()?.orgId;
    const meant = spellings(org, 'org', ID_PATTERN).find(isOrg) ?? operator;
    if (meant === undefined) return requireOnRegister(seen.of(organizationSight(org)), org, '/data/org');
    throw refuse('account-org-mistaken', { params: { org, meant }, pointer: '/data/org' });
  }
  if (node === undefined) return;
  const isNode = (code: string): boolean => isOnNetwork(seen.of(nodeSight(code)));
  if (isNode(node)) return;
  const meant = spellings(node, 'node', NODE_PATTERN).find(isNode);
  if (meant === undefined) throw refuse('account-node-unknown', { params: { node }, pointer: '/data/node' });
  throw refuse('account-node-mistaken', { params: { node, meant }, pointer: '/data/node' });
}

/** How else an id may have been meant: without the name of its stream, in capitals or small letters. */
function spellings(id: string, category: string, grammar: string): readonly string[] {
  const bare = id.toLowerCase().startsWith(`${category}-`) ? id.slice(category.length + 1) : id;
  const others = new Set([bare, bare.toUpperCase(), bare.toLowerCase(), id.toUpperCase(), id.toLowerCase()]);
  others.delete(id);
  return [...others].filter((other) => new RegExp(`^${grammar}$`).test(other));
}
