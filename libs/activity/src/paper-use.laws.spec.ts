import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  canonical,
  effective,
  eventId,
  msOf,
  Refusal,
  Registry,
  sha256,
  type Actor,
  type Fact,
  type RecordedEvent,
  type Statement,
} from '#kernel';
import { Recorder } from '#recorder';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import { wholeLog } from '../../event-store/src/examples.contract.js';
import { having, kindsOf, wordOf, type FindingStore } from '../../recorder/src/stores.fixture.js';
import { activity } from './activity.context.js';
import { orderSight, paperStream } from './published.js';
import { agency, hub, INVOICE, march, upTo } from './worked-order.fixture.js';

const NOW = msOf(march(7, 20));
const registry = new Registry([activity]);
const ORDERS = [1, 2, 3];
const SOURCE = '//test';

/** Orders that were confirmed, before anything was invoiced. */
const seeded = async (store: FindingStore): Promise<void> => {
  for (const order of [...ORDERS, 4])
    await store.appendBatch([
      [
        {
          stream: `ord-${order}`,
          expected: 'none',
          events: upTo('confirmed').map(({ type, version, data, meta }, at) => {
            const statementId = `seed-${order}-${at}`;
            const id = eventId(SOURCE, statementId, 0, msOf(meta.occurredAt));
            return { id, type, version, dataText: canonical(data), meta: { ...meta, source: SOURCE, statementId } };
          }),
        },
      ],
    ]);
};

const stated = (stream: string, type: string, data: object, id: string, by: Actor, hour: number): Statement => {
  const [dataText, occurredAt] = [canonical(data), march(7, hour)];
  const digest = sha256(`${stream} ${type} ${dataText} ${occurredAt}`);
  const speech = { actor: by, enteredBy: 'SELF', occurredAt, source: SOURCE } as const;
  return { stream, type, version: 1, data, dataText, meta: { ...speech, statementId: id, digest, correlationId: id } };
};
const invoiceOf = (paper: number) => ({ ...INVOICE, amountFen: 0, number: `2644200000000000000${paper}` });
const file = (order: number, paper: number, id = `file-${order}-${paper}`): Statement =>
  stated(`ord-${order}`, 'InvoiceRecorded', invoiceOf(paper), id, agency, 12);
const takeBack = (order: number, filed: string, id: string): Statement => {
  const targetEventId = eventId(SOURCE, filed, 0, msOf(march(7, 12)));
  return stated(`ord-${order}`, 'EntryReversed', { targetEventId, reasonCode: 'OTHER', reason: '误' }, id, hub, 13);
};

const PAPER = paperStream('invoice', sha256(canonical({ number: invoiceOf(1).number })));

/** The invoices an order holds, by all it has recorded. */
const { view } = orderSight('any');
const heldBy = (facts: readonly Fact[]): readonly string[] =>
  effective(facts)
    .reduce((order, fact) => view.evolve(order, fact), view.initial)
    .papers.toArray()
    .filter((paper) => paper.startsWith('paper-invoice-'));

/** Invoices that two orders hold at some point of the log. */
function shared(log: readonly RecordedEvent[]): readonly string[] {
  const orders = new Map<string, Fact[]>();
  const found = new Set<string>();
  for (const event of log.filter(({ stream }) => stream.startsWith('ord-'))) {
    orders.set(event.stream, [...(orders.get(event.stream) ?? []), event]);
    const held = [...orders.values()].flatMap(heldBy);
    for (const [at, paper] of held.entries()) if (held.indexOf(paper) !== at) found.add(paper);
  }
  return [...found];
}

let double: RunningDouble | undefined;
let folder: string;
beforeAll(async () => {
  double = process.env['EVENTSTORE_URL'] === undefined ? await startDouble() : undefined;
});
afterAll(() => double?.close());
const url = (): string => process.env['EVENTSTORE_URL'] ?? double?.url ?? '';

describe.each(kindsOf(url))('one paper for one order, on %s', (_, { open, runs }) => {
  let store: FindingStore;
  const recorderOn = (over: FindingStore) =>
    new Recorder({ store: over, lookup: over.lookup, registry, now: () => NOW });
  const post = async (...statements: Statement[]) => (await recorderOn(store).record(statements, 'each')).map(wordOf);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'liuhen-papers-'));
    store = await open(join(folder, 'events.db'));
    await seeded(store);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('is refused of a second order, until the first has its entry reversed', async () => {
    expect(await post(file(1, 1), file(2, 1), file(2, 2))).toEqual([
      'recorded ord-1@7',
      'paper-in-use',
      'recorded ord-2@7',
    ]);
    expect(await post(takeBack(1, 'file-1-1', 'back'), file(2, 1), file(1, 1, 'again'))).toEqual([
      'recorded ord-1@8',
      'recorded ord-2@8',
      'paper-in-use',
    ]);
  });

  it('is left to the order that took it by a server that died, and goes on with its statement', async () => {
    const dying = having(store, {
      appendBatch: async (groups) => {
        const ahead = groups.flat().filter((each) => each.ahead !== undefined);
        await store.appendBatch(ahead.map((each) => [each]));
        throw new Refusal('store-unavailable', 'unavailable', '断', 'died');
      },
    });
    await expect(recorderOn(dying).record([file(1, 1)], 'each')).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(await post(file(2, 1), file(1, 1, 'another'), file(1, 1), file(2, 1, 'late'))).toEqual([
      'paper-in-use',
      'paper-under-way',
      'recorded ord-1@7',
      'paper-in-use',
    ]);
  });

  // Never (the log): two orders hold one invoice, at whatever position
  it('is held by two orders at no point of the log, whatever two doors post at once', async () => {
    const act = fc.record({
      door: fc.nat(1),
      order: fc.constantFrom(...ORDERS),
      paper: fc.constantFrom(1, 2),
      reverses: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
        run += 1;
        const own = await open(join(folder, `run-${run}.db`));
        await seeded(own);
        const [one, other] = [recorderOn(own), recorderOn(own)];
        const filed: string[] = [];
        const answers = acts.map(({ door, order, paper, reverses }, n) => {
          const last = filed.findLast((id) => id.startsWith(`f-${order}-`));
          if (!reverses || last === undefined) filed.push(`f-${order}-${n}`);
          const statement =
            reverses && last !== undefined ? takeBack(order, last, `b-${n}`) : file(order, paper, `f-${order}-${n}`);
          return (door === 0 ? one : other).record([statement], 'each');
        });
        await Promise.all(answers);
        const log = await wholeLog(own);
        expect(shared(log)).toEqual([]);
        // What nobody has is free.
        const [last] = await recorderOn(own).record([file(4, 1)], 'each');
        const isHeld = ORDERS.some((order) =>
          heldBy(log.filter(({ stream }) => stream === `ord-${order}`)).includes(PAPER),
        );
        expect(wordOf(last)).toBe(isHeld ? 'paper-in-use' : 'recorded ord-4@7');
        await own.close();
      }),
      { numRuns: runs },
    );
  });
});
