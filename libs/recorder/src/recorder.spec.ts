import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  erase,
  eventType,
  Field,
  integer,
  Refusal,
  Registry,
  type Aggregate,
  type FactOf,
  type Guard,
  type Statement,
} from '#kernel';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { wholeLog } from '../../event-store/src/examples.contract.js';
import { Recorder } from './recorder.js';
import type { Verdict } from './receipt.js';
import { having, kindsOf, onServer, statement, wordOf, type FindingStore } from './stores.fixture.js';

/** A till takes coins up to its limit; filled exactly, it closes itself; a till may be opened only while the desk is open. */
class Opened {
  @Field(integer(1, 100)) limit: number;
}
class Filled {
  @Field(integer(1, 100)) coins: number;
}
class Closed {}
const tillEvents = {
  Opened: eventType(Opened, { version: 1, zh: '启用', by: ['WINDOW'], from: ['ABSENT'] }),
  Filled: eventType(Filled, { version: 1, zh: '投入', by: ['WINDOW'], from: ['OPEN'] }),
  Closed: eventType(Closed, { version: 1, zh: '封存', by: [], from: ['OPEN'] }),
};
const deskEvents = {
  DeskOpened: eventType(Closed, { version: 1, zh: '开台', by: ['WINDOW'], from: ['SHUT'] }),
  DeskShut: eventType(Closed, { version: 1, zh: '收台', by: ['WINDOW'], from: ['OPEN'] }),
};
interface Till {
  readonly status: 'ABSENT' | 'OPEN' | 'CLOSED';
  readonly limit: number;
  readonly coins: number;
}
const deskView = {
  name: 'desk-open',
  initial: false,
  evolve: (open: boolean, { type }: { type: string }) =>
    type === 'DeskOpened' ? true : type === 'DeskShut' ? false : open,
};
const deskSight = { stream: 'desk-1', view: deskView };
const till: Aggregate<Till, typeof tillEvents> = {
  context: 'shop',
  category: 'till',
  zh: '钱箱',
  id: '[0-9]+',
  events: tillEvents,
  initial: { status: 'ABSENT', limit: 0, coins: 0 },
  evolve: (state, fact: FactOf<typeof tillEvents>) => {
    switch (fact.type) {
      case 'Opened':
        return { ...state, status: 'OPEN', limit: fact.data.limit };
      case 'Filled':
        return { ...state, coins: state.coins + fact.data.coins };
      case 'Closed':
        return { ...state, status: 'CLOSED' };
    }
  },
  sees: ({ type }) => (type === 'Opened' ? [deskSight] : []),
  decide: (state, fact, seen) => {
    if (fact.type === 'Opened' && !seen.of(deskSight))
      throw new Refusal('desk-shut', 'conflict', '未开台', 'the desk is shut');
    if (fact.type !== 'Filled') return [fact];
    const coins = state.coins + fact.data.coins;
    if (coins > state.limit) throw new Refusal('till-full', 'conflict', '已满', 'full');
    return coins === state.limit ? [fact, { type: 'Closed', version: 1, data: {} }] : [fact];
  },
  parties: () => ({ nodes: [], orgs: [] }),
};
const desk: Aggregate<{ readonly status: 'SHUT' | 'OPEN' }, typeof deskEvents> = {
  context: 'shop',
  category: 'desk',
  zh: '柜台',
  id: '[0-9]+',
  events: deskEvents,
  initial: { status: 'SHUT' },
  evolve: (_state, { type }) => ({ status: type === 'DeskOpened' ? 'OPEN' : 'SHUT' }),
  decide: (_state, fact) => [fact],
  parties: () => ({ nodes: [], orgs: [] }),
};
/** The office inspects the shop; while it does, no till is filled, nor what was filled corrected. */
const inspectionEvents = {
  Begun: eventType(Closed, { version: 1, zh: '进场', by: ['WINDOW'], from: ['ENDED'] }),
  Ended: eventType(Closed, { version: 1, zh: '离场', by: ['WINDOW'], from: ['BEGUN'] }),
};
const inspection: Aggregate<{ readonly status: 'ENDED' | 'BEGUN' }, typeof inspectionEvents> = {
  context: 'office',
  category: 'inspection',
  zh: '检查',
  id: '[0-9]+',
  events: inspectionEvents,
  initial: { status: 'ENDED' },
  evolve: (_state, { type }) => ({ status: type === 'Begun' ? 'BEGUN' : 'ENDED' }),
  decide: (_state, fact) => [fact],
  parties: () => ({ nodes: [], orgs: [] }),
};
const inspectionSight = {
  stream: 'inspection-1',
  view: {
    name: 'inspection-under-way',
    initial: false,
    evolve: (_: boolean, { type }: { type: string }) => type === 'Begun',
  },
};
const inspected: Guard = {
  sees: ({ fact, entry }) => (entry?.type === 'Filled' || fact.type === 'EntryReversed' ? [inspectionSight] : []),
  check({ fact, entry }, seen) {
    if ((entry?.type === 'Filled' || fact.type === 'EntryReversed') && seen.of(inspectionSight))
      throw new Refusal('under-inspection', 'conflict', '检查中', 'under inspection');
  },
};
const shop = { name: 'shop', zh: '店', aggregates: [erase(till), erase(desk)] };
const office = { name: 'office', zh: '所', aggregates: [erase(inspection)] };
const registry = new Registry([shop, { ...office, guards: [inspected] }]);

