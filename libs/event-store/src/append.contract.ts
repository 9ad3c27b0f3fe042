import { expect, it } from '@jest/globals';
import { append, event, given, names, places, record, wholeLog } from './examples.contract.js';
import type { Current } from './opened-store.contract.js';

export function appendCases(current: Current): void {
  it('gives a stream the revisions 0, 1, 2', async () => {
    const { store } = current();
    const revisions = [
      await record(store, append('a-1', 'none', 'one')),
      await record(store, append('a-1', 0, 'two', 'three')),
    ].map((outcome) => (outcome.kind === 'appended' ? outcome.appends.map(({ revision }) => revision) : outcome.kind));
    expect(revisions).toEqual([[0], [2]]);
    expect(places(await store.readStream('a-1'))).toEqual(['a-1@0', 'a-1@1', 'a-1@2']);
  });

  it('answers with the position of the last event of each append', async () => {
    const { store } = current();
    const [outcome] = await store.appendBatch([[append('a-1', 'none', 'one', 'two'), append('b-1', 'none', 'three')]]);
    const [, two, three] = await wholeLog(store);
    expect(outcome).toEqual({
      kind: 'appended',
      appends: [
        { revision: 1, position: two?.position },
        { revision: 0, position: three?.position },
      ],
    });
  });

  it.each([
    ['a stale', 0],
    ['a too high', 2],
    ['a far too high', 7],
  ])('refuses %s expectation and writes nothing', async (_, expected) => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one', 'two'));
    expect(await record(store, append('a-1', expected, 'late'))).toEqual({
      kind: 'wrong-revision',
      at: 0,
      revision: 1,
    });
    expect(names(await wholeLog(store))).toEqual(['one', 'two']);
  });

  it('refuses the expectation of none about a stream that exists', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one'));
    expect(await record(store, append('a-1', 'none', 'two'))).toEqual({ kind: 'wrong-revision', at: 0, revision: 0 });
    expect(names(await wholeLog(store))).toEqual(['one']);
  });

  it('refuses the expectation of a revision about a stream that does not exist', async () => {
    const { store } = current();
    expect(await record(store, append('a-1', 0, 'one'))).toEqual({ kind: 'wrong-revision', at: 0, revision: -1 });
    expect(await store.readStream('a-1')).toEqual([]);
  });

  it('goes on after a refusal as if it had not been', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'one'));
    await record(store, append('a-1', 5, 'wrong'));
    await given(store, append('a-1', 0, 'two'), append('b-1', 'none', 'three'));
    expect(names(await wholeLog(store))).toEqual(['one', 'two', 'three']);
  });

  it('lets one of ten concurrent appends to one revision win', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'first'));
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) => record(store, append('a-1', 0, `rival-${i}`))),
    );
    expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'wrong-revision')).toHaveLength(9);
    expect(places(await store.readStream('a-1'))).toEqual(['a-1@0', 'a-1@1']);
  });

  it('writes nothing of a group of which one append is refused', async () => {
    const { store } = current();
    await given(store, append('b-1', 'none', 'before'));
    const group = [append('a-1', 'none', 'one'), append('b-1', 'none', 'two'), append('c-1', 'none', 'three')];
    expect(await store.appendBatch([group])).toEqual([{ kind: 'wrong-revision', at: 1, revision: 0 }]);
    expect(names(await wholeLog(store))).toEqual(['before']);
    await given(store, append('a-1', 'none', 'one'));
  });

  it('does not let a refused group touch its neighbours', async () => {
    const { store } = current();
    const outcomes = await store.appendBatch([
      [append('a-1', 'none', 'one')],
      [append('b-1', 'none', 'lost'), append('a-1', 'none', 'refused')],
      [append('b-1', 'none', 'two'), append('c-1', 'none', 'three')],
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'wrong-revision', 'appended']);
    expect(names(await wholeLog(store))).toEqual(['one', 'two', 'three']);
  });

  it('lets a later group build on an earlier one of the same batch', async () => {
    const { store } = current();
    const outcomes = await store.appendBatch([[append('a-1', 'none', 'one')], [append('a-1', 0, 'two')]]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'appended']);
    expect(names(await store.readStream('a-1'))).toEqual(['one', 'two']);
  });

  it('records nothing that builds on what was not recorded, though another has made the revision it expects', async () => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'first', 'of another'));
    const outcomes = await store.appendBatch([
      [append('a-1', 0, 'one')],
      [append('a-1', 1, 'on one')],
      [append('b-1', 'none', 'else')],
      [{ ...append('a-1', 2, 'on that'), ahead: 'first' }, append('c-1', 'none', 'rests on it')],
      [append('c-1', 0, 'on top')],
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'wrong-revision',
      'wrong-revision',
      'appended',
      'wrong-revision',
      'wrong-revision',
    ]);
    expect(names(await wholeLog(store))).toEqual(['first', 'of another', 'else']);
  });

  it('answers each of many that build on one another with its own place', async () => {
    const { store } = current();
    const outcomes = await store.appendBatch([
      [append('a-1', 'none', 'one')],
      [append('b-1', 'none', 'other')],
      [append('a-1', 0, 'two', 'three')],
      [append('a-1', 2, 'four')],
    ]);
    const log = await wholeLog(store);
    const at = (name: string) => {
      const found = log.find((each) => names([each])[0] === name);
      return { revision: found?.revision, position: found?.position };
    };
    expect(outcomes.map((outcome) => (outcome.kind === 'appended' ? outcome.appends : outcome))).toEqual(
      ['one', 'other', 'three', 'four'].map((name) => [at(name)]),
    );
  });

  it('lets a later append build on an earlier one of the same group', async () => {
    const { store } = current();
    const [outcome] = await store.appendBatch([[append('a-1', 'none', 'one'), append('a-1', 0, 'two')]]);
    expect(outcome?.kind).toBe('appended');
    expect(names(await store.readStream('a-1'))).toEqual(['one', 'two']);
  });

  it('records what goes ahead before what rests on it, whatever else is in the batch', async () => {
    const { store } = current();
    const ahead = (...args: Parameters<typeof append>) => ({ ...append(...args), ahead: 'first' as const });
    const outcomes = await store.appendBatch([
      [ahead('pool-1', 'none', 'taken by a'), append('a-1', 'none', 'a')],
      [append('b-1', 'none', 'b')],
      [ahead('pool-1', 0, 'taken by c'), ahead('b-1', 0, 'touched by c'), append('c-1', 'none', 'c')],
      [
        ahead('c-1', 0, 'touched by d'),
        append('d-1', 'none', 'd'),
        ahead('d-1', 0, 'more'),
        append('e-1', 'none', 'e'),
      ],
      [append('pool-1', 1, 'its own')],
    ]);
    expect(outcomes.map((outcome) => (outcome.kind === 'appended' ? outcome.appends.length : outcome))).toEqual([
      2, 1, 3, 4, 1,
    ]);
    const log = names(await wholeLog(store));
    const rests = [
      ['taken by a', 'a'],
      ['b', 'touched by c'],
      ['taken by c', 'c'],
      ['touched by c', 'c'],
      ['c', 'touched by d'],
      ['touched by d', 'd'],
      ['d', 'more'],
      ['more', 'e'],
      ['taken by c', 'its own'],
    ];
    expect(rests.filter(([first = '', then = '']) => log.indexOf(first) > log.indexOf(then))).toEqual([]);
  });

  it('records nothing of a group that expects what goes ahead elsewhere', async () => {
    const { store } = current();
    await given(store, append('pool-1', 'none', 'before'));
    const group = [{ ...append('pool-1', 'none', 'taken'), ahead: 'first' as const }, append('a-1', 'none', 'a')];
    expect(await store.appendBatch([group])).toEqual([{ kind: 'wrong-revision', at: 0, revision: 0 }]);
    expect(names(await wholeLog(store))).toEqual(['before']);
  });

  it('answers nothing to an empty batch and writes nothing', async () => {
    const { store } = current();
    expect(await store.appendBatch([])).toEqual([]);
    expect(await store.head()).toBe(0);
  });

  it('writes a retried append once', async () => {
    const { store } = current();
    const retried = append('a-1', 'none', 'one', 'two');
    await given(store, retried);
    await record(store, retried);
    expect(places(await wholeLog(store))).toEqual(['a-1@0', 'a-1@1']);
  });

  it.each([
    ['no event', { ...append('a-1', 'none'), events: [] }],
    ['101 events', append('a-1', 'none', ...Array.from({ length: 101 }, (_, i) => `event-${i}`))],
    ['a negative revision', append('a-1', -1, 'one')],
    ['a revision that is no integer', append('a-1', 0.5, 'one')],
  ])('takes an append with %s for a bug and writes nothing of the call', async (_, wrong) => {
    const { store } = current();
    await expect(store.appendBatch([[append('b-1', 'none', 'fine')], [wrong]])).rejects.toThrow();
    expect(await wholeLog(store)).toEqual([]);
  });

  it('takes 100 events in one append', async () => {
    const { store } = current();
    const events = Array.from({ length: 100 }, (_, i) => event(`event-${i}`));
    await given(store, { stream: 'a-1', expected: 'none', events });
    expect((await store.readStream('a-1')).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });
}
