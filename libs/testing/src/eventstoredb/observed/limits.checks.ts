import { setTimeout as elapsed } from 'node:timers/promises';
import { binaryEvent } from '@eventstore/db-client';
import { anEvent, answerWithin, CREDENTIALS, events, type Check, type Checks, type Observer } from './observer.js';
import { failureOf, type Outcome } from './outcome.js';
import { Watched } from './watched.js';

/** A second answer to an append comes, if at all, when its write times out. */
const SECOND_ANSWER_MS = 2_200;

const many =
  (count: number): Check =>
  async (at) => {
    const stream = at.stream();
    const answer = await at.appended(
      stream,
      Array.from({ length: count }, () => binaryEvent({ type: 'B', data: new Uint8Array(1) })),
    );
    return { answer, stored: await at.count(stream) };
  };

const late =
  (deadline: number): Check =>
  (at) =>
    at.appended(at.stream(), anEvent(), 'any', { deadline });

const emptyTo = async (at: Observer, stream: string, ...expected: readonly ('any' | 'no_stream' | bigint)[]) =>
  Promise.all(expected.map((one) => at.appended(stream, [], one)));

/** A refusal that is the only answer: the client goes on. */
const goingOnAfter =
  (refused: (at: Observer) => Promise<Outcome>): Check =>
  async (at) => {
    const first = await refused(at);
    const works = async () => (await at.append(at.stream(), anEvent())).success;
    const appendRightAfter = await works();
    await elapsed(SECOND_ANSWER_MS);
    return { first, appendRightAfter, append5sLater: await works() };
  };

export const refusalChecks: Checks = {
  'wedge.tooBig': goingOnAfter((at) =>
    at.appended(at.stream(), binaryEvent({ type: 'B', data: new Uint8Array(2 * 2 ** 20) })),
  ),
  'wedge.deadlineNegative': goingOnAfter((at) => at.appended(at.stream(), anEvent(), 'any', { deadline: -1_000 })),
  'wedge.wrongVersion': goingOnAfter((at) => at.appended(at.stream(), anEvent(), 5n)),
  'wedge.emptyStreamName': goingOnAfter((at) => at.appended('', anEvent())),
};

export const limitChecks: Checks = {
  'batch.count.1000': many(1_000),
  'batch.count.5000': many(5_000),
  'batch.empty.any.newStream': async (at) => {
    const stream = at.stream();
    return { answer: await at.appended(stream, []), read: await at.revisions(stream) };
  },
  'batch.empty.no_stream.newStream': async (at) => {
    const stream = at.stream();
    const answer = await at.appended(stream, [], 'no_stream');
    const read = await at.revisions(stream);
    return { answer, read, appendAfter: await at.appended(stream, anEvent(), 'no_stream') };
  },
  'batch.empty.existing.any': async (at) => {
    const stream = await at.given(3);
    const [any, exact, wrong, low, none] = await emptyTo(at, stream, 'any', 2n, 7n, 0n, 'no_stream');
    return { any, exact, wrong, low, no_stream: none, stored: await at.count(stream) };
  },
  'batch.empty.appendRpc': async (at) => ({
    any: await at.appended(await at.given(3), [], 'any', CREDENTIALS),
    newStream: await at.appended(at.stream(), [], 'any', CREDENTIALS),
  }),

  'deadline.0': late(0),
  'deadline.negative': late(-1_000),
  'concurrentStreams.100reads': async (at) => {
    const stream = await at.given(1);
    const counts = await Promise.all(events(300).map(() => at.count(stream)));
    return { ok: counts.filter((count) => count === 1).length, of: counts.length };
  },
  'concurrentStreams.100openSubscriptions': async (at) => {
    // Clients with the same settings share a connection; this one has its own, with one call of BatchAppend.
    const client = at.connect('keepAliveInterval=20000');
    await client.appendToStream(at.stream(), anEvent());
    const subscriptions = events(150).map(() => new Watched(client.subscribeToAll({ fromPosition: 'end' })));
    const confirmed = () => subscriptions.filter(({ log }) => log.includes('confirmation')).length;
    while (confirmed() < 99) await elapsed(10);
    // More would be confirmed by then.
    await elapsed(200);
    const append = client.appendToStream(at.stream(), anEvent(), CREDENTIALS);
    const canStillAppend = await answerWithin(300, append).catch(failureOf);
    const confirmedOf150 = confirmed();
    await Promise.all(subscriptions.map(({ subscription }) => subscription.unsubscribe()));
    return { confirmedOf150, canStillAppend };
  },
};
