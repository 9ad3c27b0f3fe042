import { expect, it } from '@jest/globals';
import { append, given, names, wholeLog } from './examples.contract.js';
import type { Current } from './opened-store.contract.js';

export function lifetimeCases(current: Current): void {
  it('has everything that was acknowledged after it was closed and opened again', async () => {
    const { store, reopen } = current();
    await given(store, append('a-1', 'none', 'one', 'two'), append('b-1', 'none', 'three'));
    const before = await wholeLog(store);
    const again = await reopen();
    expect(await wholeLog(again)).toEqual(before);
    expect(await again.head()).toBe(before[2]?.position);
  });

  it('goes on after it was opened again where it was', async () => {
    const { store, reopen } = current();
    await given(store, append('a-1', 'none', 'one'));
    const again = await reopen();
    const head = await again.head();
    await given(again, append('a-1', 0, 'two'));
    expect(names(await again.readStream('a-1'))).toEqual(['one', 'two']);
    expect(await again.head()).toBeGreaterThan(head);
  });

  it('waits at closing for the appends under way', async () => {
    const { store, reopen } = current();
    const underWay = Promise.all(
      Array.from({ length: 20 }, (_, i) => store.appendBatch([[append(`a-${i}`, 'none', `event-${i}`)]])),
    );
    await store.close();
    expect((await underWay).map(([outcome]) => outcome?.kind)).toEqual(Array.from({ length: 20 }, () => 'appended'));
    expect(await wholeLog(await reopen())).toHaveLength(20);
  });

  it('is ready while it is open', async () => {
    await expect(current().store.ready()).resolves.toBeUndefined();
  });

  it('rejects every call after closing, and can be closed twice', async () => {
    const { store } = current();
    await store.close();
    await store.close();
    const unavailable = { code: 'store-unavailable' };
    await expect(store.appendBatch([[append('a-1', 'none', 'one')]])).rejects.toMatchObject(unavailable);
    await expect(store.readStream('a-1')).rejects.toMatchObject(unavailable);
    await expect(store.readAll({ after: 0, limit: 1 })).rejects.toMatchObject(unavailable);
    await expect(store.head()).rejects.toMatchObject(unavailable);
    await expect(store.ready()).rejects.toMatchObject(unavailable);
  });
}
