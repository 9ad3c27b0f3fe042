import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteEventStore } from '#event-store/sqlite';
import {
  canonical,
  DAY_MS,
  erase,
  eventType,
  Field,
  integer,
  msOf,
  refusals,
  Registry,
  sha256,
  toInstant,
  type FactOf,
} from '#kernel';
import { ProjectionRunner } from '#read-store';
import { SqliteReadStore } from '#read-store/sqlite';
import { Recorder } from '#recorder';
import { ProcessRunner, type NotStated } from './process-runner.js';
import { owedBy, type Process } from './process.js';

/** A book is lent for some days, and given back or reminded of once; while the desk is shut nobody is reminded. */
class Lent {
  @Field(integer(1, 365)) days: number;
}
class Empty {}
const bookEvents = {
  Lent: eventType(Lent, { version: 1, zh: '借出', by: ['WINDOW'], from: ['IN', 'REMINDED'], to: 'OUT' }),
  GivenBack: eventType(Empty, { version: 1, zh: '归还', by: ['WINDOW'], from: ['OUT', 'REMINDED'], to: 'IN' }),
  Reminded: eventType(Lent, { version: 1, zh: '催还', by: ['LEDGER'], from: ['OUT'], to: 'REMINDED' }),
};
type BookFact = FactOf<typeof bookEvents>;
const refuse = refusals({
  'desk-shut': {
    kind: 'invalid',
    check: null,
    zh: '{days} 日的书不催',
    en: 'books lent for {days} days are not asked for',
  },
});
const NEVER_REMINDED = 13;
const book = erase({
  context: 'library',
  category: 'book',
  zh: '书',
  id: '[0-9]+',
  events: bookEvents,
  initial: { status: 'IN' },
  evolve: (state: { readonly status: 'IN' | 'OUT' | 'REMINDED' }, fact: BookFact) => ({
    status: bookEvents[fact.type].to ?? state.status,
  }),
  decide: (_, fact: BookFact) => {
    if (fact.type === 'Reminded' && fact.data.days === NEVER_REMINDED)
      throw refuse('desk-shut', { params: { days: fact.data.days } });
    return [fact];
  },
  parties: () => ({ nodes: [], orgs: [] }),
});
const registry = new Registry([{ name: 'library', zh: '图书', aggregates: [book] }]);

interface Out {
  readonly since: string;
  readonly days: number;
  readonly cause: { readonly id: string; readonly correlationId: string };
}
const reminders: Process<Out> = {
  name: 'reminders',
  version: 1,
  categories: ['book'],
  evolve: (_, fact) => {
    if (fact.type !== 'Lent') return undefined;
    const { id, meta } = fact;
    return { since: meta.recordedAt, days: (fact.data as Lent).days, cause: { id, correlationId: meta.correlationId } };
  },
  owes: ({ since, days, cause }) => ({
    type: 'Reminded',
    data: { days },
    at: toInstant(msOf(since) + days * DAY_MS),
    cause,
  }),
};

const BEGIN = Date.parse('2026-03-02T09:00:00+08:00');

/** A library on real stores: its log and read models outlive the servers that come and go. */
class Library {
  nowMs = BEGIN;
  #n = 0;
  #server:
    { readonly recorder: Recorder; readonly projections: ProjectionRunner; readonly runner: ProcessRunner } | undefined;

  private constructor(
    readonly folder: string,
    readonly log: SqliteEventStore,
    readonly models: SqliteReadStore,
  ) {}

  static async open(): Promise<Library> {
    const folder = mkdtempSync(join(tmpdir(), 'liuhen-process-'));
    const log = await SqliteEventStore.open(join(folder, 'events.db'));
    return new Library(folder, log, SqliteReadStore.open(join(folder, 'reads.db')));
  }

  async close(): Promise<void> {
    await this.crash();
    await this.models.close();
    await this.log.close();
    rmSync(this.folder, { recursive: true });
  }

  recorder(): Recorder {
    return new Recorder({ store: this.log, lookup: this.log.lookup, registry, now: () => this.nowMs });
  }

