import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ALONG_SOURCE, Refusal, Registry, type Statement } from '#kernel';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { wholeLog } from '../../event-store/src/examples.contract.js';
import { bank, promisedOf, type Box, type Purse, type Tally } from './purse.fixture.js';
import { Recorder } from './recorder.js';
import { having, kindsOf, statement, wordOf, type FindingStore } from './stores.fixture.js';

const NOW = Date.parse('2026-03-05T12:00:00+08:00');
const registry = new Registry([bank]);
const filled = (coins: number, id = 'fill') => statement('purse-1', 'Filled', { coins }, id);
const ask = (box: number, coins: number, id = `ask-${box}`) => statement(`box-${box}`, 'Asked', { coins }, id);
const giveBack = (box: number, id = `back-${box}`) => statement(`box-${box}`, 'Returned', {}, id, { hour: 11 });
const clear = (box: number) => statement(`box-${box}`, 'Cleared', {}, `clear-${box}`, { hour: 11 });
const drop = (box: number, id: string) => statement('purse-1', 'Dropped', { box: `box-${box}` }, id, { hour: 11 });

let double: RunningDouble | undefined;
let folder: string;
beforeAll(async () => {
  double = process.env['EVENTSTORE_URL'] === undefined ? await startDouble() : undefined;
});
afterAll(() => double?.close());
const url = (): string => process.env['EVENTSTORE_URL'] ?? double?.url ?? '';

