import type { AnyAggregate, Asked, Change, Guard, NewFact, Seen } from './aggregate.js';
import { canonical } from './canonical.js';
import { eventId, sha256 } from './digest.js';
import type { Fact, Meta } from './event.js';
import { evolveKnown } from './evolving.js';
import type { Folded } from './folded.js';
import { msOf } from './instant.js';
import { LEDGER } from './ledger-actor.js';

/** What facts are said by that a decision records on other streams along with its own. */
export const ALONG_SOURCE = 'urn:liuhen:along';

/** What a stream that is taken keeps of a fact recorded along on it. */
export interface Reservation {
  /** `at` of the decision: the last revision of the holder's stream then. */
  readonly at: number;
  /** The event it was recorded along with, `causationId` of its envelope. */
  readonly cause: string;
}

/**
 * Whether something is reserved for this stream by another statement that may yet be recorded. Then nothing is said of it anew: of
 * two that are decided in the same instant the one that is recorded would stand on the other's reservation.
 */
export const isContested = (
  known: Reservation | undefined,
  { id }: Pick<Fact, 'id'>,
  { at }: Pick<Seen, 'at'>,
): boolean => known !== undefined && known.cause !== id && known.at >= at;

/** What a decision records on other streams, by stream, in the order in which it is said. */
export function alongOf(
  guards: readonly Guard[],
  aggregate: AnyAggregate,
  change: Change,
  asked: Asked,
  seen: Seen,
): ReadonlyMap<string, readonly NewFact[]> {
  const { stream: own } = asked;
  const said = [
    ...(aggregate.along?.(change, seen, own) ?? []),
    ...guards.flatMap((guard) => guard.along?.(asked, change, seen) ?? []),
  ];
  const byStream = new Map<string, NewFact[]>();
  for (const { stream, ...fact } of said) {
    if (stream === own) throw new Error(`${change.fact.type} records along on ${own}, which is its own stream`);
    byStream.set(stream, [...(byStream.get(stream) ?? []), fact]);
  }
  return byStream;
}

/** A stream that something is recorded on along with `cause`, and what it is. */
interface Joined {
  readonly aggregate: AnyAggregate;
  readonly stream: string;
  readonly folded: Folded;
  readonly cause: Fact;
}

/**
 * The facts as they are recorded: said by the ledger, when the ledger learnt of them and never before what the stream has. They
 * are a statement of their own, named for the place they take, so that the same decision taken anew elsewhere is another.
 */
export function alongFacts({ aggregate, stream, folded, cause }: Joined, along: readonly NewFact[]): readonly Fact[] {
  const { recordedAt, correlationId } = cause.meta;
  const occurredAt = folded.times.latest > recordedAt ? folded.times.latest : recordedAt;
  const statementId = `${cause.id}/${stream}/${folded.revision + 1}`;
  const meta: Meta = {
    actor: LEDGER,
    enteredBy: 'SELF',
    occurredAt,
    recordedAt,
    source: ALONG_SOURCE,
    statementId,
    digest: sha256(canonical(along.map(({ type, data }) => ({ type, data })))),
    correlationId,
    causationId: cause.id,
    ruleVersions: [],
  };
  const facts = along.map((fact, index) => ({
    ...fact,
    id: eventId(ALONG_SOURCE, statementId, index, msOf(occurredAt)),
    meta,
  }));
  assertPossible(aggregate, folded, facts, stream);
  return facts;
}

/** A rule that records along what its stream does not allow is a bug, and not a refusal of whoever stated something. */
function assertPossible(aggregate: AnyAggregate, { state }: Folded, facts: readonly Fact[], stream: string): void {
  let now = state;
  for (const fact of facts) {
    const eventType = aggregate.events[fact.type];
    const isPossible = eventType?.by.every((role) => role === 'LEDGER') === true && eventType.from.includes(now.status);
    if (!isPossible) throw new Error(`${fact.type} cannot be recorded along on ${stream}, which is ${now.status}`);
    now = evolveKnown(aggregate, now, fact);
  }
}
