import 'reflect-metadata';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as elapsed } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { sha256, type RecordedEvent } from '#kernel';
import { ProjectionRunner } from '#read-store';
import type { Receipt } from '#recorder';
import type { BackupReport } from '../../apps/ledger/src/backing-up/backup.js';
import { runCommand } from '../support/command.js';
import { LedgerProcess } from '../support/ledger-process.js';
import { seededRandom } from '../support/random.js';
import { RunningLedger, temporaryDirectory, type AnswerLine } from '../support/running-ledger.js';
import { LogAudit } from './log-audit.js';
import { CLOCK, postedLedger, type PostedLedger } from './posted-ledger.js';
import { PostingClient, SOURCE } from './posting-client.js';

const CLIENTS = 4;
const CATCH_UP_MS = 30_000;

const copy = (from: string, to: string) =>
  runCommand('ledger/src/backing-up/main.js', '--from', `sqlite:${join(from, 'events.db')}`, '--to', to, '--json');
const reportOf = ({ stdout }: { readonly stdout: string }): BackupReport => JSON.parse(stdout) as BackupReport;
const evidenceIn = (directory: string): readonly string[] =>
  readdirSync(join(directory, 'evidence'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split('/')[1] ?? '')
    .filter((name) => name.length === 64)
    .toSorted();

describe('a backup taken under load and restored', () => {
  const place = temporaryDirectory();
  const [taken, restored] = [join(place, 'taken'), join(place, 'restored')];
  const clients: PostingClient[] = [];
  let original: PostedLedger;
  /** Receipts given before the backup began. */
  let before: readonly Receipt[];
  let report: BackupReport;
  let ledger: RunningLedger;

  beforeAll(async () => {
    original = await postedLedger();
    const server = await LedgerProcess.start(CLOCK, original.dataDir);
    const random = seededRandom(1);
    for (let n = 0; n < CLIENTS; n += 1) clients.push(new PostingClient(`c${n}`, original.window, random));
    const posting = Promise.all(clients.map((client) => client.postUntilCut(server.url)));
    await elapsed(1_500);
    before = receipts();
    report = reportOf(await copy(original.dataDir, taken));
    await elapsed(500);
    await server.kill();
    await posting;
    expect(reportOf(await copy(taken, restored))).toEqual({ ...report, logBytes: expect.any(Number) });
    ledger = await RunningLedger.start(CLOCK, restored);
  }, 60_000);
  afterAll(async () => {
    await ledger.discard();
    rmSync(place, { recursive: true });
    rmSync(original.dataDir, { recursive: true });
  });

  async function repeated(client: PostingClient, to: RunningLedger): Promise<readonly AnswerLine[]> {
    for (const file of client.files) await client.upload(to.url, file);
    const answers = await to.postLines([...client.said.values()], '/v1/events/batch', original.window);
    expect(answers.at(-1)).toMatchObject({ complete: true, rejected: 0 });
    return answers;
  }

  async function figuresOf(asked: RunningLedger, query: string): Promise<readonly { readonly code: string }[]> {
    const runner = asked.app.get(ProjectionRunner);
    expect(await runner.waitFor(await asked.app.get(EventStore).head(), CATCH_UP_MS)).toBe(true);
    expect(runner.checkpoints().filter(({ parked }) => parked > 0)).toEqual([]);
    const { status, body } = await asked.fetch(`/v1/overview?period=2026-03${query}`, { key: original.window });
    expect([status, body.figures]).toEqual([200, expect.arrayContaining([expect.anything()])]);
    return body.figures as readonly { readonly code: string }[];
  }

  const receipts = (): readonly Receipt[] => clients.flatMap((client) => [...client.receipts.values()].flat());

  // Never (the log): a backup lacks what was acknowledged before it began, or a file it names
  it('has whatever was acknowledged before it began and up to its head, at its place, and every file that it names', async () => {
    const events = new Map((await ledger.log()).map((event) => [event.position, event]));
    expect([events.size, await ledger.app.get(EventStore).head()]).toEqual([report.events, report.head]);
    expect(before.length).toBeGreaterThan(50);
    expect(before.filter(({ position }) => position > report.head)).toEqual([]);
    const upToHead = receipts().filter(({ position }) => position <= report.head);
    expect(receipts().length).toBeGreaterThan(upToHead.length);
    for (const { eventIds, position, stream, revision, recordedAt } of upToHead) {
      const event = events.get(position);
      assert.deepEqual(
        [[event?.id], event?.stream, event?.revision, event?.meta.recordedAt],
        [eventIds, stream, revision, recordedAt],
      );
    }
    expect(report).toMatchObject({ faults: [], evidenceFiles: evidenceIn(restored).length });
    for (const name of evidenceIn(restored))
      expect(sha256(readFileSync(join(restored, 'evidence', name.slice(0, 2), name), 'utf8'))).toBe(name);
  });

  it('answers who repeats everything with the receipts he had, and takes the rest anew, once', async () => {
    for (const client of clients) {
      const answers = await repeated(client, ledger);
      for (const [index, id] of [...client.said.keys()].entries()) {
        const [had] = client.receipts.get(id) ?? [];
        const receipt = answers[index]?.receipt;
        if (had !== undefined && had.position <= report.head) assert.deepEqual(receipt, { ...had, replayed: true });
        else if (receipt?.replayed === false) assert.ok(receipt.position > report.head);
        else assert.ok((receipt?.position ?? Infinity) <= report.head);
      }
    }
    const recorded: RecordedEvent[] = [];
    await new LogAudit().readOn(ledger.app.get(EventStore), (event) => recorded.push(event));
    const ids = recorded.filter(({ meta }) => meta.source === SOURCE).map(({ meta }) => meta.statementId);
    expect(ids.toSorted()).toEqual(clients.flatMap(({ said }) => [...said.keys()]).toSorted());
  }, 60_000);

  // Never (the log): a backup lacks what was acknowledged before it began, or a file it names
  it('answers figures as the ledger it was taken from, at its head and when both have taken everything', async () => {
    const kept = await RunningLedger.start(CLOCK, original.dataDir);
    for (const client of clients) await repeated(client, kept);
    const atHead = `&atPosition=${report.head}`;
    expect(await figuresOf(ledger, atHead)).toEqual(await figuresOf(kept, atHead));
    // What the restored one took anew it recorded later: only how timely that was may differ.
    const timeless = async (asked: RunningLedger): Promise<unknown> =>
      (await figuresOf(asked, '')).filter(({ code }) => !code.startsWith('F25'));
    expect(await timeless(ledger)).toEqual(await timeless(kept));
    await kept.stop();
  }, 60_000);

  it('is never written over', async () => {
    const before = evidenceIn(taken);
    expect(await copy(original.dataDir, taken)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('backup-target-taken'),
    });
    expect([evidenceIn(taken), existsSync(`${taken}.partial`)]).toEqual([before, false]);
  });
});

