import { checkStated, checkTime, eventTypeOf, type Admission } from './admit.js';
import type { AnyAggregate, Sight, Statused } from './aggregate.js';
import { effective, isCorrection, restated, type Correction } from './corrections.js';
import type { EventType } from './event-type.js';
import type { Actor, Fact } from './event.js';
import { stateOf } from './folded.js';
import { refuse } from './kernel-refusals.js';
import { explainPayload } from './payload.js';
import type { PostingRule } from './posting-rule.js';

type Restatement = Extract<Correction, { type: 'EntryRestated' }>;

/** The other streams a correction's decision reads: those its replacement would. `facts` is the whole stream. */
export function correctionSights(
  aggregate: AnyAggregate,
  facts: readonly Fact[],
  correction: Correction,
  stream: string,
): readonly Sight[] {
  if (aggregate.sees === undefined || correction.type === 'EntryReversed') return [];
  const { targetEventId, replacement } = correction.data;
  const target = effective(facts).find((fact) => fact.id === targetEventId);
  const eventType = target === undefined ? undefined : aggregate.events[target.type];
  if (target === undefined || eventType === undefined) return [];
  if (explainPayload(eventType.payload, replacement, '').length > 0) return [];
  return aggregate.sees({ ...target, data: replacement }, stream);
}

/**
 * What the ledger records for a correction of a stream of which `facts` is all: a replacement carries what its decision
 * adds, as an entry would. Refuses by throwing.
 */
export function correct(
  aggregate: AnyAggregate,
  facts: readonly Fact[],
  correction: Correction,
  by: Admission,
): Correction {
  checkStated(aggregate, correction, by.rule);
  const target = correctionTarget(aggregate, facts, correction);
  const before = effective(facts);
  const at = before.findIndex((fact) => fact.id === target.id);
  const standing = before[at];
  if (standing === undefined) throw refuse('already-reversed', { params: { target: target.id }, pointer: TARGET });
  const decided =
    correction.type === 'EntryReversed'
      ? correction
      : redecided(aggregate, stateOf(aggregate, before.slice(0, at)), standing, correction, by);
  checkDependents(aggregate, effective([...facts, decided]), at, target.id);
  return decided;
}

/** A restatement obeys what an entry obeys: shape, time (seen from the target's own recording), and the rule itself. */
function redecided(
  aggregate: AnyAggregate,
  state: Statused,
  standing: Fact,
  correction: Restatement,
  { stream, seen, rule }: Admission,
): Restatement {
  const replaced = checkedReplacement(aggregate, standing, correction, rule);
  const [replacement, ...more] = aggregate.decide(state, replaced as never, seen, stream);
  if (replacement === undefined || more.length > 0)
    throw refuse('restatement-decides-more', { params: { events: more.map(({ type }) => type) } });
  const { targetEventId, reason, occurredAt } = correction.data;
  const time = occurredAt === undefined ? {} : { occurredAt };
  const worded = { replacement: replacement.data as object, replacementVersion: replacement.version };
  return { ...correction, data: { targetEventId, reason, ...worded, ...time } };
}

const TARGET = '/data/targetEventId';

function correctionTarget(aggregate: AnyAggregate, facts: readonly Fact[], correction: Correction): Fact {
  if (aggregate.final === true) throw refuse('not-correctable', { params: { category: aggregate.zh } });
  const { targetEventId } = correction.data;
  const target = facts.find((fact) => fact.id === targetEventId);
  if (target === undefined)
    throw refuse('correction-target-missing', { params: { target: targetEventId }, pointer: TARGET });
  if (isCorrection(target))
    throw refuse('correction-of-correction', { params: { target: targetEventId }, pointer: TARGET });
  const { actor } = correction.meta;
  const poster = target.meta.actor;
  if (actor.account === poster.account || (actor.node !== undefined && actor.node === poster.node))
    throw refuse('correction-by-poster');
  if (poster.role === 'AUTHORITY' && actor.role !== 'AUTHORITY') throw refuse('correction-of-authority');
  return target;
}

/** The records of platforms are worded anew by those above them; what only a party may say, only the party says. */
function checkMayReword({ by, zh }: EventType, { type }: Fact, { role }: Actor): void {
  if (by.includes(role) || by.includes('WINDOW') || by.includes('HUB')) return;
  throw refuse('restatement-by-another', { params: { event: zh, type, allowed: by } });
}

function checkedReplacement(aggregate: AnyAggregate, standing: Fact, correction: Restatement, rule: PostingRule): Fact {
  const eventType = eventTypeOf(aggregate, standing.type);
  if (eventType === undefined) throw new Error(`${aggregate.category} has no event ${standing.type}`);
  checkMayReword(eventType, standing, correction.meta.actor);
  const errors = explainPayload(eventType.payload, correction.data.replacement, '/data/replacement');
  if (errors.length > 0) throw refuse('invalid-data', { params: { count: errors.length }, errors });
  const replaced = { ...restated(standing, correction), version: eventType.version };
  checkTime(replaced.meta.occurredAt, standing.meta.recordedAt, rule);
  return replaced;
}

/** Refuses when what follows the corrected place could not have followed, or when a sealing entry stands behind it. */
function checkDependents(aggregate: AnyAggregate, after: readonly Fact[], at: number, target: string): void {
  let state = stateOf(aggregate, after.slice(0, at));
  for (const fact of after.slice(at)) {
    const eventType = aggregate.events[fact.type];
    if (eventType === undefined) throw new Error(`${aggregate.category} has no event ${fact.type}`);
    const sealed = eventType.seals === true && fact.id !== target;
    if (sealed || !eventType.from.includes(state.status))
      throw refuse('later-entries-depend', { params: { dependent: fact.id, event: eventType.zh }, pointer: TARGET });
    state = stateOf({ ...aggregate, initial: state }, [fact]);
  }
}
