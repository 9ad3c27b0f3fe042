import { naming, requireClass, requireOutsider, type Rules, type Seen, type Sight } from '#kernel';
import { occurredOn, requireOrder } from './dates.js';
import { mshipEvents, type MshipFact, type MshipFactOf } from './mship.events.js';
import { orgAndNetwork, type MshipState } from './mship.state.js';
import { refuse } from './network-refusals.js';
import { nodeSight, requireActive } from './node.state.js';
import { orgSight, requireLive } from './org.state.js';
import { requireOwnWord } from './speaks-for.js';

const named = naming('network', mshipEvents);

/** The other streams the rules read. */
export function mshipSights(fact: MshipFact, stream: string): readonly Sight[] {
  const applicant = orgSight(orgAndNetwork(stream).org);
  if (fact.type === 'MembershipApplied') return [applicant, ...fact.data.nodes.map(nodeSight)];
  return fact.type === 'MembershipVerified' ? [applicant] : [];
}

function apply(state: MshipState, fact: MshipFactOf<'MembershipApplied'>, seen: Seen, stream: string): void {
  const { classes, nodes } = fact.data;
  const { org } = orgAndNetwork(stream);
  const today = occurredOn(fact);
  requireOwnWord(fact.meta, named(fact), org);
  if (state.barredUntil !== undefined && today <= state.barredUntil)
    throw refuse('barred-until', { params: { until: state.barredUntil } });
  requireLive(seen.of(orgSight(org)), org);
  for (const [index, classCode] of classes.entries()) requireClass(classCode, today, `/data/classes/${index}`);
  for (const [index, node] of nodes.entries()) requireActive(seen.of(nodeSight(node)), node, `/data/nodes/${index}`);
}

/** Related is whom the applicant declared itself related to. */
function verify(_: MshipState, fact: MshipFactOf<'MembershipVerified'>, seen: Seen, stream: string): void {
  const { checks, result } = fact.data;
  const { org } = orgAndNetwork(stream);
  requireOutsider(fact.meta.actor, { orgs: [org, ...seen.of(orgSight(org)).related.keys()] });
  const passes = [checks.licence, checks.credit, checks.tax].every((check) => check === 'PASS');
  if ((result === 'PASS') !== passes)
    throw refuse('result-contradicts-checks', { params: { result }, pointer: '/data/result' });
}

/** The registry's decision, never about oneself. */
function requireRegistry({ meta }: MshipFact, stream: string): void {
  requireOutsider(meta.actor, { orgs: [orgAndNetwork(stream).org] });
}

function requireListed({ classes }: MshipState, code: string, pointer: string): void {
  if (!classes.includes(code)) throw refuse('class-not-listed', { params: { class: code, listed: classes }, pointer });
}

function approve(state: MshipState, fact: MshipFactOf<'MembershipApproved'>, _: Seen, stream: string): void {
  requireRegistry(fact, stream);
  for (const classCode of fact.data.classes) requireListed(state, classCode, '/data/classes');
  requireOrder(occurredOn(fact), fact.data.probationUntil, '/data/probationUntil');
}

function addClass(state: MshipState, fact: MshipFactOf<'ServiceClassAdded'>, _: Seen, stream: string): void {
  const { classCode } = fact.data;
  requireRegistry(fact, stream);
  requireClass(classCode, occurredOn(fact));
  if (state.classes.includes(classCode))
    throw refuse('already-stated', { params: { what: classCode }, pointer: '/data/classCode' });
}

function removeClass(state: MshipState, fact: MshipFactOf<'ServiceClassRemoved'>, _: Seen, stream: string): void {
  requireRegistry(fact, stream);
  requireListed(state, fact.data.classCode, '/data/classCode');
}

function endFor(
  _: MshipState,
  fact: MshipFactOf<'MembershipSuspended' | 'AgencyBarred'>,
  __: Seen,
  stream: string,
): void {
  requireRegistry(fact, stream);
  requireOrder(occurredOn(fact), fact.data.until, '/data/until');
}

/** Leaving of its own will is the agency's word; being made to leave is the registry's. */
function exit(_: MshipState, fact: MshipFactOf<'MembershipExited'>, __: Seen, stream: string): void {
  const { mode } = fact.data;
  if (mode === 'VOLUNTARY') return requireOwnWord(fact.meta, named(fact), orgAndNetwork(stream).org);
  const { role } = fact.meta.actor;
  if (role !== 'HUB' && role !== 'AUTHORITY')
    throw refuse('exit-mode-not-own', { params: { mode }, pointer: '/data/mode' });
  requireRegistry(fact, stream);
}

/** The rule of each event of a membership. */
export const mshipRules: Rules<MshipState, MshipFact> = {
  MembershipApplied: apply,
  MembershipVerified: verify,
  MembershipApproved: approve,
  ServiceClassAdded: addClass,
  ServiceClassRemoved: removeClass,
  MembershipSuspended: endFor,
  MembershipReinstated: (_, fact, __, stream) => requireRegistry(fact, stream),
  MembershipExited: exit,
  AgencyBarred: endFor,
};
