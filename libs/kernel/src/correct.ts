import { checkStated, checkTime, citing, eventTypeOf, type Admission } from './admit.js';
import type { AnyAggregate, Sight, Statused } from './aggregate.js';
import { calledOf, listedOf, roleNamed, type Called } from './called.js';
import { beforeBasis, checkMoments, checkPlace, checkRuleThen } from './check-times.js';
import { effective, isCorrection, restated, type Correction } from './corrections.js';
import type { EventType } from './event-type.js';
import type { Actor, Fact } from './event.js';
import { evolveKnown, stateOf } from './evolving.js';
import { keepsStatus, misplaced, namedOf, turnsOf } from './in-time.js';
import type { Refusal } from './refusal.js';
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
  if (aggregate.sees === undefined) return [];
  const replaced = replacementOf(aggregate, facts, correction);
  return replaced === undefined ? [] : aggregate.sees(replaced as never, stream);
}

/** The target as a restatement words it; undefined where it words nothing that could stand, or of a reversal. */
export function replacementOf(
  aggregate: AnyAggregate,
  facts: readonly Fact[],
  correction: Correction,
): Fact | undefined {
  if (correction.type === 'EntryReversed') return undefined;
  const { targetEventId, replacement } = correction.data;
  const target = effective(facts).find(({ id }) => id === targetEventId);
  const eventType = target === undefined ? undefined : aggregate.events[target.type];
  if (target === undefined || eventType === undefined) return undefined;
  const isFit = explainPayload(eventType.payload, replacement, '').length === 0;
  return isFit ? { ...target, data: replacement } : undefined;
}

/**
 * What the ledger records for a correction of a stream of which `facts` is all: a replacement carries what its decision
 * adds, as an entry would. Refuses by throwing.
 */
export function correct(
  aggregate: AnyAggregate,
  facts: readonly Fact[],
  stated: Correction,
  by: Admission,
): Correction {
  const correction = citing(stated, by.rule);
  checkStated(aggregate, correction, by.rule);
  const target = correctionTarget(aggregate, facts, correction);
  // What a restatement changes is told by what its decision adds to it: its guards are asked then.
  if (correction.type === 'EntryReversed') by.checkGuards?.();
  checkOwnTime(aggregate, correction, target);
  const before = effective(facts);
  const at = before.findIndex((fact) => fact.id === target.id);
  const standing = before[at];
  if (standing === undefined) throw refuse('already-reversed', { params: { target: target.id }, pointer: TARGET });
  const decided =
    correction.type === 'EntryReversed'
      ? correction
      : redecided(aggregate, stateOf(aggregate, before.slice(0, at)), standing, correction, by);
  const after = effective([...facts, decided]);
  checkDependents(aggregate, after, at, target.id);
  if (decided.type === 'EntryReversed') checkOrderWithout(aggregate, before, after);
  else checkOrderRestated(aggregate, { before, after, restatement: decided }, by);
  return decided;
}

/** Nobody corrected what had not happened yet. */
function checkOwnTime(aggregate: AnyAggregate, correction: Correction, target: Fact): void {
  if (correction.meta.occurredAt < target.meta.occurredAt)
    throw beforeBasis(aggregate, correction, correction.meta.occurredAt, namedOf(target), '/time');
}

/** Refuses when what happened later could not have happened without the reversed entry, though it could have been recorded. */
function checkOrderWithout(aggregate: AnyAggregate, before: readonly Fact[], after: readonly Fact[]): void {
  const known = new Set(misplaced(aggregate, before).map(({ fact }) => fact.id));
  const found = misplaced(aggregate, after).find(({ fact }) => !known.has(fact.id));
  if (found !== undefined) throw dependent(aggregate, found.fact);
}

interface Reordered {
  readonly before: readonly Fact[];
  readonly after: readonly Fact[];
  readonly restatement: Restatement;
}

/** A restated entry obeys the law of times as an entry does, with the time it now has. */
function checkOrderRestated(
  aggregate: AnyAggregate,
  { before, after, restatement }: Reordered,
  { stream, seen }: Admission,
): void {
  const { targetEventId, occurredAt } = restatement.data;
  const fact = after.find(({ id }) => id === targetEventId);
  if (fact === undefined) throw new Error(`entry ${targetEventId} was restated and does not stand`);
  const others = after.filter(({ id }) => id !== targetEventId);
  checkMoments(aggregate, turnsOf(aggregate, others), fact, '/data/replacement');
  const placing = { fact, before, after, pointer: occurredAt === undefined ? TARGET : '/data/occurredAt' };
  checkPlace(aggregate, placing);
  // With the time it had, its rule was asked for its place already.
  if (occurredAt !== undefined && !keepsStatus(aggregate, fact))
    checkRuleThen(aggregate, placing, (state) => aggregate.decide(state, fact as never, seen, stream));
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
    throw refuse('restatement-decides-more', {
      params: {
        events: listedOf(
          aggregate,
          more.map(({ type }) => type),
        ),
      },
    });
  const { targetEventId, reason, occurredAt } = correction.data;
  const time = occurredAt === undefined ? {} : { occurredAt };
  const worded = { replacement: replacement.data as object, replacementVersion: replacement.version };
  return { ...correction, data: { targetEventId, reason, ...worded, ...time } };
}

const TARGET = '/data/targetEventId';

function correctionTarget(aggregate: AnyAggregate, facts: readonly Fact[], correction: Correction): Fact {
  if (aggregate.final === true)
    throw refuse('not-correctable', {
      params: { category: { zh: aggregate.zh, en: aggregate.shown?.en ?? aggregate.category } },
    });
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
function checkMayReword({ by }: EventType, { role }: Actor, names: Called): void {
  if (by.includes(role) || by.includes('WINDOW') || by.includes('HUB')) return;
  throw refuse('restatement-by-another', { params: { ...names, allowed: by.map(roleNamed) } });
}

function checkedReplacement(aggregate: AnyAggregate, standing: Fact, correction: Restatement, rule: PostingRule): Fact {
  const eventType = eventTypeOf(aggregate, standing.type);
  if (eventType === undefined) throw new Error(`${aggregate.category} has no event ${standing.type}`);
  checkMayReword(eventType, correction.meta.actor, calledOf(aggregate, standing.type));
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
    if (sealed || !eventType.from.includes(state.status)) throw dependent(aggregate, fact);
    state = evolveKnown(aggregate, state, fact);
  }
}

const dependent = (aggregate: AnyAggregate, { id, type }: Fact): Refusal =>
  refuse('later-entries-depend', { params: { dependent: id, ...calledOf(aggregate, type) }, pointer: TARGET });