describe('a backup', () => {
  const place = temporaryDirectory();
  const [from, to] = [join(place, 'from'), join(place, 'to')];
  const whole = 'whole';
  const lost = 'lost';
  const spoilt = 'spoilt';
  const fileOf = (name: string, directory = from): string =>
    join(directory, 'evidence', sha256(name).slice(0, 2), sha256(name));

  beforeAll(async () => {
    const { dataDir, window } = await postedLedger();
    const ledger = await RunningLedger.start(CLOCK, dataDir);
    for (const content of [whole, lost, spoilt]) {
      await ledger.fetch(`/v1/evidence/${sha256(content)}`, { method: 'PUT', body: content });
      const evidence = [{ sha256: sha256(content), kind: 'SIGN_IN', bytes: content.length, mediaType: 'text/plain' }];
      const event = {
        specversion: '1.0',
        id: content,
        source: SOURCE,
        type: 'cn.smes.activity.activity-evidence-attached.v1',
        subject: 'act-shared',
        time: '2026-03-09T11:00:00+08:00',
        data: { evidence },
      };
      expect((await ledger.post(event, { key: window })).status).toBe(201);
    }
    await ledger.stop();
    expect(await copy(dataDir, from)).toMatchObject({ code: 0 });
    rmSync(dataDir, { recursive: true });
  });
  afterAll(() => rmSync(place, { recursive: true }));

  it('that was broken off is gone on with', async () => {
    mkdirSync(join(`${to}.partial`, 'evidence', 'tmp'), { recursive: true });
    writeFileSync(join(`${to}.partial`, 'events.db'), 'half');
    writeFileSync(join(`${to}.partial`, 'events.db.partial'), 'half');
    writeFileSync(join(`${to}.partial`, 'evidence', 'tmp', 'half'), 'half');
    const ran = await copy(from, to);
    expect([ran.code, reportOf(ran)]).toEqual([0, expect.objectContaining({ evidenceFiles: 3, faults: [] })]);
    expect(readdirSync(place).toSorted()).toEqual(['from', 'to']);
    expect([readdirSync(to).toSorted(), readdirSync(join(to, 'evidence', 'tmp'))]).toEqual([
      ['events.db', 'evidence'],
      [],
    ]);
  });

  it('of a ledger that lacks evidence has the rest, and says what is not there', async () => {
    rmSync(fileOf(lost));
    writeFileSync(fileOf(spoilt), 'spoiled');
    const ran = await copy(from, join(place, 'lacking'));
    expect([ran.code, reportOf(ran).evidenceFiles]).toEqual([1, 1]);
    expect(reportOf(ran).faults.map(({ code, eventId }) => [code, typeof eventId])).toEqual([
      ['evidence-digest-differs', 'undefined'],
      ['evidence-missing', 'string'],
      ['evidence-missing', 'string'],
    ]);
    expect(evidenceIn(join(place, 'lacking'))).toEqual([sha256(whole)]);
  });

  it('is of a ledger file, and told where to go', async () => {
    const ran = (...args: readonly string[]) => runCommand('ledger/src/backing-up/main.js', ...args);
    const file = `sqlite:${join(from, 'events.db')}`;
    expect(await ran('--from', 'esdb://es1:2113?tls=false', '--to', to)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--from'),
    });
    expect(await ran('--from', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('--to') });
    expect(await ran('--from', 'sqlite:/nowhere.db', '--to', join(place, 'none'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/nowhere.db'),
    });
    expect(await ran('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('npm run restore') });
  });
});
