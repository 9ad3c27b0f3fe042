import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  DeadlineExceededError,
  EventStoreDBClient,
  jsonEvent,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  type AllStreamSubscription,
  type AppendResult,
} from '@eventstore/db-client';
import { once } from 'node:events';
import { startDouble, type RunningDouble } from './running-double.js';

const anEvent = (n = 0) => jsonEvent({ type: 'Happened', data: { n } });

describe('a double of EventStoreDB', () => {
  let double: RunningDouble;
  let client: EventStoreDBClient;
  let streams = 0;

  beforeAll(async () => {
    double = await startDouble();
    client = EventStoreDBClient.connectionString(double.url);
  });

  beforeEach(() => double.faults({}));

  afterAll(async () => {
    await client.dispose();
    await double.close();
  });

  const newStream = (): string => `stream-${(streams += 1)}`;
  const append = (stream: string, event = anEvent()): Promise<AppendResult> =>
    client.appendToStream(stream, event, { expectedRevision: 'no_stream' });
  const revisions = async (stream: string, by = client): Promise<readonly (bigint | undefined)[]> => {
    const found = [];
    for await (const { event } of by.readStream(stream)) found.push(event?.revision);
    return found;
  };
  const liveSubscription = async (by = client): Promise<AllStreamSubscription> => {
    const subscription = by.subscribeToAll({ fromPosition: 'end' });
    subscription.on('data', () => {});
    await once(subscription, 'caughtUp');
    return subscription;
  };

  it('keeps what it acknowledged when it is killed, on the same port', async () => {
    const stream = newStream();
    await append(stream);
    const { port } = double;
    await double.restart();
    expect([await revisions(stream), double.port]).toEqual([[0n], port]);
  });

  it('is found by a client that asks for the cluster', async () => {
    const discovering = EventStoreDBClient.connectionString(
      `esdb://127.0.0.1:${double.port},127.0.0.1:${double.port}?tls=false`,
    );
    const stream = newStream();
    await append(stream);
    expect(await revisions(stream, discovering)).toEqual([0n]);
    await discovering.dispose();
  });

  /** Answers come in order: when a later append has its own, none will come for this one. */
  const isSilentTo = async (appended: Promise<AppendResult>): Promise<boolean> => {
    await append(newStream());
    return (await Promise.race([appended, Promise.resolve('silence')])) === 'silence';
  };

  it('commits and never answers', async () => {
    await double.faults({ appends: { commits: true, answer: 'none', times: 1 } });
    const stream = newStream();
    expect(await isSilentTo(append(stream))).toBe(true);
    expect(await revisions(stream)).toEqual([0n]);
  });

  it('neither commits nor answers', async () => {
    await double.faults({ appends: { commits: false, answer: 'none', times: 1 } });
    const stream = newStream();
    expect(await isSilentTo(append(stream))).toBe(true);
    await expect(revisions(stream)).rejects.toThrow('not found');
  });

  it('loses so many answers as it is told to, and no more', async () => {
    await double.faults({ appends: { commits: true, answer: 'timeout', times: 2 } });
    const event = anEvent();
    const stream = newStream();
    await expect(append(stream, event)).rejects.toBeInstanceOf(DeadlineExceededError);
    await expect(append(stream, event)).rejects.toBeInstanceOf(DeadlineExceededError);
    expect(await append(stream, event)).toMatchObject({ success: true, nextExpectedRevision: 0n });
  });

  it.each([
    ['too-busy', 'Could not recognize Server Is Busy'],
    ['not-ready', 'Could not recognize Server Is Not Ready'],
  ] as const)('refuses an append as a server that is %s', async (answer, message) => {
    await double.faults({ appends: { commits: false, answer } });
    await expect(append(newStream())).rejects.toThrow(new UnknownError(undefined, message));
  });

  it('sends a client that appends to the leader', async () => {
    await double.faults({
      appends: { commits: false, answer: { leader: { host: '127.0.0.1', port: double.port } }, times: 1 },
    });
    await expect(append(newStream())).rejects.toMatchObject({ leader: { address: '127.0.0.1', port: double.port } });
    expect(await append(newStream())).toMatchObject({ success: true });
  });

  it('refuses a read with any status', async () => {
    await double.faults({ reads: { answer: { code: 14, details: 'gone' }, times: 1 } });
    await expect(revisions('any')).rejects.toBeInstanceOf(UnavailableError);
    await double.faults({ reads: { answer: { leader: { host: '127.0.0.1', port: double.port } }, times: 1 } });
    await expect(revisions('any')).rejects.toBeInstanceOf(NotLeaderError);
  });

  it('ends calls politely', async () => {
    const ending = await startDouble();
    const its = EventStoreDBClient.connectionString(ending.url);
    const subscription = await liveSubscription(its);
    const ended = once(subscription, 'end');
    await ending.endCalls();
    await ended;
    expect(await ending.openCalls()).toEqual({ batchAppends: 0, reads: 0, subscriptions: 0 });
    await its.dispose();
    await ending.close();
  });

  it('drops subscriptions', async () => {
    const subscription = await liveSubscription();
    const failed = once(subscription, 'error');
    await double.dropSubscriptions();
    const [error] = (await failed) as [Error];
    expect(error).toBeInstanceOf(TimeoutError);
  });

  it('drops a live subscription when 300 events come at once', async () => {
    const subscription = await liveSubscription();
    const failed = once(subscription, 'error');
    await client.appendToStream(newStream(), Array.from({ length: 300 }, anEvent));
    const [error] = (await failed) as [Error];
    expect(error).toBeInstanceOf(TimeoutError);
  });

  it('counts a call that its client leaks', async () => {
    for await (const _ of client.readAll({ fromPosition: 'start', maxCount: 1 }));
    expect(await double.openCalls()).toMatchObject({ reads: 0, subscriptions: 0 });
    const subscription = await liveSubscription();
    expect(await double.openCalls()).toMatchObject({ subscriptions: 1 });
    await subscription.unsubscribe();
  });

  it('gives answers in another order than that of the commits', async () => {
    await append(newStream());
    await double.faults({ reorderAnswersOf: 3 });
    const answered: number[] = [];
    await Promise.all([0, 1, 2].map((n) => append(newStream()).then(() => answered.push(n))));
    expect(answered).toEqual([2, 1, 0]);
  });

  it('answers late, and all the same', async () => {
    await double.faults({ delayAnswersMs: 50 });
    expect(await append(newStream())).toMatchObject({ success: true });
  });

  it('takes each append for late when its clock is ahead', async () => {
    const ahead = await startDouble({ skewMs: 10 * 60_000 });
    const its = EventStoreDBClient.connectionString(ahead.url);
    await expect(its.appendToStream('s', anEvent())).rejects.toBeInstanceOf(DeadlineExceededError);
    await expect(revisions('s', its)).rejects.toThrow('not found');
    await its.dispose();
    await ahead.close();
  });
});