/** The same shop in a later build, which words the opening of the desk in another shape. */
const reshaped = eventType(Filled, {
  version: 2,
  zh: '开台',
  by: ['WINDOW'],
  from: ['SHUT'],
  upcasters: { 1: () => ({ coins: 1 }) },
});
const laterDesk = { ...desk, events: { ...deskEvents, DeskOpened: reshaped } };
const laterRegistry = new Registry([{ name: 'shop', zh: '店', aggregates: [erase(till), erase(laterDesk)] }]);

const NOW = Date.parse('2026-03-05T12:00:00+08:00');
const opened = statement('desk-1', 'DeskOpened', {}, 'd1');
const till1 = (limit = 10) => statement('till-1', 'Opened', { limit }, 't1');
const begun = statement('inspection-1', 'Begun', {}, 'i1');
const ended = statement('inspection-1', 'Ended', {}, 'i2');
const fill = (coins: number, id: string) => statement('till-1', 'Filled', { coins }, id);
const reversal = (target: string | undefined): Statement =>
  statement('till-1', 'EntryReversed', { targetEventId: target, reasonCode: 'OTHER', reason: '误' }, 'r1', {
    role: 'HUB',
  });
/** A real server when EVENTSTORE_URL names one, else the double. */
let double: RunningDouble | undefined;
let folder: string;
beforeAll(async () => {
  double = process.env['EVENTSTORE_URL'] === undefined ? await startDouble() : undefined;
});
afterAll(() => double?.close());
const url = (): string => process.env['EVENTSTORE_URL'] ?? double?.url ?? '';
const fileOf = (name: string): string => join(folder, `${name}.db`);

