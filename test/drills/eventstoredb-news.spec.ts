import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStoreDbEventStore } from '#event-store/eventstoredb';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { StreamsOnServer } from '#testing/store-on-server';
import { append, given, names } from '../../libs/event-store/src/examples.contract.js';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
const HUNDRED = upTo(100);

describe('news from an event store', () => {
  let double: RunningDouble;
  let streams: StreamsOnServer;
  let reading: EventStoreDbEventStore;
  let writing: EventStoreDbEventStore;
  beforeEach(async () => {
    double = await startDouble();
    streams = new StreamsOnServer(double.url);
    reading = await streams.open({ pollMs: 200, answerMs: 600 });
    writing = await streams.open({ pollMs: 200, answerMs: 600 }, 'other');
    await given(writing, append('a-0', 'none', 'first'));
    await subscribed();
  });
  afterEach(async () => {
    await streams.discard();
    await double.close();
  });

  /** Each of the two stores has its doorbell, and no more than that. */
  async function subscribed(): Promise<void> {
    for (;;) {
      const { reads, subscriptions } = await double.openCalls();
      if (reads === 0 && subscriptions === 2) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Writes by the one, and reads by the other what it has news of. */
  async function tellOf(stream: string): Promise<void> {
    const wanted = upTo(3).flatMap((n) => HUNDRED.map((i) => `${stream}-${n}-${i}`));
    let after = (await reading.last())?.position ?? 0;
    const told = reading.news(after);
    const outcomes = await writing.appendBatch(
      upTo(3).map((n) => [append(stream, n === 0 ? 'none' : n * 100 - 1, ...wanted.slice(n * 100, n * 100 + 100))]),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'appended', 'appended']);
    await told;
    const read: string[] = [];
    while (read.length < wanted.length) {
      await reading.news(after);
      const page = await reading.readAll({ after, limit: 1_000 });
      read.push(...names(page.events));
      after = page.position;
    }
    expect(read).toEqual(wanted);
  }

  it('come though the subscription is dropped at each burst', async () => {
    for (const n of upTo(4)) await tellOf(`b-${n}`);
    await subscribed();
  });

  it('come though the subscription is dropped before each', async () => {
    for (const n of upTo(4)) {
      await double.dropSubscriptions();
      await tellOf(`b-${n}`);
    }
    await subscribed();
  });

  it('come though every call is ended politely before each', async () => {
    for (const n of upTo(4)) {
      await double.endCalls();
      await tellOf(`b-${n}`);
    }
    await subscribed();
  }, 60_000);

  it('come though the subscription says nothing, and it is hung up for another', async () => {
    await double.faults({ subscriptions: { answer: 'none' } });
    await double.dropSubscriptions();
    for (const n of upTo(3)) await tellOf(`b-${n}`);
    await double.faults({});
    for (const n of upTo(3)) await tellOf(`c-${n}`);
    await subscribed();
  });

  it('come though subscriptions are refused, and are taken again when they are not', async () => {
    await double.faults({ subscriptions: { answer: 'too-busy' } });
    await double.dropSubscriptions();
    await tellOf('b-1');
    await double.faults({});
    await subscribed();
    await tellOf('b-2');
  });

  it('come though the server was gone', async () => {
    for (const n of upTo(3)) {
      await double.restart();
      await tellOf(`b-${n}`);
    }
    await subscribed();
  }, 60_000);
});
