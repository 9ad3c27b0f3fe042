import { civilDateOf, msOf, requireOutsider, requireRoom, roleNamed } from '#kernel';
import type { DemandFactOf } from './demand.events.js';
import { refuse } from './demand-refusals.js';
import { askersWord, named, nodesWord, requireWord } from './demand.speakers.js';
import type { Demand } from './demand.state.js';
import { DEMAND_LIMITS, FREE_REOPENINGS } from './presets.js';
import { isOverdueOn } from './sla.js';

/** The asker withdraws; the handling node says satisfied or unmet, of an appeal only after calling back. */
export function close(demand: Demand, fact: DemandFactOf<'DemandClosed'>): void {
  const { outcome } = fact.data;
  if (outcome === 'WITHDRAWN') requireWord(fact, askersWord(demand));
  else requireHandled(demand, fact);
  requireCall(demand, fact);
}

function requireHandled(demand: Demand, fact: DemandFactOf<'DemandClosed'>): void {
  const { role } = fact.meta.actor;
  const { outcome } = fact.data;
  if (role === 'SME')
    throw refuse('demand-outcome-not-own', { params: { role: roleNamed(role), outcome }, pointer: '/data/outcome' });
  requireWord(fact, nodesWord(demand));
  if (demand.status === 'REGISTERED') throw refuse('demand-not-accepted', { pointer: '/data/outcome' });
}

function requireCall(demand: Demand, { data, meta }: DemandFactOf<'DemandClosed'>): void {
  const { outcome, returnCall } = data;
  if (returnCall === undefined) {
    if (demand.kind !== 'APPEAL' || outcome === 'WITHDRAWN') return;
    throw refuse('demand-return-call-missing', { pointer: '/data/returnCall' });
  }
  const { at, satisfied } = returnCall;
  if (msOf(at) < msOf(demand.registeredAt) || msOf(at) > msOf(meta.occurredAt))
    throw refuse('demand-return-call-time-off', { params: { at }, pointer: '/data/returnCall/at' });
  if (outcome === 'SATISFIED' && !satisfied)
    throw refuse('demand-return-call-contradicts', { pointer: '/data/returnCall/satisfied' });
}

/** Reopens twice for anyone concerned, then for a supervisor only. */
export function reopen(demand: Demand, fact: DemandFactOf<'DemandReopened'>): void {
  const { actor, enteredBy } = fact.meta;
  requireWord(fact, { ...askersWord(demand), ...nodesWord(demand) });
  requireRoom(named(fact), demand.reopenings, DEMAND_LIMITS.reopenings);
  const isOutside = actor.role === 'AUTHORITY' || (actor.role === 'HUB' && actor.node !== demand.node);
  if (demand.reopenings >= FREE_REOPENINGS && !(isOutside && enteredBy === 'SELF'))
    throw refuse('demand-reopening-needs-supervisor', { params: { times: demand.reopenings } });
}

/** Grants the longer period, while the ordinary one still runs, and never to oneself. */
export function declareHard(demand: Demand, fact: DemandFactOf<'DemandHardCaseDeclared'>): void {
  requireWord(fact, nodesWord(demand));
  requireOutsider(fact.meta.actor, { nodes: [demand.node] });
  const { sla, registeredAt } = demand;
  if (sla?.hardCaseWorkingDays === undefined) throw refuse('demand-no-longer-period');
  if (demand.isHardCase) throw refuse('demand-already-hard');
  if (isOverdueOn(civilDateOf(fact.meta.occurredAt), registeredAt, sla, false) === true)
    throw refuse('demand-already-overdue', { params: { closeBy: sla.closeBy ?? '(?)' }, pointer: '/time' });
}
