import 'reflect-metadata';
import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as elapsed } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { Registry, type RecordedEvent } from '#kernel';
import { ProjectionRunner, ReadStore, rebuildAll } from '#read-store';
import { SqliteReadStore } from '#read-store/sqlite';
import type { Receipt } from '#recorder';
import { LedgerProcess } from '../support/ledger-process.js';
import { seededRandom } from '../support/random.js';
import { RunningLedger, temporaryDirectory } from '../support/running-ledger.js';
import { LogAudit } from './log-audit.js';
import { CLOCK, postedLedger } from './posted-ledger.js';
import { PostingClient, SOURCE } from './posting-client.js';
import { PROJECTIONS } from '../../apps/ledger/src/projections.js';

const KILLS = Number(process.env['HTTP_KILLS'] ?? 60);
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
/** Servers side by side, each with a ledger of its own: starting takes longer than what is killed. */
const LEDGERS = 2;
const CLIENTS = 4;
/** On a busy machine; a kill has a start before it. */
const DRILL_MS = 60_000 + KILLS * 4_000;
const CATCH_UP_MS = 30_000;

/** One ledger, its clients, and what it is killed with. */
class Drill {
  readonly clients: readonly PostingClient[];
  readonly #random: () => number;
  #ledger: LedgerProcess | undefined;

  constructor(
    readonly dataDir: string,
    window: string,
    seed: number,
  ) {
    this.#random = seededRandom(seed);
    this.clients = Array.from({ length: CLIENTS }, (_, n) => new PostingClient(`c${n}`, window, this.#random));
  }

  async run(kills: number): Promise<void> {
    for (let kill = 0; kill < kills; kill += 1) {
      if (this.#random() < 0.1) await this.#killWhileStarting();
      else await this.#killWhilePosting();
    }
  }

  async discard(): Promise<void> {
    await this.#ledger?.kill();
    rmSync(this.dataDir, { recursive: true });
  }

  async #killWhileStarting(): Promise<void> {
    this.#ledger = await LedgerProcess.launch(CLOCK, this.dataDir);
    await elapsed(this.#random() * 800);
    await this.#ledger.kill();
  }

  async #killWhilePosting(): Promise<void> {
    const ledger = await LedgerProcess.start(CLOCK, this.dataDir);
    this.#ledger = ledger;
    const posting = Promise.all(this.clients.map((client) => client.postUntilCut(ledger.url)));
    await elapsed(this.#random() * 400);
    await ledger.kill();
    await posting;
  }

  /** Every receipt any client was given. */
  get receipts(): readonly (readonly [statementId: string, Receipt])[] {
    return this.clients.flatMap(({ receipts }) =>
      [...receipts].flatMap(([id, given]) => given.map((receipt) => [id, receipt] as const)),
    );
  }
}

/** A receipt's own words, which are the same whoever asks; `replayed` differs. */
const wordsOf = ({ eventIds, stream, revision, position, recordedAt }: Receipt): unknown => ({
  eventIds,
  stream,
  revision,
  position,
  recordedAt,
});

const receiptOf = ({ id, stream, revision, position, meta: { recordedAt } }: RecordedEvent): unknown => ({
  eventIds: [id],
  stream,
  revision,
  position,
  recordedAt,
});

const integrityOf = (file: string): unknown => {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
  } finally {
    db.close();
  }
};

describe(`ledgers killed ${KILLS} times while clients post (SEED=${SEED})`, () => {
  const drills: Drill[] = [];
  const served: RunningLedger[] = [];

  beforeAll(async () => {
    const first = await postedLedger();
    for (let n = 0; n < LEDGERS; n += 1) {
      const dataDir = temporaryDirectory();
      cpSync(first.dataDir, dataDir, { recursive: true });
      drills.push(new Drill(dataDir, first.window, SEED + n));
    }
    rmSync(first.dataDir, { recursive: true });
    await Promise.all(drills.map((drill, n) => drill.run(Math.floor((KILLS + n) / LEDGERS))));
    for (const { dataDir, clients } of drills) {
      const ledger = await RunningLedger.start(CLOCK, dataDir);
      served.push(ledger);
      await Promise.all(clients.map((client) => client.finish(ledger.url)));
    }
  }, DRILL_MS);
  afterAll(async () => {
    for (const ledger of served) await ledger.stop();
    for (const drill of drills) await drill.discard();
  });

  const both = (): readonly (readonly [Drill, RunningLedger])[] =>
    drills.flatMap((drill, n) => served.slice(n, n + 1).map((ledger) => [drill, ledger] as const));

  // Never (the log): an acknowledged event is lost, doubled or half written, whatever kills the process
  it('have every receipt a client was given, and every statement once', async () => {
    for (const [{ clients, receipts }, ledger] of both()) {
      const recorded = new Map<string, RecordedEvent>();
      await new LogAudit().readOn(ledger.app.get(EventStore), (event) => {
        if (event.meta.source !== SOURCE) return;
        assert.ok(!recorded.has(event.meta.statementId), `${event.meta.statementId} is recorded once`);
        recorded.set(event.meta.statementId, event);
      });
      const said = clients.flatMap((client) => [...client.said.keys()]);
      expect([...recorded.keys()].toSorted()).toEqual(said.toSorted());
      for (const [id, receipt] of receipts) {
        const event = recorded.get(id);
        assert.deepEqual(wordsOf(receipt), event && receiptOf(event));
      }
    }
  }, 60_000);

  it('have figures that are what a rebuild comes to, and no stream parked', async () => {
    for (const [{ dataDir }, { app }] of both()) {
      const [store, runner, registry] = [app.get(EventStore), app.get(ProjectionRunner), app.get(Registry)];
      expect(await runner.waitFor(await store.head(), CATCH_UP_MS)).toBe(true);
      expect(runner.checkpoints().filter(({ parked }) => parked > 0)).toEqual([]);
      const fresh = SqliteReadStore.open(join(dataDir, 'rebuilt.db'));
      const rebuilt = await rebuildAll(PROJECTIONS, store, fresh, { current: (event) => registry.current(event) });
      await fresh.close();
      const kept = await Promise.all(PROJECTIONS.map((projection) => app.get(ReadStore).digest(projection)));
      expect(kept).toEqual(rebuilt);
    }
  }, 120_000);

  it('answer every statement that is repeated with its receipt', async () => {
    for (const [{ clients }, ledger] of both())
      for (const { said, receipts } of clients) {
        const answers = await ledger.postLines([...said.values()]);
        expect(answers.at(-1)).toMatchObject({ complete: true, accepted: 0, replayed: said.size, rejected: 0 });
        for (const [index, id] of [...said.keys()].entries())
          for (const given of receipts.get(id) ?? [])
            assert.deepEqual(answers[index]?.receipt, { ...given, replayed: true });
      }
  }, 120_000);

  it('keep sound files', async () => {
    for (const [{ dataDir }] of both())
      expect([integrityOf(join(dataDir, 'events.db')), integrityOf(join(dataDir, 'reads.db'))]).toEqual(['ok', 'ok']);
    const counts = drills.map(({ receipts, clients }) => [
      receipts.length,
      clients.reduce((sum, { said }) => sum + said.size, 0),
    ]);
    console.log(`${KILLS} kills; receipts and statements by ledger: ${JSON.stringify(counts)}; SEED=${SEED}`);
  }, 60_000);
});
