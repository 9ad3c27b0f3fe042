import { naming, requireOutsider, requireRoom, type Seen, type Sight } from '#kernel';
import { inspectUscc } from '#reference';
import { withComputed } from './computed.js';
import { claimedCode, heldByAnother } from './held-code.js';
import { identifierKey, readIdentifier } from './identifier.js';
import { refuse } from './network-refusals.js';
import { idOf, type OrgState } from './org.state.js';
import { orgEvents, type OrgFactOf } from './org.events.js';
import { requireMayDescribe } from './speaks-for.js';
import { holderOf, type UsccState } from './uscc.state.js';

/** How an organisation comes by an identifier: claimed as it was typed, then verified; a credit code is bound in between. */

const named = naming('network', orgEvents);

const IDENTIFIERS_MAX = 20;

export function claim(
  state: OrgState,
  fact: OrgFactOf<'OrganizationIdentifierClaimed'>,
  seen: Seen,
  stream: string,
): object {
  const orgId = idOf(stream);
  const { kind, raw } = fact.data;
  requireMayDescribe(fact.meta, orgId);
  const { verdict, normalised, checkDigit, innerCheck } = readIdentifier(kind, raw);
  if (verdict === 'personal-data') throw refuse('identifier-is-personal-data', { pointer: '/data/raw' });
  if (verdict === 'illegal') throw refuse('identifier-illegal', { params: { kind, raw }, pointer: '/data/raw' });
  const data = withComputed(fact.data, { normalised, checkDigit, innerCheck });
  if (state.identifiers.has(identifierKey(kind, normalised)))
    throw refuse('already-stated', { params: { what: `${kind} ${normalised}` }, pointer: '/data/raw' });
  const sight = claimSight(fact);
  const holder = sight === undefined ? undefined : seen.of(sight).orgId;
  if (holder !== undefined && holder !== orgId) throw heldByAnother(normalised, holder, fact.meta.actor);
  requireRoom(named(fact), state.identifiers.size, IDENTIFIERS_MAX);
  return data;
}

export function verify(
  state: OrgState,
  fact: OrgFactOf<'OrganizationIdentifierVerified'>,
  seen: Seen,
  stream: string,
): void {
  const orgId = idOf(stream);
  const { kind, normalised: identifier, source, evidenceSha256 } = fact.data;
  requireOutsider(fact.meta.actor, { orgs: [orgId] });
  const claimed = state.identifiers.get(identifierKey(kind, identifier));
  if (claimed === undefined)
    throw refuse('identifier-not-claimed', { params: { org: orgId, identifier }, pointer: '/data/normalised' });
  if (claimed.checkFails && (source !== 'REGISTRY' || evidenceSha256 === undefined))
    throw refuse('registry-evidence-required', { params: { identifier }, pointer: '/data/source' });
  const sight = holderSight(fact);
  if (sight === undefined) return;
  const { orgId: holder } = seen.of(sight);
  if (holder === undefined)
    throw refuse('identifier-not-bound', { params: { identifier, org: orgId, stream: `uscc-${identifier}` } });
  if (holder !== orgId) throw refuse('identifier-held-by-another', { params: { identifier, holder } });
}

/** The holder of the code that is claimed, where it is one. */
export function claimSight({ data }: OrgFactOf<'OrganizationIdentifierClaimed'>): Sight<UsccState> | undefined {
  const code = claimedCode(data);
  return code === undefined ? undefined : holderOf(code);
}

/** The code's holder, where there is a code; a text that is none was never claimed and is refused for that. */
export function holderSight({ data }: OrgFactOf<'OrganizationIdentifierVerified'>): Sight<UsccState> | undefined {
  const { verdict, normalised } = inspectUscc(data.normalised);
  return data.kind === 'USCC' && verdict === 'ok' ? holderOf(normalised) : undefined;
}
