import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteEventStore } from '#event-store/sqlite';
import { sha256 } from '#kernel';
import type { Receipt } from '#recorder';
import { LedgerProcess } from '../support/ledger-process.js';
import { accountOpened, answerLines, NDJSON, type AnswerLine } from '../support/running-ledger.js';

const QUIET = { LOG_LEVEL: 'silent' };
const CATCH_UP_MS = 20_000;
const TIME = new Date().toISOString();

/** The same statement whenever it is said. */
const opened = (id: string): object => accountOpened(id, { time: TIME });

let ledger: LedgerProcess;
beforeEach(async () => {
  ledger = await LedgerProcess.start(QUIET);
});
afterEach(() => ledger.discard());

const sizeOf = (name: string): number => statSync(join(ledger.dataDir, name)).size;

async function postLines(events: readonly object[]): Promise<readonly AnswerLine[]> {
  const body = events.map((event) => JSON.stringify(event)).join('\n');
  const response = await ledger.fetch('/v1/events/batch', {
    method: 'POST',
    body,
    headers: { 'Content-Type': NDJSON },
  });
  return answerLines(await response.text());
}

/** Position that figures are as of, and the head. */
async function figuresAt(): Promise<{ readonly figures: number; readonly head: number }> {
  const response = await ledger.fetch('/v1/overview?period=2026');
  const { position } = (await response.json()) as { readonly position: number };
  return { figures: position, head: Number(response.headers.get('ledger-position')) };
}

async function expectFiguresToCatchUp(): Promise<void> {
  const until = performance.now() + CATCH_UP_MS;
  for (let at = await figuresAt(); at.figures < at.head; at = await figuresAt()) {
    if (performance.now() > until) throw new Error(`figures are at ${at.figures} of ${at.head}`);
    await sleep(100);
  }
}

/** What is recorded about each account. */
async function recorded(): Promise<ReadonlyMap<string, readonly string[]>> {
  await ledger.kill();
  const store = await SqliteEventStore.open(join(ledger.dataDir, 'events.db'));
  const { events } = await store.readAll({ after: 3, limit: 10_000 });
  await store.close();
  return new Map(
    [...Map.groupBy(events, ({ stream }) => stream)].map(([stream, found]) => [stream, found.map(({ id }) => id)]),
  );
}

const idsOf = (receipts: readonly Receipt[]): ReadonlyMap<string, readonly string[]> =>
  new Map(receipts.map(({ stream, eventIds }) => [stream, eventIds]));

describe.each([
  ['is full', () => sizeOf('events.db-wal')],
  ['cannot be written', () => 0],
])('a ledger whose disk %s', (_, bytesLeft) => {
  const receipts: Receipt[] = [];
  beforeEach(async () => {
    receipts.splice(0);
    for (const id of ['a', 'b']) receipts.push((await ledger.post(opened(id))).body);
    ledger.limitFiles(bytesLeft());
  });

  it('refuses posts with 503 and says that it is not ready, while it answers who reads', async () => {
    const { status, headers, body } = await ledger.post(opened('c'));
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'store-unavailable', '1']);
    expect(await postLines([opened('c'), opened('d')])).toMatchObject([
      { complete: false, accepted: 0, problem: { code: 'store-unavailable' } },
    ]);
    const ready = await fetch(`${ledger.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ code: 'store-unavailable' })]);
    expect((await fetch(`${ledger.url}/livez`)).status).toBe(200);
    const log = await ledger.fetch('/v1/events');
    expect([log.status, log.headers.get('ledger-position')]).toEqual([200, '5']);
    expect((await ledger.fetch('/v1/streams/acct-b')).status).toBe(200);
    expect((await ledger.post(opened('a'))).body).toEqual({ ...receipts[0], replayed: true });
  });

  // Never (the log): anything is acknowledged that the disk refused
  it('goes on by itself when there is room, with nothing lost and nothing twice', async () => {
    const events = Array.from({ length: 20 }, (_each, n) => opened(`n${n}`));
    const refused = await Promise.all(events.map((event) => ledger.post(event)));
    expect(refused.map(({ status }) => status)).toEqual(events.map(() => 503));
    ledger.limitFiles(undefined);
    expect((await fetch(`${ledger.url}/readyz`)).status).toBe(200);
    const answers = await Promise.all(events.map((event) => ledger.post(event)));
    expect(answers.map(({ status }) => status)).toEqual(events.map(() => 201));
    await expectFiguresToCatchUp();
    expect(await recorded()).toEqual(idsOf([...receipts, ...answers.map(({ body }) => body)]));
  });

  it('loses nothing that was acknowledged when it is killed so', async () => {
    await ledger.post(opened('c'));
    await ledger.kill();
    ledger = await LedgerProcess.start(QUIET, ledger.dataDir);
    for (const receipt of receipts)
      expect((await ledger.post(opened(receipt.stream.slice('acct-'.length)))).body).toEqual({
        ...receipt,
        replayed: true,
      });
    receipts.push((await ledger.post(opened('c'))).body);
    expect(await recorded()).toEqual(idsOf(receipts));
  });

  it('refuses evidence with 503 and keeps no part of it, until there is room', async () => {
    const content = 'x'.repeat(2 * bytesLeft() + 1_000);
    const upload = () => ledger.fetch(`/v1/evidence/${sha256(content)}`, { method: 'PUT', body: content });
    const response = await upload();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({ code: 'evidence-store-unavailable' });
    expect(readdirSync(join(ledger.dataDir, 'evidence'), { recursive: true })).toEqual(['tmp']);
    ledger.limitFiles(undefined);
    expect((await upload()).status).toBe(201);
  });
});

describe('a ledger whose read models cannot grow', () => {
  it('takes posts, says how far figures have come, and catches up when there is room', async () => {
    const many = Array.from({ length: 1_500 }, (_, n) => opened(`m${n}`));
    expect((await postLines(many)).at(-1)).toMatchObject({ complete: true, accepted: many.length });
    await expectFiguresToCatchUp();
    const before = await figuresAt();
    // The log's WAL begins anew, and so has the room that the one of the read models has used up.
    const log = new DatabaseSync(join(ledger.dataDir, 'events.db'));
    expect(log.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()).toMatchObject({ busy: 0 });
    log.close();
    const bytesLeft = 500_000;
    expect(sizeOf('reads.db-wal')).toBeGreaterThan(bytesLeft);
    ledger.limitFiles(bytesLeft);
    const answers = [];
    for (const id of ['a', 'b', 'c']) answers.push((await ledger.post(opened(id))).status);
    expect(answers).toEqual([201, 201, 201]);
    expect(await figuresAt()).toEqual({ figures: before.figures, head: before.head + 3 });
    expect((await fetch(`${ledger.url}/readyz`)).status).toBe(200);
    const asked = await ledger.fetch('/v1/overview?period=2026', {
      headers: { 'Ledger-Min-Position': String(before.head + 3) },
    });
    expect([asked.status, await asked.json()]).toEqual([503, expect.objectContaining({ code: 'projection-lagging' })]);
    ledger.limitFiles(undefined);
    await expectFiguresToCatchUp();
    expect((await figuresAt()).figures).toBe(before.head + 3);
  }, 60_000);
});
