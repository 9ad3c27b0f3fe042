import { getEventListeners } from 'node:events';
import { expect, it } from '@jest/globals';
import { append, given, record } from './examples.contract.js';
import type { Current } from './opened-store.contract.js';

/** Whether `promise` has settled by the time that what is already under way is done. */
async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await new Promise((resolve) => setImmediate(resolve));
  return done;
}

export function newsCases(current: Current): void {
  it('come at once when there is an event beyond', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one', 'two'));
    await store.news(0);
    await store.news((await store.head()) - 1);
  });

  it('come with the next event, not before', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one'));
    const after = await store.head();
    const news = store.news(after);
    expect(await settled(news)).toBe(false);
    await given(store, append('a-1', 0, 'two'));
    await news;
    expect((await store.readAll({ after, limit: 1 })).events).toHaveLength(1);
  });

  it('do not come with a refused append', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one'));
    const stop = new AbortController();
    const news = store.news(await store.head(), stop.signal);
    expect((await record(store, append('a-1', 'none', 'two'))).kind).toBe('wrong-revision');
    expect(await settled(news)).toBe(false);
    stop.abort();
    await news;
  });

  it('come only to those whose position has been passed', async () => {
    const { store } = current();
    const early = store.news(0);
    await given(store, append('a-1', 'none', 'one'));
    await early;
    const late = store.news((await store.head()) + 1_000_000_000_000);
    await given(store, append('a-1', 0, 'two'));
    expect(await settled(late)).toBe(false);
    await store.close();
    await late;
  });

  it('come to all who wait', async () => {
    const { store } = current();
    const waiting = Promise.all(Array.from({ length: 20 }, () => store.news(0)));
    await given(store, append('a-1', 'none', 'one'));
    await waiting;
  });

  it('end with the signal, and at once when it has been given already', async () => {
    const { store } = current();
    const stop = new AbortController();
    const news = store.news(0, stop.signal);
    expect(await settled(news)).toBe(false);
    stop.abort();
    await news;
    await store.news(0, stop.signal);
  });

  it('end with the store', async () => {
    const { store } = current();
    const news = store.news(0);
    await store.close();
    await news;
    await store.news(0);
  });

  it('leave no listener on the signal', async () => {
    const { store } = current();
    const stop = new AbortController();
    const listeners = (): number => getEventListeners(stop.signal, 'abort').length;
    for (let i = 0; i < 20; i += 1) {
      const news = store.news(await store.head(), stop.signal);
      await given(store, append(`a-${i}`, 'none', `event-${i}`));
      await news;
    }
    expect(listeners()).toBe(0);
    const last = store.news(await store.head(), stop.signal);
    stop.abort();
    await last;
    expect(listeners()).toBe(0);
  });
}