describe.each(kindsOf(url))('a recorder on %s', (_, { open: openFile, runs: lawRuns }) => {
  const open = (name: string) => openFile(fileOf(name));
  /** Names the stores of property runs. */
  let runs = 0;
  let store: FindingStore;
  let recorder: Recorder;
  const recorderOn = (over: FindingStore = store, now = () => NOW) =>
    new Recorder({ store: over, lookup: over.lookup, registry, now });
  const withRecorder = async <Result>(name: string, work: (recorder: Recorder) => Promise<Result>): Promise<Result> => {
    const own = await open(name);
    try {
      return await work(recorderOn(own));
    } finally {
      await own.close();
    }
  };
  const post = async (...statements: Statement[]) => (await recorder.record(statements, 'each')).map(wordOf);
  const recorded = async (): Promise<number> => (await wholeLog(store)).length;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'liuhen-recorder-'));
    store = await open('events');
    recorder = recorderOn();
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  describe('recording', () => {
    it('decides each statement on what the ones before it did, in other streams too', async () => {
      expect(await post(till1(), opened)).toEqual(['desk-shut', 'recorded desk-1@0']);
      expect(await post(till1(), fill(3, 'f1'), fill(8, 'f2'), fill(7, 'f3'))).toEqual([
        'recorded till-1@0',
        'recorded till-1@1',
        'till-full',
        'recorded till-1@3',
      ]);
      expect(await recorded()).toBe(5);
      expect((await recorder.fold('till-1')).state).toEqual({ status: 'CLOSED', limit: 10, coins: 10 });
    });

    // Never (the log): a decision rests on facts that may yet fail, or on how posts are cut and overlap
    it('lets no decision rest on what was not recorded in the end', async () => {
      await post(opened, till1(), fill(1, 'f1'), statement('desk-1', 'DeskShut', {}, 'd2'));
      const reused = statement('desk-1', 'DeskOpened', {}, 'f1');
      const other = statement('till-2', 'Opened', { limit: 3 }, 't2');
      expect(await post(reused, other)).toEqual(['statement-id-reused', 'desk-shut']);
    });

    it('blames nothing in a refused batch on what was not recorded in the end', async () => {
      const [open, shut] = [statement('desk-1', 'DeskOpened', {}, 'again'), statement('desk-1', 'DeskShut', {}, 's1')];
      await recorder.record([open], 'each');
      // The second opening would stand between the two shuttings, but repeats the first.
      const each = recorder.record([shut, open], 'each');
      const all = recorder.record(
        [statement('till-1', 'Opened', { limit: 1 }, 'again'), statement('desk-1', 'DeskShut', {}, 's2')],
        'all',
      );
      expect((await each).map(wordOf)).toEqual(['recorded desk-1@1', 'replayed desk-1@0']);
      expect((await all).map(wordOf)).toEqual(['statement-id-reused', 'status-not-allowed']);
    });

    // Never (the log): a decision rests on facts that may yet fail, or on how posts are cut and overlap
    it('answers as posting one by one would, however posts are cut and overlap', async () => {
      const step = fc.oneof(
        fc.constantFrom('DeskOpened', 'DeskShut').map((type) => ({ stream: 'desk-1', type, data: {} })),
        fc.constantFrom('Begun', 'Ended').map((type) => ({ stream: 'inspection-1', type, data: {} })),
        fc.nat(2).map((till) => ({ stream: `till-${till}`, type: 'Opened', data: { limit: 5 } })),
        fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 3 })).map(([till, coins]) => ({
          stream: `till-${till}`,
          type: 'Filled',
          data: { coins },
        })),
      );
      const posts = fc.array(
        fc.record({
          steps: fc.array(fc.tuple(step, fc.nat(9), fc.constantFrom(10, 10, 11, 12)), { minLength: 1, maxLength: 4 }),
          mode: fc.constantFrom('each' as const, 'each' as const, 'all' as const),
          isPause: fc.boolean(),
        }),
        { minLength: 1, maxLength: 10 },
      );
      await fc.assert(
        fc.asyncProperty(posts, async (drawn) => {
          let n = 0;
          const jobs = drawn.map(({ steps, mode, isPause }) => ({
            mode,
            isPause,
            statements: steps.map(([{ stream, type, data }, reuse, hour], index) => {
              n += 1;
              // One id is used by many jobs, for different content; within a job it is used once.
              const isReused = reuse === 0 && steps.findIndex(([, other]) => other === 0) === index;
              return statement(stream, type, data, isReused ? 'again' : `s${n}`, { hour });
            }),
          }));
          const [one, many] = [`${runs}-one`, `${runs}-many`];
          runs += 1;
          const expected = await withRecorder(one, async (single) => {
            const verdicts: Verdict[] = [];
            for (const { mode, statements } of jobs) {
              if (mode === 'all') verdicts.push(...(await single.record(statements, 'all')));
              else for (const posting of statements) verdicts.push(...(await single.record([posting], 'each')));
            }
            return verdicts.map(wordOf);
          });
          const answered = await withRecorder(many, async (overlapping) => {
            const answers: Promise<readonly Verdict[]>[] = [];
            for (const { mode, statements, isPause } of jobs) {
              answers.push(overlapping.record(statements, mode));
              if (isPause) await new Promise((resolve) => setImmediate(resolve));
            }
            return (await Promise.all(answers)).flat().map(wordOf);
          });
          expect(answered).toEqual(expected);
        }),
        { numRuns: lawRuns },
      );
    }, 60_000);

    it('answers a repeated statement with its first receipt, for ever and after a restart', async () => {
      await post(opened, till1());
      const [first] = await recorder.record([fill(10, 'f1')], 'each');
      expect(wordOf(first)).toBe('recorded till-1@2');
      for (const again of [recorder, recorderOn()]) {
        const [verdict] = await again.record([fill(10, 'f1')], 'each');
        expect(verdict).toEqual({
          kind: 'recorded',
          receipt: { ...(first?.kind === 'recorded' ? first.receipt : {}), replayed: true },
        });
      }
      expect(await recorded()).toBe(4);
    });

    it('answers a bulk post sent again with its receipts, though its rules would admit it all again', async () => {
      await post(opened, till1(100));
      const all = [1, 2, 3, 4, 5, 6].map((n) => fill(1, `f${n}`));
      const first = await post(...all);
      expect(await post(...all)).toEqual(first.map((word) => word.replace('recorded', 'replayed')));
    });

    // Never (the log): a statement id means two things
    it('refuses an id that names other content, also about another stream, also in one batch', async () => {
      await post(opened, till1());
      expect(await post(fill(1, 'f1'), fill(2, 'f1'))).toEqual(['recorded till-1@1', 'statement-id-reused']);
      expect(await post(fill(2, 'f1'))).toEqual(['statement-id-reused']);
      expect(await post(statement('desk-1', 'DeskShut', {}, 'f1'))).toEqual(['statement-id-reused']);
    });

    // Never (the log): a statement is recorded twice, however often and at once it is posted
    it('records identical posts in flight at once exactly once', async () => {
      await post(opened, till1());
      const verdicts = await Promise.all(Array.from({ length: 8 }, () => recorder.record([fill(1, 'f1')], 'each')));
      expect(verdicts.flat().map(wordOf).sort()).toEqual([
        'recorded till-1@1',
        ...Array<string>(7).fill('replayed till-1@1'),
      ]);
      expect(await recorded()).toBe(3);
    });

    it('all: records everything or nothing', async () => {
      await post(opened);
      const bad = await recorder.record([till1(), fill(3, 'f1'), fill(9, 'f2')], 'all');
      expect(bad.map(wordOf)).toEqual(['batch-not-recorded', 'batch-not-recorded', 'till-full']);
      expect(await recorded()).toBe(1);
      const good = [till1(), fill(3, 'f1'), fill(7, 'f2')];
      expect((await recorder.record(good, 'all')).map(wordOf)).toEqual([
        'recorded till-1@0',
        'recorded till-1@1',
        'recorded till-1@3',
      ]);
      expect((await recorder.record(good, 'all')).map(wordOf)).toEqual([
        'replayed till-1@0',
        'replayed till-1@1',
        'replayed till-1@3',
      ]);
      expect(await recorded()).toBe(5);
    });

    it('all: completes a batch of which a part is recorded', async () => {
      await post(opened, till1(), fill(3, 'f1'));
      expect((await recorder.record([till1(), fill(3, 'f1'), fill(4, 'f2')], 'all')).map(wordOf)).toEqual([
        'replayed till-1@0',
        'replayed till-1@1',
        'recorded till-1@2',
      ]);
    });

    it('a refused batch leaves no trace in the decisions beside it', async () => {
      await post(opened, till1());
      const [bad, good] = await Promise.all([
        recorder.record([fill(9, 'f1'), fill(9, 'f2')], 'all'),
        recorder.record([fill(9, 'f3')], 'each'),
      ]);
      expect(bad.map(wordOf)).toEqual(['batch-not-recorded', 'till-full']);
      expect(good.map(wordOf)).toEqual(['recorded till-1@1']);
    });

    // Never (times): the knowledge clock runs backwards
    it('stamps a knowledge clock that never runs backwards', async () => {
      let now = NOW;
      recorder = recorderOn(store, () => now);
      await post(opened);
      now -= 600_000;
      await post(till1());
      const { events } = await store.readAll({ after: 0, limit: 10 });
      expect(events.map(({ meta }) => meta.recordedAt)).toEqual(Array(2).fill('2026-03-05T12:00:00.000+08:00'));
    });

    it('a correction is folded into what is decided next, in the same batch', async () => {
      await post(opened, till1(), fill(9, 'f1'));
      const [, target] = (await store.readStream('till-1')).map(({ id }) => id);
      expect(await post(reversal(target), fill(8, 'f2'))).toEqual(['recorded till-1@2', 'recorded till-1@3']);
      expect((await recorder.fold('till-1')).state).toMatchObject({ coins: 8 });
      expect((await recorderOn().fold('till-1')).state).toMatchObject({ coins: 8 });
    });
  });

  describe('a guard of another context', () => {
    it('is asked once role, time and status allow a statement, and before its own rule', async () => {
      expect(await post(opened, begun, till1(3))).toEqual([
        'recorded desk-1@0',
        'recorded inspection-1@0',
        'recorded till-1@0',
      ]);
      const [unopened, late] = [statement('till-2', 'Filled', { coins: 1 }, 'f0'), fill(9, 'f1')];
      const early = { ...late, meta: { ...late.meta, occurredAt: '2025-03-05T10:00:00.000+08:00', statementId: 'f2' } };
      const words = ['status-not-allowed', 'under-inspection', 'backdated-too-far'];
      expect(await post(unopened, late, early)).toEqual(words);
      expect(await post(ended, late, fill(3, 'f3'))).toEqual([
        'recorded inspection-1@1',
        'till-full',
        'recorded till-1@2',
      ]);
    });

    it('is asked about reversals, restatements and rehearsals as about entries', async () => {
      await post(opened, till1(), fill(3, 'f1'), begun);
      const [, target] = (await store.readStream('till-1')).map(({ id }) => id);
      const words = { targetEventId: target, reason: '误', replacement: { coins: 2 } };
      const restatement = statement('till-1', 'EntryRestated', words, 'r2', { role: 'HUB' });
      const all = [reversal(target), restatement, fill(1, 'f2')];
      expect(await post(...all)).toEqual(all.map(() => 'under-inspection'));
      const rehearsed = [...all, ended, fill(1, 'f3')];
      expect((await recorder.rehearse(rehearsed, 'each')).map(wordOf)).toEqual([
        ...all.map(() => 'under-inspection'),
        'admitted inspection-1: 1',
        'admitted till-1: 1',
      ]);
      expect(await post(ended, restatement)).toEqual(['recorded inspection-1@1', 'recorded till-1@2']);
    });

    it('lets no decision rest on what was not recorded in the end', async () => {
      await post(opened, till1(), fill(1, 'f1'));
      const reused = statement('inspection-1', 'Begun', {}, 'f1');
      expect(await post(reused, fill(1, 'f2'))).toEqual(['statement-id-reused', 'recorded till-1@2']);
      const batch = await recorder.record([begun, fill(1, 'f3')], 'all');
      expect(batch.map(wordOf)).toEqual(['batch-not-recorded', 'under-inspection']);
      expect(await post(fill(1, 'f3'))).toEqual(['recorded till-1@3']);
    });

    it('may say by which rule occurrence times are judged, and the event cites it', async () => {
      const strict = { version: 'strict@1', futureMinutes: 0, backdateDays: 0 };
      const timed: Guard = {
        sees: () => [inspectionSight],
        postingRule: (_asked, seen) => (seen.of(inspectionSight) ? strict : undefined),
      };
      const strictly = new Registry([shop, { ...office, guards: [timed] }]);
      recorder = new Recorder({ store, lookup: store.lookup, registry: strictly, now: () => NOW });
      const now = statement('till-1', 'Filled', { coins: 1 }, 'f2', { hour: 12 });
      expect(await post(opened, till1(), begun, fill(1, 'f1'), now)).toEqual([
        'recorded desk-1@0',
        'recorded till-1@0',
        'recorded inspection-1@0',
        'backdated-too-far',
        'recorded till-1@1',
      ]);
      const cited = (await wholeLog(store)).map(({ type, meta }) => [type, ...meta.ruleVersions]);
      expect(cited).toEqual([
        ['DeskOpened', 'posting@1'],
        ['Opened', 'posting@1'],
        ['Begun', 'posting@1'],
        ['Filled', 'strict@1'],
      ]);
    });
  });

  describe('a shape that was superseded', () => {
    const later = (): Recorder =>
      new Recorder({ store, lookup: store.lookup, registry: laterRegistry, now: () => NOW });
    const shut = statement('desk-1', 'DeskShut', {}, 'd2');

    it('is repeated with its receipt, alone, in a batch and in a rehearsal', async () => {
      await post(opened);
      const recorder = later();
      expect((await recorder.rehearse([opened], 'each')).map(wordOf)).toEqual(['replayed desk-1@0']);
      expect((await recorder.record([opened], 'each')).map(wordOf)).toEqual(['replayed desk-1@0']);
      expect((await recorder.record([opened, shut], 'all')).map(wordOf)).toEqual([
        'replayed desk-1@0',
        'recorded desk-1@1',
      ]);
    });

    it('is recorded no more, and the refusal names the newest', async () => {
      await post(opened);
      const [verdict] = await later().record([statement('desk-2', 'DeskOpened', {}, 'd3')], 'each');
      expect(verdict).toMatchObject({
        kind: 'refused',
        refusal: { code: 'event-type-superseded', params: { newest: 'cn.smes.shop.desk-opened.v2' } },
      });
      const reused = statement('desk-1', 'DeskOpened', { other: true }, 'd1');
      expect((await later().record([reused], 'each')).map(wordOf)).toEqual(['statement-id-reused']);
      expect(await recorded()).toBe(1);
    });

    it('takes with it the batch that it stands in', async () => {
      const batch = [statement('desk-2', 'DeskOpened', {}, 'd3'), { ...opened, version: 2, data: { coins: 1 } }];
      expect((await later().record(batch, 'all')).map(wordOf)).toEqual(['event-type-superseded', 'batch-not-recorded']);
      expect(await recorded()).toBe(0);
    });
  });

  describe('rehearsal', () => {
    it('says what recording would do and stores nothing', async () => {
      await post(opened);
      const batch = [till1(), fill(3, 'f1'), fill(9, 'f2'), opened];
      expect((await recorder.rehearse(batch, 'each')).map(wordOf)).toEqual([
        'admitted till-1: 1',
        'admitted till-1: 1',
        'till-full',
        'replayed desk-1@0',
      ]);
      expect(await recorded()).toBe(1);
      expect((await recorder.record(batch, 'each')).map(wordOf)).toEqual([
        'recorded till-1@0',
        'recorded till-1@1',
        'till-full',
        'replayed desk-1@0',
      ]);
    });

    it('says of what stands twice in a post that it would be recorded once', async () => {
      const said = await recorder.rehearse([opened, opened], 'all');
      expect(said).toEqual([
        { kind: 'admitted', stream: 'desk-1', events: 1, again: false },
        { kind: 'admitted', stream: 'desk-1', events: 1, again: true },
      ]);
      expect(await recorded()).toBe(0);
    });
  });

  describe('beside another writer', () => {
    /** A store on which another writer appends first, `times` times. */
    const contended = (times: number): FindingStore => {
      let left = times;
      const intruder = recorderOn();
      return having(store, {
        appendBatch: async (groups) => {
          left -= 1;
          if (left >= 0) await intruder.record([fill(1, `intruder-${left}`)], 'each');
          return store.appendBatch(groups);
        },
      });
    };

    it('decides anew on what the other recorded', async () => {
      await post(opened, till1());
      recorder = recorderOn(contended(2));
      expect(await post(fill(3, 'f1'))).toEqual(['recorded till-1@3']);
      expect((await recorder.fold('till-1')).state).toMatchObject({ coins: 5 });
    });

    it('gives up after eight attempts and says so; nothing is recorded', async () => {
      await post(opened, till1(20));
      recorder = recorderOn(contended(8));
      expect(await post(fill(3, 'f1'))).toEqual(['stream-contended']);
      expect((await recorder.fold('till-1')).state).toMatchObject({ coins: 8 });
      expect(await post(fill(3, 'f1'))).toEqual(['recorded till-1@9']);
    });

    // Never (the log): what was decided on top of a statement stands on what another put in its place
    it('decides anew what was decided beside an append that the other was faster than', async () => {
      await post(opened, till1());
      const intruder = recorderOn();
      let later: Promise<string[]> | undefined;
      const late = having(store, {
        appendBatch: async (groups) => {
          if (later === undefined) {
            later = post(fill(4, 'f2'));
            await new Promise((resolve) => setTimeout(resolve, 20));
            await intruder.record([fill(9, 'intruder')], 'each');
          }
          return store.appendBatch(groups);
        },
      });
      recorder = recorderOn(late);
      expect(await post(fill(3, 'f1'))).toEqual(['till-full']);
      expect(await later).toEqual(['till-full']);
      expect((await recorder.fold('till-1')).state).toMatchObject({ coins: 9 });
    });

    // Never (the log): what was decided on top of a statement stands on what another put in its place
    it('decides anew all of a round that rests on the statement that the other was faster than', async () => {
      await post(opened, till1());
      recorder = recorderOn(contended(1));
      expect(await post(fill(6, 'f1'), fill(4, 'f2'))).toEqual(['recorded till-1@2', 'till-full']);
      expect((await recorder.fold('till-1')).state).toMatchObject({ status: 'OPEN', coins: 7 });
    });
  });

  describe('when the store fails', () => {
    it('rejects, records nothing, and goes on when the store does', async () => {
      await post(opened, till1());
      let failing = true;
      const flaky = having(store, {
        appendBatch: (groups) =>
          failing
            ? Promise.reject(new Refusal('store-unavailable', 'unavailable', '不可写', 'down'))
            : store.appendBatch(groups),
      });
      recorder = recorderOn(flaky);
      await expect(recorder.record([fill(3, 'f1')], 'each')).rejects.toMatchObject({ code: 'store-unavailable' });
      failing = false;
      expect(await post(fill(3, 'f1'))).toEqual(['recorded till-1@1']);
      expect(recorder.waiting).toBe(0);
    });

    it('an answer lost after the commit still ends in one event and a receipt', async () => {
      await post(opened, till1());
      let lost = true;
      const lossy = having(store, {
        appendBatch: async (groups) => {
          const outcomes = await store.appendBatch(groups);
          if (!lost) return outcomes;
          lost = false;
          throw new Refusal('store-unavailable', 'unavailable', '超时', 'timed out');
        },
      });
      recorder = recorderOn(lossy);
      // A server that knows the append by its content answers it again; a file finds the statement.
      expect(await post(fill(3, 'f1'))).toEqual([expect.stringMatching(/^(?:recorded|replayed) till-1@1$/)]);
      expect(await recorded()).toBe(3);
    });

    it('refuses posts beyond what may wait', async () => {
      const many = Array.from({ length: 500 }, (_, i) => fill(1, `m${i}`));
      const answers = Array.from({ length: 41 }, () =>
        recorder.record(many, 'each').then(
          () => 'answered',
          ({ code }: Refusal) => code,
        ),
      );
      expect((await Promise.all(answers)).filter((answer) => answer === 'posting-queue-full')).toHaveLength(1);
    });
  });
});

