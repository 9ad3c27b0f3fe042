import type { AnyAggregate, NewFact, Seen, Sight, Statused } from './aggregate.js';
import { correctionEvents, effective, isCorrection, restated, type Correction } from './corrections.js';
import { eventId } from './digest.js';
import type { EventType } from './event-type.js';
import type { Fact, Meta } from './event.js';
import { foldNext, stateOf, type Folded } from './folded.js';
import { DAY_MS, MINUTE_MS, msOf } from './instant.js';
import { refuse } from './kernel-refusals.js';
import { explainPayload } from './payload.js';
import type { PostingRule } from './posting-rule.js';

type Restatement = Extract<Correction, { type: 'EntryRestated' }>;

/** A statement about one stream, checked for shape, not yet decided. */
export interface Statement {
  readonly stream: string;
  readonly type: string;
  readonly version: number;
  readonly data: object;
  /** RFC 8785 form of `data`. */
  readonly dataText: string;
  readonly meta: Omit<Meta, 'recordedAt' | 'ruleVersions'>;
}

/** The declared type of an event of this aggregate, its own or a correction. */
export const eventTypeOf = (aggregate: AnyAggregate, type: string): EventType | undefined =>
  aggregate.events[type] ?? (correctionEvents as Readonly<Record<string, EventType>>)[type];

/** The statement as the fact it would become. */
export function factOf({ type, version, data, meta }: Statement, recordedAt: string, rule: PostingRule): Fact {
  const id = eventId(meta.source, meta.statementId, 0, msOf(meta.occurredAt));
  return { id, type, version, data, meta: { ...meta, recordedAt, ruleVersions: [rule.version] } };
}

/** The other streams this fact's decision reads; a restatement reads what its replacement would. */
export function sightsOf(aggregate: AnyAggregate, folded: Folded, fact: Fact, stream: string): readonly Sight[] {
  if (aggregate.sees === undefined) return [];
  if (!isCorrection(fact)) return aggregate.sees(fact as never, stream);
  if (fact.type === 'EntryReversed') return [];
  const { targetEventId, replacement } = fact.data;
  const target = effective(folded.facts).find((fact) => fact.id === targetEventId);
  const eventType = target === undefined ? undefined : aggregate.events[target.type];
  if (target === undefined || eventType === undefined) return [];
  if (explainPayload(eventType.payload, replacement, '').length > 0) return [];
  return aggregate.sees({ ...target, data: replacement }, stream);
}

/** What an admission goes by, besides the stream itself. */
export interface Admission {
  readonly stream: string;
  readonly seen: Seen;
  readonly rule: PostingRule;
}

/** What the ledger records for a fact; refuses by throwing. The order of checks is the order of the answers. */
export function admit(
  aggregate: AnyAggregate,
  folded: Folded,
  fact: Fact,
  { stream, seen, rule }: Admission,
): readonly Fact[] {
  const eventType = eventTypeOf(aggregate, fact.type);
  if (eventType === undefined) throw new Error(`${aggregate.category} has no event ${fact.type}`);
  checkRole(eventType, fact);
  checkTime(fact.meta.occurredAt, fact.meta.recordedAt, rule);
  if (isCorrection(fact)) return [corrected(aggregate, folded, fact, { stream, seen, rule })];
  checkStatus(eventType, folded, fact);
  const decided = aggregate.decide(folded.state, fact as never, seen, stream);
  return decided.map((event, index) => withMeta(event, index, fact));
}

const withMeta = (event: NewFact, index: number, stated: Fact): Fact =>
  index === 0
    ? { ...event, id: stated.id, meta: stated.meta }
    : {
        ...event,
        id: eventId(stated.meta.source, stated.meta.statementId, index, msOf(stated.meta.occurredAt)),
        meta: { ...stated.meta, causationId: stated.id },
      };