describe.each(kindsOf(url))('what is recorded along, on %s', (_, { open, runs }) => {
  let store: FindingStore;
  let recorder: Recorder;
  const recorderOn = (over: FindingStore = store) =>
    new Recorder({ store: over, lookup: over.lookup, registry, now: () => NOW });
  const post = async (...statements: Statement[]) => (await recorder.record(statements, 'each')).map(wordOf);
  const stateOf = async <State>(stream: string): Promise<State> => (await recorder.fold(stream)).state as State;
  /** What the purse has promised, whom it lets wait, and whom it has not told. */
  const purse = async () => {
    const { promised, waiting, untold } = await stateOf<Purse>('purse-1');
    const lines = (of: Purse['promised']) => of.map((line) => [line.box, line.coins]);
    return { promised: lines(promised), waiting: lines(waiting), untold };
  };
  const said = async (stream: string) => (await store.readStream(stream)).map(({ type }) => type);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'liuhen-along-'));
    store = await open(join(folder, 'events.db'));
    recorder = recorderOn();
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('goes with the statement, in one round as in several', async () => {
    expect(await post(filled(10), ask(1, 6), ask(2, 5), ask(3, 4))).toEqual([
      'recorded purse-1@0',
      'recorded box-1@1',
      'recorded box-2@0',
      'recorded box-3@0',
    ]);
    // Who came later does not overtake one who waits, though there would be enough for them.
    expect(await purse()).toEqual({
      promised: [['box-1', 6]],
      waiting: [
        ['box-2', 5],
        ['box-3', 4],
      ],
      untold: [],
    });
    expect(await post(giveBack(1), clear(1))).toEqual(['recorded box-1@2', 'recorded box-1@3']);
    expect(await purse()).toEqual({
      promised: [
        ['box-2', 5],
        ['box-3', 4],
      ],
      waiting: [],
      untold: ['box-2', 'box-3'],
    });
    expect(await said('box-3')).toEqual(['Asked', 'Promoted']);
    expect(await said('tally-1')).toEqual(['Counted', 'Counted', 'Counted']);
  });

  it('is said by the ledger, cites the statement and comes before it', async () => {
    await post(filled(10), ask(1, 6));
    const log = await wholeLog(store);
    const [asked, promised] = ['Asked', 'Promised'].map((type) => log.find((each) => each.type === type));
    expect(promised?.meta).toMatchObject({
      actor: { role: 'LEDGER' },
      source: ALONG_SOURCE,
      occurredAt: '2026-03-05T12:00:00.000+08:00',
      correlationId: 'box-1',
      causationId: asked?.id,
    });
    const places = log.map(({ type }) => type);
    if (places.indexOf('Promised') > places.indexOf('Asked')) throw new Error(places.join());
    // Whoever looks up the statement finds what it said, and nothing of this.
    expect((await store.lookup.statement('//test', 'ask-1')).map(({ type }) => type)).toEqual(['Asked', 'Given']);
  });

  it('is not repeated when the statement is', async () => {
    await post(filled(10), ask(1, 6));
    expect(await post(ask(1, 6), ask(1, 6))).toEqual(['replayed box-1@1', 'replayed box-1@1']);
    expect(await said('purse-1')).toEqual(['Filled', 'Promised']);
  });

  it('is not recorded of what is refused, nor of a batch or a rehearsal that is not recorded', async () => {
    expect(await post(ask(1, 6))).toEqual(['purse-empty']);
    await post(filled(10));
    expect((await recorder.record([ask(1, 6), ask(2, 95)], 'all')).map(wordOf)).toEqual([
      'batch-not-recorded',
      'asks-too-much',
    ]);
    expect((await recorder.rehearse([ask(1, 6), ask(2, 6)], 'each')).map(wordOf)).toEqual([
      'admitted box-1: 2',
      'admitted box-2: 1',
    ]);
    expect(await said('purse-1')).toEqual(['Filled']);
  });

  it('serves the statements of a batch in their order', async () => {
    await post(filled(10));
    const batch = [ask(1, 6), ask(2, 5), giveBack(1), clear(1), ask(3, 5)];
    expect((await recorder.record(batch, 'all')).map(wordOf)).toEqual([
      'recorded box-1@1',
      'recorded box-2@0',
      'recorded box-1@2',
      'recorded box-1@3',
      'recorded box-3@1',
    ]);
    expect(await purse()).toEqual({
      promised: [
        ['box-2', 5],
        ['box-3', 5],
      ],
      waiting: [],
      untold: ['box-2'],
    });
    expect(await said('box-2')).toEqual(['Asked', 'Promoted']);
  });

  it('goes with what a restatement words anew, and is given up once its holder is past using it', async () => {
    await post(filled(10), ask(1, 6), ask(2, 9), ask(3, 4));
    const [target] = await store.readStream('box-2');
    const reword = { targetEventId: target?.id, reason: '误', replacement: { coins: 8 } };
    const byHub = { role: 'HUB' } as const;
    expect(await post(statement('box-2', 'EntryRestated', reword, 'r1', byHub), drop(2, 'too-early'))).toEqual([
      'recorded box-2@1',
      'still-held',
    ]);
    expect(await purse()).toMatchObject({
      waiting: [
        ['box-2', 8],
        ['box-3', 4],
      ],
    });
    const words = { targetEventId: target?.id, reasonCode: 'OTHER', reason: '误' };
    expect(await post(statement('box-2', 'EntryReversed', words, 'r2', byHub), drop(2, 'now'))).toEqual([
      'recorded box-2@2',
      'recorded purse-1@6',
    ]);
    expect(await purse()).toEqual({
      promised: [
        ['box-1', 6],
        ['box-3', 4],
      ],
      waiting: [],
      untold: ['box-3'],
    });
  });

  it('is never recorded on more than a guard allows', async () => {
    await post(filled(100));
    const words = await post(...Array.from({ length: 45 }, (_each, n) => ask(n, 1)));
    expect(words.filter((word) => word === 'asked-too-often')).toHaveLength(5);
    expect(await stateOf<Tally>('tally-1')).toEqual({ status: 'OPEN', asked: 40 });
  });

  /** The store as one sees it who dies after the `n`-th part of what is sent ahead. */
  const dying = (n: number): FindingStore => {
    let left = n;
    return having(store, {
      appendBatch: async (groups) => {
        const ahead = groups.flat().filter((each) => each.ahead !== undefined);
        if (left > 0) await store.appendBatch(ahead.slice(0, left).map((each) => [each]));
        left = 0;
        throw new Refusal('store-unavailable', 'unavailable', '断', 'died');
      },
    });
  };

  it('tells who is next once it is their turn, though a server died before it was told', async () => {
    await post(filled(10), ask(1, 6), ask(2, 9), ask(3, 1), giveBack(1));
    recorder = recorderOn(dying(1));
    await expect(post(clear(1))).rejects.toMatchObject({ code: 'store-unavailable' });
    recorder = recorderOn();
    expect(await said('box-2')).toEqual(['Asked']);
    expect(await post(clear(1))).toEqual(['recorded box-1@3']);
    expect([await said('box-2'), await said('box-3')]).toEqual([
      ['Asked', 'Promoted'],
      ['Asked', 'Promoted'],
    ]);
    const at = { hour: 12 };
    await post(statement('box-3', 'Returned', {}, 'b3', at), statement('box-3', 'Cleared', {}, 'c3', at));
    expect((await purse()).untold).toEqual([]);
  });

  it.each([1, 2])('leaves nothing but what can be taken up again by a server that died after %i appends', async (n) => {
    await post(filled(10), ask(1, 6));
    recorder = recorderOn(dying(n));
    await expect(post(ask(2, 4))).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await said('box-2')).toEqual([]);
    recorder = recorderOn();
    // It could still be on its way, so it is not given to others.
    expect(await post(ask(3, 5), drop(2, 'early'), ask(2, 4))).toEqual([
      'recorded box-3@0',
      'still-held',
      'recorded box-2@1',
    ]);
    expect(await purse()).toMatchObject({
      promised: [
        ['box-1', 6],
        ['box-2', 4],
      ],
      waiting: [['box-3', 5]],
    });
    expect(await stateOf<Box>('box-2')).toEqual({ status: 'HOLDS', coins: 4 });
  });

  // Never (the log): what is promised comes to more than there is, or what is promised is not what the boxes say
  it('never promises more than there is, and loses nobody, whatever two doors post at once', async () => {
    const act = fc.oneof(
      fc.tuple(fc.constant('ask' as const), fc.nat(7), fc.integer({ min: 1, max: 6 })),
      fc.tuple(fc.constant('back' as const), fc.nat(7), fc.constant(0)),
    );
    const doors = fc.tuple(fc.array(act, { maxLength: 12 }), fc.array(act, { maxLength: 12 }));
    let run = 0;
    await fc.assert(
      fc.asyncProperty(doors, fc.boolean(), async (posts, together) => {
        run += 1;
        const own = await open(join(folder, `run-${run}.db`));
        const [one, other] = [recorderOn(own), recorderOn(own)];
        await one.record([filled(12)], 'each');
        const answers = posts.flatMap((acts, door) => {
          const statements = acts.map(([kind, box, coins], n) =>
            kind === 'ask' ? ask(box, coins, `a${door}-${n}`) : giveBack(box, `b${door}-${n}`),
          );
          const parts = together ? [statements] : statements.map((each) => [each]);
          return parts.map((part) => (door === 0 ? one : other).record(part, 'each'));
        });
        await Promise.all(answers);
        const boxes = [...Array(8).keys()];
        const both = (statements: readonly Statement[]) =>
          Promise.all([one, other].map((recorder) => recorder.record(statements, 'each')));
        await both(boxes.map(clear));
        const reader = recorderOn(own);
        const { promised, waiting } = (await reader.fold('purse-1')).state as Purse;
        expect(promisedOf({ promised })).toBeLessThanOrEqual(12);
        for (const box of boxes) {
          const { status, coins } = (await reader.fold(`box-${box}`)).state as Box;
          const has = (lines: Purse['promised']) => lines.find((line) => line.box === `box-${box}`)?.coins ?? 0;
          expect([box, has(promised), has(waiting)]).toEqual([
            box,
            status === 'HOLDS' ? coins : 0,
            status === 'ASKED' ? coins : 0,
          ]);
        }
        const [next] = waiting;
        if (next !== undefined) expect(promisedOf({ promised }) + next.coins).toBeGreaterThan(12);
        await own.close();
      }),
      { numRuns: runs },
    );
  });
});
