import type { AnyAggregate, NewFact, Seen, Sight, Statused } from './aggregate.js';
import { calledOf, listedOf, roleNamed, statable, statusNamed, type Called } from './called.js';
import { checkTexts } from './check-texts.js';
import { checkMoments, checkPlace, checkRuleThen, checkTurn, type Placing } from './check-times.js';
import { correctionEvents, effective } from './corrections.js';
import { eventId } from './digest.js';
import type { EventType } from './event-type.js';
import type { Actor, Fact, Meta } from './event.js';
import type { Bilingual } from './field.js';
import type { Folded } from './folded.js';
import { needsHistory, type Times } from './in-time.js';
import { DAY_MS, MINUTE_MS, msOf } from './instant.js';
import { refuse } from './kernel-refusals.js';
import type { PostingRule } from './posting-rule.js';
import { checkTogether } from './refusal.js';
import { requireSelf } from './speaking.js';

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
export function factOf({ type, version, data, meta }: Statement, recordedAt: string): Fact {
  const id = eventId(meta.source, meta.statementId, 0, msOf(meta.occurredAt));
  return { id, type, version, data, meta: { ...meta, recordedAt, ruleVersions: [] } };
}

/** The fact with the rule that it is judged by. */
export const citing = <Of extends Fact>(fact: Of, { version }: PostingRule): Of => ({
  ...fact,
  meta: { ...fact.meta, ruleVersions: [version] },
});

/** The other streams this fact's decision reads. Corrections have their own, see `correct.ts`. */
export const sightsOf = (aggregate: AnyAggregate, fact: Fact, stream: string): readonly Sight[] =>
  aggregate.sees?.(fact as never, stream) ?? [];

/** What an admission goes by, besides the fold of the stream. */
export interface Admission {
  readonly stream: string;
  readonly seen: Seen;
  readonly rule: PostingRule;
  /** All that the stream has; only looked at where `needsHistory` says so. */
  readonly history?: readonly Fact[];
  /** Refuses what a guard refuses, see `guards.ts`. */
  readonly checkGuards?: () => void;
}

/** What the ledger records for a fact; refuses by throwing. The order of checks is the order of the answers. */
export function admit(
  aggregate: AnyAggregate,
  { state, times }: Folded,
  stated: Fact,
  { stream, seen, rule, history, checkGuards }: Admission,
): readonly Fact[] {
  const fact = citing(stated, rule);
  const eventType = checkStated(aggregate, fact, rule);
  checkStatus(aggregate, eventType, state, fact);
  checkGuards?.();
  const placing = checkTimes(aggregate, times, fact, history);
  const decide = (on: Statused): readonly NewFact[] => aggregate.decide(on, fact as never, seen, stream);
  const decided = decide(state);
  const recorded = decided.map((event, index) => withMeta(event, index, fact));
  if (placing !== undefined) {
    checkRuleThen(aggregate, placing, decide);
    // What a statement leads to happens with it.
    if (recorded.length > 1) checkPlace(aggregate, { ...placing, after: [...placing.before, ...recorded] });
  }
  return recorded;
}

/** Refuses what could not have happened at its time; gives back the place of an entry that is not the last to have happened. */
function checkTimes(
  aggregate: AnyAggregate,
  times: Times,
  fact: Fact,
  history: readonly Fact[] | undefined,
): Placing | undefined {
  checkMoments(aggregate, times.turns, fact);
  if (!needsHistory(aggregate, times, fact)) {
    if (fact.meta.occurredAt < times.latest) checkTurn(aggregate, times.turns, fact);
    return undefined;
  }
  if (history === undefined) throw new Error(`${fact.type} is judged by all that its stream has`);
  const before = effective(history);
  const placing = { fact, before, after: [...before, fact], pointer: '/time' };
  checkPlace(aggregate, placing);
  return placing;
}

/** What every statement must pass before its stream is asked: the role, the time and its texts. */
export function checkStated(aggregate: AnyAggregate, fact: Fact, rule: PostingRule): EventType {
  const eventType = eventTypeOf(aggregate, fact.type);
  if (eventType === undefined) throw new Error(`${aggregate.category} has no event ${fact.type}`);
  checkTogether(
    () => checkSpeaker(eventType, fact.meta, calledOf(aggregate, fact.type)),
    () => checkTime(fact.meta.occurredAt, fact.meta.recordedAt, rule),
    () => checkTexts(fact),
  );
  return eventType;
}

const withMeta = (event: NewFact, index: number, stated: Fact): Fact =>
  index === 0
    ? { ...event, id: stated.id, meta: stated.meta }
    : {
        ...event,
        id: eventId(stated.meta.source, stated.meta.statementId, index, msOf(stated.meta.occurredAt)),
        meta: { ...stated.meta, causationId: stated.id },
      };

/** Whether somebody in this role may state it at all, and so. */
function checkSpeaker(eventType: EventType, meta: Meta, names: Called): void {
  checkRole(eventType, meta.actor, names);
  if (eventType.inOwnName === true) requireSelf(meta, names);
}

/** Whether somebody in this role may state it at all. */
export function checkRole({ by }: EventType, { role }: Actor, names: Called): void {
  if (by.includes(role)) return;
  throw refuse('role-may-not-state', {
    params: { ...names, role: roleNamed(role), allowed: by.map(roleNamed) },
  });
}

export function checkTime(occurredAt: string, recordedAt: string, rule: PostingRule): void {
  const age = msOf(recordedAt) - msOf(occurredAt);
  if (age < -rule.futureMinutes * MINUTE_MS)
    throw refuse('occurred-in-future', { params: { occurredAt, recordedAt }, pointer: '/time' });
  if (age > rule.backdateDays * DAY_MS)
    throw refuse('backdated-too-far', { params: { occurredAt, days: rule.backdateDays }, pointer: '/time' });
}

function checkStatus(aggregate: AnyAggregate, { from }: EventType, { status }: Statused, { type, meta }: Fact): void {
  if (from.includes(status)) return;
  const { role } = meta.actor;
  const next = listedOf(aggregate, statable(aggregate, status, role));
  throw refuse('status-not-allowed', {
    params: {
      ...calledOf(aggregate, type),
      status: statusNamed(aggregate, status),
      allowed: from.map((allowed) => statusNamed(aggregate, allowed)),
      role: roleNamed(role),
      next: next.length > 0 ? next : [NOTHING_NEXT],
    },
  });
}

const NOTHING_NEXT: Bilingual = { zh: '无', en: 'nothing' };