function checkRole(eventType: EventType, { type, meta }: Fact): void {
  if (eventType.by.includes(meta.actor.role)) return;
  throw refuse('role-may-not-state', {
    params: { role: meta.actor.role, event: eventType.zh, type, allowed: eventType.by },
  });
}

function checkTime(occurredAt: string, recordedAt: string, rule: PostingRule): void {
  const age = msOf(recordedAt) - msOf(occurredAt);
  if (age < -rule.futureMinutes * MINUTE_MS)
    throw refuse('occurred-in-future', { params: { occurredAt, recordedAt }, pointer: '/time' });
  if (age > rule.backdateDays * DAY_MS)
    throw refuse('backdated-too-far', { params: { occurredAt, days: rule.backdateDays }, pointer: '/time' });
}

function checkStatus(eventType: EventType, folded: Folded, { type }: Fact): void {
  const { status } = folded.state;
  if (eventType.from.includes(status)) return;
  throw refuse('status-not-allowed', { params: { status, event: eventType.zh, type, allowed: eventType.from } });
}

/** The correction as it is recorded: a replacement carries what its decision adds, as an entry would. */
function corrected(aggregate: AnyAggregate, folded: Folded, correction: Correction, by: Admission): Fact {
  const target = correctionTarget(aggregate, folded, correction);
  const before = effective(folded.facts);
  const at = before.findIndex((fact) => fact.id === target.id);
  const standing = before[at];
  if (standing === undefined) throw refuse('already-reversed', { params: { target: target.id }, pointer: TARGET });
  const decided =
    correction.type === 'EntryReversed'
      ? correction
      : redecided(aggregate, stateOf(aggregate, before.slice(0, at)), standing, correction, by);
  checkDependents(aggregate, effective(foldNext(aggregate, folded, decided).facts), at, target.id);
  return decided;
}

/** A restatement obeys what an entry obeys: shape, time (seen from the target's own recording), and the rule itself. */
function redecided(
  aggregate: AnyAggregate,
  state: Statused,
  standing: Fact,
  correction: Restatement,
  { stream, seen, rule }: Admission,
): Fact {
  const replaced = checkedReplacement(aggregate, standing, correction, rule);
  const [replacement, ...more] = aggregate.decide(state, replaced as never, seen, stream);
  if (replacement === undefined || more.length > 0)
    throw refuse('restatement-decides-more', { params: { events: more.map(({ type }) => type) } });
  const { targetEventId, reason, occurredAt } = correction.data;
  const time = occurredAt === undefined ? {} : { occurredAt };
  return { ...correction, data: { targetEventId, reason, replacement: replacement.data as object, ...time } };
}

const TARGET = '/data/targetEventId';

function correctionTarget(aggregate: AnyAggregate, folded: Folded, correction: Correction): Fact {
  if (aggregate.final === true) throw refuse('not-correctable', { params: { category: aggregate.zh } });
  const { targetEventId } = correction.data;
  const target = folded.facts.find((fact) => fact.id === targetEventId);
  if (target === undefined)
    throw refuse('correction-target-missing', { params: { target: targetEventId }, pointer: TARGET });
  if (isCorrection(target))
    throw refuse('correction-of-correction', { params: { target: targetEventId }, pointer: TARGET });
  const { actor } = correction.meta;
  const poster = target.meta.actor;
  if (actor.account === poster.account || (actor.node !== undefined && actor.node === poster.node))
    throw refuse('correction-by-poster');
  return target;
}

function checkedReplacement(aggregate: AnyAggregate, standing: Fact, correction: Restatement, rule: PostingRule): Fact {
  const eventType = eventTypeOf(aggregate, standing.type);
  if (eventType === undefined) throw new Error(`${aggregate.category} has no event ${standing.type}`);
  const errors = explainPayload(eventType.payload, correction.data.replacement, '/data/replacement');
  if (errors.length > 0) throw refuse('invalid-data', { params: { count: errors.length }, errors });
  const replaced = restated(standing, correction);
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