  async server() {
    if (this.#server !== undefined) return this.#server;
    const recorder = this.recorder();
    const projections = new ProjectionRunner({
      eventStore: this.log,
      readStore: this.models,
      projections: [owedBy(reminders)],
      current: (event) => registry.current(event),
      onParked: (_, letter) => expect(letter).toBeUndefined(),
      onError: (error) => expect(error).toBeUndefined(),
    });
    await projections.start();
    this.#server = { recorder, projections, runner: this.runner(recorder, projections) };
    return this.#server;
  }

  runner(recorder: Recorder, projections: ProjectionRunner): ProcessRunner {
    return new ProcessRunner({
      processes: [reminders],
      models: this.models,
      projections,
      recorder,
      registry,
      now: () => this.nowMs,
      lookMs: 3_600_000,
      onError: (error) => expect(error).toBeUndefined(),
    });
  }

  /** Whatever the server had in its memory is gone. */
  async crash(): Promise<void> {
    await this.#server?.projections.stop();
    this.#server = undefined;
  }

  async say(type: keyof typeof bookEvents, id: number, data: object = {}): Promise<string> {
    const { recorder } = await this.server();
    this.#n += 1;
    const dataText = canonical(data);
    const [verdict] = await recorder.record(
      [
        {
          stream: `book-${id}`,
          type,
          version: 1,
          data,
          dataText,
          meta: {
            actor: { account: 'w', org: 'o', node: 'N01', role: 'WINDOW' },
            enteredBy: 'SELF',
            occurredAt: toInstant(this.nowMs),
            source: '/test',
            statementId: `s${this.#n}`,
            digest: sha256(dataText),
            correlationId: `book-${id}`,
          },
        },
      ],
      'each',
    );
    return verdict?.kind ?? 'lost';
  }

  /** Lets the projections read what there is, then states what is due. */
  async settle(): Promise<void> {
    const { projections, runner } = await this.server();
    expect(await projections.waitFor(await this.log.head(), 5_000)).toBe(true);
    await runner.settle();
    expect(await projections.waitFor(await this.log.head(), 5_000)).toBe(true);
  }

  async reminded(): Promise<readonly string[]> {
    const { events } = await this.log.readAll({ after: 0, limit: 10_000, types: ['Reminded'] });
    return events.map(({ stream, meta }) => `${stream} ${meta.occurredAt.slice(0, 16)}`);
  }

  async notStated(): Promise<readonly NotStated[]> {
    const [progress] = await (await this.server()).runner.progress();
    return progress?.notStated ?? [];
  }
}

let library: Library;
beforeEach(async () => {
  library = await Library.open();
});
afterEach(() => library.close());

const pass = (days: number): void => {
  library.nowMs += days * DAY_MS;
};

describe('a process', () => {
  it('states what is owed once it falls due, at the instant at which it does, and no sooner', async () => {
    await library.say('Lent', 1, { days: 7 });
    await library.say('Lent', 2, { days: 8 });
    pass(6);
    await library.settle();
    expect(await library.reminded()).toEqual([]);
    pass(3);
    await library.settle();
    expect(await library.reminded()).toEqual(['book-1 2026-03-09T09:00', 'book-2 2026-03-10T09:00']);
    const [event] = (await library.log.readStream('book-1')).slice(-1);
    const [cause] = await library.log.readStream('book-1');
    expect(event?.meta).toMatchObject({
      actor: { account: 'ledger', role: 'LEDGER' },
      source: 'urn:liuhen:process:reminders',
      statementId: `${cause?.id}/Reminded`,
      causationId: cause?.id,
      correlationId: 'book-1',
    });
  });

  it('states nothing of what was settled in time, and once for each time it falls due', async () => {
    await library.say('Lent', 1, { days: 7 });
    pass(5);
    await library.say('GivenBack', 1);
    await library.settle();
    pass(5);
    await library.settle();
    expect(await library.reminded()).toEqual([]);
    await library.say('Lent', 1, { days: 7 });
    pass(7);
    await library.settle();
    await library.settle();
    expect(await library.reminded()).toEqual(['book-1 2026-03-19T09:00']);
  });

  it('says what is owed, due and stated', async () => {
    for (const id of [1, 2, 3]) await library.say('Lent', id, { days: 7 * id });
    pass(7);
    await library.settle();
    pass(7);
    const [progress] = await (await library.server()).runner.progress();
    const { checkpoint, ...rest } = progress ?? { checkpoint: 0 };
    expect(checkpoint).toBe(await library.log.head());
    expect(rest).toEqual({
      name: 'reminders',
      version: 1,
      owed: 2,
      due: 1,
      nextDueOn: '2026-03-16',
      stated: 1,
      refused: 0,
      notStated: [],
    });
  });

  it('keeps what it could not state, and why, and tries again after pauses that grow', async () => {
    await library.say('Lent', 1, { days: NEVER_REMINDED });
    pass(NEVER_REMINDED);
    await library.settle();
    const [first] = await library.notStated();
    expect(first).toMatchObject({
      stream: 'book-1',
      type: 'Reminded',
      dueAt: '2026-03-15T09:00:00.000+08:00',
      refusal: { code: 'desk-shut', zh: '13 日的书不催' },
      tries: 1,
      nextTryAt: '2026-03-15T09:01:00.000+08:00',
    });
    await library.settle();
    expect((await library.notStated())[0]?.tries).toBe(1);
    library.nowMs += 60_000;
    await library.settle();
    expect((await library.notStated())[0]).toMatchObject({
      tries: 2,
      since: first?.since,
      nextTryAt: '2026-03-15T09:03:00.000+08:00',
    });
    await library.say('GivenBack', 1);
    await library.settle();
    expect(await library.notStated()).toEqual([]);
  });

  it('is stated once by two servers that look in one instant', async () => {
    for (const id of [1, 2, 3, 4, 5]) await library.say('Lent', id, { days: 7 });
    pass(8);
    const { projections, runner } = await library.server();
    const other = library.runner(library.recorder(), projections);
    await projections.waitFor(await library.log.head(), 5_000);
    await Promise.all([runner.settle(), other.settle()]);
    expect((await library.reminded()).toSorted()).toEqual([1, 2, 3, 4, 5].map((id) => `book-${id} 2026-03-09T09:00`));
  });

  it('states what comes behind many that are refused', async () => {
    for (let id = 1; id <= 450; id += 1) await library.say('Lent', id, { days: NEVER_REMINDED });
    await library.say('Lent', 500, { days: NEVER_REMINDED + 1 });
    pass(NEVER_REMINDED + 1);
    await library.settle();
    expect(await library.reminded()).toEqual(['book-500 2026-03-16T09:00']);
    const [progress] = await (await library.server()).runner.progress();
    expect([progress?.refused, progress?.due]).toEqual([450, 450]);
  });

  it('states more than one round holds', async () => {
    for (let id = 1; id <= 450; id += 1) await library.say('Lent', id, { days: 7 });
    pass(7);
    await library.settle();
    expect(new Set(await library.reminded()).size).toBe(450);
  });
});

type Step =
  | { readonly kind: 'lend'; readonly id: number; readonly days: number }
  | { readonly kind: 'back'; readonly id: number }
  | { readonly kind: 'pass'; readonly days: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('lend' as const),
    id: fc.integer({ min: 1, max: 4 }),
    days: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ kind: fc.constant('back' as const), id: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 6 }) }),
);

async function play(steps: readonly Step[], dies: readonly boolean[]): Promise<readonly string[]> {
  const played = await Library.open();
  try {
    for (const [at, next] of steps.entries()) {
      if (next.kind === 'lend') await played.say('Lent', next.id, { days: next.days });
      else if (next.kind === 'back') await played.say('GivenBack', next.id);
      else {
        // Day by day: a server that was away states late what fell due, at the instant at which it did.
        for (let day = 0; day < next.days; day += 1) {
          played.nowMs += DAY_MS;
          if (dies[at] === true && day < next.days - 1) await played.crash();
          else await played.settle();
        }
      }
    }
    return (await played.reminded()).toSorted();
  } finally {
    await played.close();
  }
}

describe('a process whose server dies again and again', () => {
  it('states what one that never died states, no more and no less', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 14 }),
        fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }),
        async (steps, dies) => {
          expect(await play(steps, dies)).toEqual(await play(steps, []));
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
