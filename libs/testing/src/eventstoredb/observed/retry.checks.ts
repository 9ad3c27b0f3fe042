import { randomUUID } from 'node:crypto';
import type { AppendExpectedRevision, AppendResult, EventData } from '@eventstore/db-client';
import { anEvent, events, numberOf, type Check, type Checks, type Observer } from './observer.js';
import { attempt, resultOf, type Outcome } from './outcome.js';

interface Retried {
  /** So many events are in the stream before. */
  readonly after?: number;
  readonly count: number;
  readonly expected: AppendExpectedRevision;
  /** So many events come between the append and its retry. */
  readonly later?: number;
}

/** The same append twice; `told` are the members of the outcome that were recorded. */
const retried =
  ({ after = 0, count, expected, later = 0 }: Retried, ...told: readonly string[]): Check =>
  async (at) => {
    const stream = after === 0 ? at.stream() : await at.given(after);
    const same = events(count);
    const first = await at.append(stream, same, expected);
    if (later > 0) await at.append(stream, events(later), 'any');
    const samePosition = ({ position }: AppendResult): boolean => position?.commit === first.position?.commit;
    const say = (result: AppendResult): Outcome =>
      told.includes('samePosition') ? { ...resultOf(result), samePosition: samePosition(result) } : resultOf(result);
    const retry = await attempt(at.append(stream, same, expected), say);
    return {
      ...(told.includes('first') ? { first: resultOf(first) } : {}),
      retry,
      stored: await at.count(stream),
    };
  };

/** Three events with `no_stream`, then the same ids with another expected revision. */
const expectingOtherwise =
  (expected: AppendExpectedRevision): Check =>
  async (at) => {
    const [stream, three] = [at.stream(), events(3)];
    await at.append(stream, three, 'no_stream');
    return { answer: await at.appended(stream, three, expected), stored: await at.count(stream) };
  };

/** Three events with `no_stream`, then others of which some are the same. */
const overlapping =
  (
    others: (three: readonly EventData[]) => readonly (EventData | undefined)[],
    expected: AppendExpectedRevision,
  ): Check =>
  async (at) => {
    const [stream, three] = [at.stream(), events(3)];
    await at.append(stream, three, 'no_stream');
    const appended = others(three).filter((event) => event !== undefined);
    return { answer: await at.appended(stream, appended, expected), stored: await at.numbers(stream) };
  };

const OVERLAPS = {
  superset: (three: readonly EventData[]) => [...three, anEvent(9)],
  prefixOnly: (three: readonly EventData[]) => three.slice(0, 2),
  oldThenNew: (three: readonly EventData[]) => [three[2], anEvent(9)],
  newThenOld: (three: readonly EventData[]) => [anEvent(9), three[0]],
  reordered: ([first, second, third]: readonly EventData[]) => [second, first, third],
};
const EXPECTED = { no_stream: 'no_stream', any: 'any', exact2: 2n } as const;

const overlapChecks = Object.entries(OVERLAPS).flatMap(([overlap, others]) =>
  Object.entries(EXPECTED).map(
    ([name, expected]) => [`overlap.${overlap}.${name}`, overlapping(others, expected)] as const,
  ),
);

async function onOtherStream(at: Observer, expected: AppendExpectedRevision): Promise<Outcome> {
  const [one, other, two] = [at.stream(), at.stream(), events(2)];
  await at.append(one, two, expected);
  const answer = await at.appended(other, two, expected);
  return { answer, stored: [await at.count(one), await at.count(other)] };
}

export const retryChecks: Checks = {
  'retry.verbatim.no_stream.1': retried({ count: 1, expected: 'no_stream' }, 'first', 'samePosition'),
  'retry.verbatim.no_stream.3': retried({ count: 3, expected: 'no_stream' }, 'first', 'samePosition'),
  'retry.verbatim.exact.3': retried({ after: 2, count: 3, expected: 1n }, 'first', 'samePosition'),
  'retry.verbatim.any': retried({ after: 2, count: 3, expected: 'any' }, 'first'),
  'retry.verbatim.stream_exists': retried({ after: 2, count: 3, expected: 'stream_exists' }),
  'retry.verbatim.no_stream.afterLater': retried({ count: 3, expected: 'no_stream', later: 5 }, 'samePosition'),
  'retry.verbatim.exact.afterLater': retried({ after: 2, count: 3, expected: 1n, later: 5 }),
  'retry.verbatim.any.afterLater': retried({ count: 3, expected: 'any', later: 5 }),
  'retry.sameIds.newData': async (at) => {
    const [stream, id] = [at.stream(), randomUUID()];
    await at.append(stream, anEvent(1, { id }), 'no_stream');
    const retry = await at.appended(stream, anEvent(2, { id, type: 'Other' }), 'no_stream');
    const stored = (await at.read(stream)).map((resolved) => [resolved.event?.type, numberOf(resolved)]);
    return { retry, stored };
  },

  'sameIds.otherExpected.origNoStream.any': expectingOtherwise('any'),
  'sameIds.otherExpected.origNoStream.stream_exists': expectingOtherwise('stream_exists'),
  'sameIds.otherExpected.origNoStream.exactCurrent': expectingOtherwise(2n),
  'sameIds.otherExpected.origNoStream.exactMiddle': expectingOtherwise(0n),
  'sameIds.otherExpected.origNoStream.exactBeyond': expectingOtherwise(9n),
  'sameIds.otherExpected.origNoStream.exactLast-1': expectingOtherwise(1n),
  'sameIds.otherExpected.origExact1.noStream': async (at) => {
    const [stream, two] = [await at.given(2), events(2)];
    await at.append(stream, two, 1n);
    return { answer: await at.appended(stream, two, 'no_stream'), stored: await at.count(stream) };
  },
  'sameIds.otherStream': (at) => onOtherStream(at, 'no_stream'),
  'sameIds.otherStream.any': (at) => onOtherStream(at, 'any'),

  ...Object.fromEntries(overlapChecks),
  'overlap.suffixOnly.exact0': overlapping((three) => three.slice(1), 0n),
  'overlap.suffixOnly.any': overlapping((three) => three.slice(1), 'any'),
  'overlap.suffixPlusNew.exact0': overlapping((three) => [...three.slice(1), anEvent(9)], 0n),

  'dupIdInsideBatch.no_stream': async (at) => {
    const [stream, event] = [at.stream(), anEvent(1)];
    const answer = await at.appended(stream, [event, event], 'no_stream');
    const stored = await at.numbers(stream);
    return { answer, stored, again: await at.appended(stream, [event, event], 'no_stream') };
  },
  'dupIdInsideBatch.any': async (at) => {
    const [stream, event] = [await at.given(1), anEvent(1)];
    const answer = await at.appended(stream, [event, anEvent(2), event], 'any');
    return { answer, stored: await at.numbers(stream) };
  },
  'sameId.againLater.exactCurrent': async (at) => {
    const [stream, event] = [at.stream(), anEvent(1)];
    await at.append(stream, event, 'no_stream');
    await at.append(stream, anEvent(2), 0n);
    return { answer: await at.appended(stream, event, 1n), stored: await at.numbers(stream) };
  },
};
