import { expect, it } from '@jest/globals';
import type { EventStore, LogRead } from './event-store.js';
import { append, event, given, names, places, wholeLog } from './examples.contract.js';
import type { Current } from './opened-store.contract.js';

/** Position of the event called `name`. */
async function positionOf(store: EventStore, name: string): Promise<number> {
  const events = await wholeLog(store);
  return events[names(events).indexOf(name)]?.position ?? NaN;
}

/** Seven events of three categories and two types: o1 a2 o3 d4 a5 o6 o7. */
async function givenMixedLog(store: EventStore): Promise<void> {
  const typed = (stream: string, name: string, type: string) => ({
    stream,
    expected: 'none' as const,
    events: [event(name, { type })],
  });
  await given(
    store,
    typed('order-1', 'o1', 'Opened'),
    typed('activity-1', 'a2', 'Opened'),
    typed('order-3', 'o3', 'Closed'),
    typed('demand-4', 'd4', 'Closed'),
    typed('activity-5', 'a5', 'Closed'),
    typed('order-6', 'o6', 'Opened'),
    typed('order-7', 'o7', 'Closed'),
  );
}

/** All events of a filtered read, by pages of `limit`; each page must move on until the head is considered. */
async function filtered(store: EventStore, read: Omit<LogRead, 'after'>): Promise<readonly string[]> {
  const found: string[] = [];
  const head = await store.head();
  let after = 0;
  while (after < Math.min(head, read.upTo ?? head)) {
    const page = await store.readAll({ ...read, after });
    expect(page.position).toBeGreaterThan(after);
    expect(page.position).toBeLessThanOrEqual(head);
    expect(page.events.length).toBeLessThanOrEqual(read.limit);
    found.push(...names(page.events));
    after = page.position;
  }
  return found;
}

