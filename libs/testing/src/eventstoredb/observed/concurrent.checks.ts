import {
  DeadlineExceededError,
  TimeoutError,
  type AppendExpectedRevision,
  type AppendToStreamOptions,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { anEvent, CREDENTIALS, events, type Check, type Checks, type Observer } from './observer.js';
import { ofAppend } from './outcome.js';

const isSuccess = (outcome: unknown): boolean => (outcome as { readonly success?: boolean }).success === true;
const errorOf = (outcome: unknown): unknown => (outcome as { readonly error?: string }).error;
const ascends = (numbers: readonly unknown[]): boolean => numbers.every((n, index) => n === index);
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
const after = (n: number): AppendExpectedRevision => (n === 0 ? 'no_stream' : BigInt(n - 1));

/** Many appends to one stream, none of which waits for another. */
const pipelined = (
  client: EventStoreDBClient,
  stream: string,
  count: number,
  {
    expected = () => 'any',
    ...options
  }: AppendToStreamOptions & { expected?: (n: number) => AppendExpectedRevision } = {},
) =>
  Promise.all(
    range(count).map((n) =>
      ofAppend(client.appendToStream(stream, anEvent(n), { ...options, expectedRevision: expected(n) })),
    ),
  );

/** The same events sent several times at once: one append succeeds, the server drops the others. */
const identical =
  (copies: number, expected: AppendExpectedRevision, options: AppendToStreamOptions = {}): Check =>
  async (at) => {
    const [stream, two] = [at.stream(), events(2)];
    const answers = await Promise.all(range(copies).map(() => at.appended(stream, two, expected, options)));
    return { kinds: answers.some(isSuccess), stored: await at.count(stream) };
  };

async function droppedOfPairs(at: Observer): Promise<unknown> {
  const pairs = range(20).map((): readonly [string, ReturnType<typeof anEvent>] => [at.stream(), anEvent()]);
  const twice = [...pairs, ...pairs];
  const settled = await Promise.allSettled(
    twice.map(([stream, event]) => at.append(stream, event, 'no_stream', { deadline: 1_000 })),
  );
  const errors = settled.filter(({ status }) => status === 'rejected').map((failed) => failed as PromiseRejectedResult);
  const isTimeout = ({ reason }: PromiseRejectedResult): boolean =>
    reason instanceof DeadlineExceededError || reason instanceof TimeoutError;
  return {
    someDuplicatesAnsweredByTimeout: errors.some(isTimeout),
    otherErrors: errors.filter((failed) => !isTimeout(failed)).length,
  };
}

export const identicalChecks: Checks = {
  'race.identical.2.no_stream': identical(2, 'no_stream'),
  'race.identical.8.no_stream': identical(8, 'no_stream'),
  'race.identical.2.any': identical(2, 'any'),
  'race.identical.2.deadline1s': identical(2, 'no_stream', { deadline: 1_000 }),
  'race.identical.2.appendRpc': identical(2, 'no_stream', CREDENTIALS),
  'race.identical.howOftenDropped': droppedOfPairs,
};

export const concurrentChecks: Checks = {
  'race.sameExpected.differentIds': async (at) => {
    const stream = at.stream();
    const answers = await pipelined(at.client, stream, 2, { expected: () => 'no_stream' });
    return { answers, stored: await at.count(stream) };
  },
  'race.twoClients.sameExpected': async (at) => {
    const [stream, clients] = [at.stream(), [at.client, at.connect()]];
    const answers = await Promise.all(
      clients.map((client) => ofAppend(client.appendToStream(stream, anEvent(), { expectedRevision: 'no_stream' }))),
    );
    const errors = answers.map(errorOf).filter((error) => error !== undefined);
    return { successes: answers.filter(isSuccess).length, errors, stored: await at.count(stream) };
  },
  'pipeline.any.200.order': async (at) => {
    const stream = at.stream();
    const appended = await Promise.all(range(200).map((n) => at.append(stream, anEvent(n))));
    const stored = await at.numbers(stream);
    const revisionsInCallOrder = appended.every(({ nextExpectedRevision }, n) => nextExpectedRevision === BigInt(n));
    return { storedInCallOrder: ascends(stored), revisionsInCallOrder, stored: stored.length };
  },
  'pipeline.chainedExact.200': async (at) => {
    const stream = at.stream();
    const answers = await pipelined(at.client, stream, 200, { expected: after });
    return { successes: answers.filter(isSuccess).length, stored: await at.count(stream) };
  },
  'pipeline.bigThenSmall.order': async (at) => {
    const stream = at.stream();
    const sized = (n: number) => anEvent(n, { data: { n, pad: 'x'.repeat(n % 2 === 1 ? 10 : 500_000) } });
    await Promise.all(range(40).map((n) => at.append(stream, sized(n))));
    const stored = await at.numbers(stream);
    return { storedInCallOrder: ascends(stored), stored: stored.length };
  },
  'pipeline.failInMiddle': async (at) => {
    const stream = at.stream();
    const answers = await pipelined(at.client, stream, 10, { expected: (n) => (n === 4 ? 99n : after(n)) });
    const outcomes = answers.map((answer) => (isSuccess(answer) ? 'ok' : errorOf(answer)));
    return { outcomes, stored: await at.numbers(stream) };
  },
  'pipeline.manyStreams.allOrder': async (at) => {
    const appended = await Promise.all(range(100).map((n) => at.positionAfter(at.stream(), anEvent(n), 'no_stream')));
    const isAscending = appended.every(({ commit }, n) => commit > (appended[n - 1]?.commit ?? -1n));
    return { positionsAscendInCallOrder: isAscending };
  },
  'pipeline.twoClients.oneProcess.order': async (at) => {
    const [stream, other] = [at.stream(), at.connect()];
    await Promise.all(range(100).map((n) => (n % 2 === 0 ? at.client : other).appendToStream(stream, anEvent(n))));
    const stored = await at.numbers(stream);
    const ofClient = (k: number): readonly number[] => stored.map(Number).filter((n) => n % 2 === k);
    const isInOrder = (k: number): boolean => ofClient(k).every((n, index) => n === 2 * index + k);
    return { stored: stored.length, perClientOrder: isInOrder(0) && isInOrder(1) };
  },
  'pipeline.freshClient.any.50.order': async (at) => {
    const stream = at.stream();
    await pipelined(at.connect(), stream, 50);
    const stored = await at.numbers(stream);
    return { storedInCallOrder: ascends(stored), firstStored: stored.slice(0, 3), whereIsCall0: stored.indexOf(0) };
  },
  'pipeline.freshClient.chainedExact.20': async (at) => {
    const stream = at.stream();
    const answers = await pipelined(at.connect(), stream, 20, { expected: after });
    return { successes: answers.filter(isSuccess).length, stored: await at.count(stream) };
  },
  'pipeline.appendRpc.any.50.order': async (at) => {
    const stream = at.stream();
    await pipelined(at.client, stream, 50, CREDENTIALS);
    const stored = await at.numbers(stream);
    return { storedInCallOrder: ascends(stored), stored: stored.length };
  },
};