describe('two recorders on one server', () => {
  it('find what the other recorded about the same stream a moment ago, however far their indexes are', async () => {
    folder = mkdtempSync(join(tmpdir(), 'liuhen-recorder-'));
    const stores = [await onServer(url(), folder), await onServer(url(), folder)] as const;
    const [one, other] = stores.map(
      (store, clock) => new Recorder({ store, lookup: store.lookup, registry, now: () => NOW + clock }),
    ) as [Recorder, Recorder];
    const words = async (recorder: Recorder, ...statements: Statement[]) =>
      (await recorder.record(statements, 'each')).map(wordOf);
    await words(one, opened, till1(100));
    for (let n = 0; n < 20; n += 1) {
      const [first, second] = n % 2 === 0 ? [one, other] : [other, one];
      expect(await words(first, fill(1, `f${n}`))).toEqual([`recorded till-1@${n + 1}`]);
      expect(await words(second, fill(1, `f${n}`))).toEqual([`replayed till-1@${n + 1}`]);
      expect(await words(second, fill(2, `f${n}`))).toEqual(['statement-id-reused']);
    }
    expect((await one.fold('till-1')).state).toMatchObject({ coins: 20 });
    await Promise.all(stores.map((store) => store.close()));
    rmSync(folder, { recursive: true });
  });
});