export function logCases(current: Current): void {
  it('is empty at first', async () => {
    const { store } = current();
    expect(await store.readAll({ after: 0, limit: 10 })).toEqual({ events: [], position: 0 });
    expect(await store.head()).toBe(0);
  });

  it('has every stream’s events in the order they were recorded', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one'), append('b-1', 'none', 'two', 'three'), append('a-1', 0, 'four'));
    const events = await wholeLog(store, 1);
    expect(places(events)).toEqual(['a-1@0', 'b-1@0', 'b-1@1', 'a-1@1']);
    expect(await store.head()).toBe(events[3]?.position);
  });

  it('reads after a position, exclusive, up to a position, inclusive, and no more than a limit', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one', 'two', 'three', 'four', 'five'));
    const after = await positionOf(store, 'one');
    const upTo = await positionOf(store, 'four');
    const page = await store.readAll({ after, limit: 10, upTo });
    expect(names(page.events)).toEqual(['two', 'three', 'four']);
    expect(page.position).toBe(upTo);
    const short = await store.readAll({ after, limit: 2, upTo });
    expect(names(short.events)).toEqual(['two', 'three']);
    expect(short.position).toBe(await positionOf(store, 'three'));
  });

  it('has considered no more than what is recorded, whatever was asked for', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one', 'two'));
    const head = await store.head();
    expect((await store.readAll({ after: 0, limit: 10, upTo: head + 1_000 })).position).toBe(head);
  });

  it('neither finds anything nor moves when it starts at or beyond the end', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one', 'two'));
    const head = await store.head();
    const first = await positionOf(store, 'one');
    expect(await store.readAll({ after: head, limit: 10 })).toEqual({ events: [], position: head });
    expect(await store.readAll({ after: head + 5, limit: 10 })).toEqual({ events: [], position: head + 5 });
    expect(await store.readAll({ after: head, limit: 10, upTo: first })).toEqual({ events: [], position: head });
  });

  it.each<[string, Omit<LogRead, 'after' | 'limit'>, readonly string[]]>([
    ['one category', { categories: ['order'] }, ['o1', 'o3', 'o6', 'o7']],
    ['two categories', { categories: ['activity', 'demand'] }, ['a2', 'd4', 'a5']],
    ['a category named twice', { categories: ['demand', 'demand'] }, ['d4']],
    ['a category without events', { categories: ['nothing'] }, []],
    ['no category at all', { categories: [] }, []],
    ['one type', { types: ['Opened'] }, ['o1', 'a2', 'o6']],
    ['all types', { types: ['Opened', 'Closed'] }, ['o1', 'a2', 'o3', 'd4', 'a5', 'o6', 'o7']],
    ['a type of a category', { categories: ['order'], types: ['Closed'] }, ['o3', 'o7']],
    [
      'types of categories',
      { categories: ['order', 'demand'], types: ['Closed', 'Opened'] },
      ['o1', 'o3', 'd4', 'o6', 'o7'],
    ],
  ])('filters by %s, in order, over pages of any size', async (_, filter, expected) => {
    const { store } = current();
    await givenMixedLog(store);
    for (const limit of [1, 2, 3, 10]) expect(await filtered(store, { ...filter, limit })).toEqual(expected);
  });

  it('counts only matching events against the limit', async () => {
    const { store } = current();
    await givenMixedLog(store);
    const page = await store.readAll({ after: 0, limit: 3, categories: ['order'] });
    expect(names(page.events)).toEqual(['o1', 'o3', 'o6']);
  });

  it('lets a reader that matches nothing reach the head', async () => {
    const { store } = current();
    await givenMixedLog(store);
    const head = await store.head();
    expect(await store.readAll({ after: 0, limit: 1, types: ['Unheard'] })).toEqual({ events: [], position: head });
  });

  it('filters within upTo', async () => {
    const { store } = current();
    await givenMixedLog(store);
    const upTo = await positionOf(store, 'a5');
    expect(await filtered(store, { limit: 10, categories: ['order'], upTo })).toEqual(['o1', 'o3']);
  });

  it.each([0, 10_001, 1.5])('takes a page of %d events for a bug', async (limit) => {
    await expect(current().store.readAll({ after: 0, limit })).rejects.toThrow();
  });

  it('keeps the events of one group together and in order, whoever else writes', async () => {
    const { store } = current();
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        store.appendBatch([
          [append(`a-${i}`, 'none', `${i}-1`, `${i}-2`), append(`b-${i}`, 'none', `${i}-3`)],
          [append(`c-${i}`, 'none', `${i}-4`)],
        ]),
      ),
    );
    const all = names(await wholeLog(store));
    expect(all).toHaveLength(32);
    for (let i = 0; i < 8; i += 1) {
      const at = all.indexOf(`${i}-1`);
      expect(all.slice(at, at + 3)).toEqual([`${i}-1`, `${i}-2`, `${i}-3`]);
    }
  });

  // Never (the log): a position is reused, or an event turns up below one a reader has seen
  it('never shows a reader an event below a position it has seen, while four writers write', async () => {
    const { store } = current();
    const writers = { writing: true };
    const writer = async (w: number): Promise<void> => {
      for (let i = 0; i < 50; i += 1) {
        await store.appendBatch([
          [append(`w${w}-${i}`, 'none', `${w}-${i}-a`, `${w}-${i}-b`)],
          [append(`w${w}-0`, 'none', `${w}-${i}-c`)],
        ]);
      }
    };
    const reader = async (): Promise<readonly string[]> => {
      const seen: string[] = [];
      let after = 0;
      while (writers.writing || after < (await store.head())) {
        const page = await store.readAll({ after, limit: 7 });
        for (const { position } of page.events) expect(position).toBeGreaterThan(after);
        seen.push(...names(page.events));
        after = page.position;
        await new Promise((resolve) => setImmediate(resolve));
      }
      return seen;
    };
    const reading = reader();
    await Promise.all([0, 1, 2, 3].map(writer));
    writers.writing = false;
    const seen = await reading;
    expect(seen).toHaveLength(400);
    expect(seen).toEqual(names(await wholeLog(store)));
  });
}
