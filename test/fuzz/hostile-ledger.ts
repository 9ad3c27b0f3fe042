import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import { EventStore } from '#event-store';
import { ROLES, sha256 } from '#kernel';
import { ProjectionRunner, ReadStore } from '#read-store';
import { LedgerProcess } from '../support/ledger-process.js';
import { FILE, madeStatement } from '../support/made-statement.js';
import { rebuiltDigest } from '../support/rebuilt.js';
import { accountOpened, registering, RunningLedger } from '../support/running-ledger.js';
import { HostileCaller, type Answered, type Sent } from './caller.js';
import { PublishedDocument, type Problem } from './document.js';
import { expectNone, type Fault } from './fault.js';
import { PROJECTIONS } from '../../apps/ledger/src/projections.js';

/** What it must do with, however much nonsense it is sent: of objects, and of all memory. */
const HEAP_MB = 384;
const MEMORY_MB = 640;
const CATCH_UP_MS = 60_000;

/** A ledger in a process of its own, to be treated badly: with an account of every role, and one stored file. */
export class HostileLedger {
  readonly caller: HostileCaller;

  private constructor(
    private readonly running: LedgerProcess,
    /** Credentials by role. */
    private readonly keys: ReadonlyMap<string, string>,
    readonly published: PublishedDocument,
  ) {
    this.caller = new HostileCaller(running.url);
  }

  static async start(): Promise<HostileLedger> {
    const running = await LedgerProcess.start({ NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` });
    const keys = await openAccounts(running);
    const published = await publishedBy(running.url);
    await registerMade(running, published);
    const ledger = new HostileLedger(running, keys, published);
    const put = {
      method: 'PUT',
      path: `/v1/evidence/${sha256(FILE)}`,
      headers: ledger.headersOf('WINDOW'),
      body: FILE,
    };
    expect((await ledger.caller.send(put)).status).toBe(201);
    return ledger;
  }

  get url(): string {
    return this.running.url;
  }

  /** The credential of a role; that of whoever opened the ledger for one that has no accounts. */
  keyOf(role: string): string {
    return this.keys.get(role) ?? this.running.key ?? '';
  }

  accountOf(role: string): string {
    return this.keyOf(role).split('.', 1)[0] ?? '';
  }

  headersOf(role: string): Readonly<Record<string, string>> {
    return { Authorization: `Bearer ${this.keyOf(role)}` };
  }

  /** What an auditor is answered. */
  async json<Body>(path: string): Promise<Body> {
    const { text } = await this.caller.send({ method: 'GET', path, headers: this.headersOf('AUDITOR') });
    return JSON.parse(text) as Body;
  }

  /** Sends all, and fails with the first request that was not answered as it should be. */
  async expectAll<Of extends Sent>(
    requests: readonly Of[],
    faultOf: (sent: Of, answer: Answered) => string | undefined,
  ): Promise<void> {
    const faults: Fault[] = [];
    await this.caller.sendAll(requests, (sent, answer) => {
      const found = this.published.fault(sent, answer) ?? faultOf(sent, answer);
      if (found !== undefined) faults.push({ found, sent, answer });
    });
    expectNone(this.url, faults);
  }

  /** It answers, has not grown beyond its limit, and takes what is well formed. */
  async expectWell(): Promise<void> {
    expect(this.running.residentMb).toBeLessThan(MEMORY_MB);
    expect((await this.running.post(accountOpened('afterwards'), this.running.key ?? '')).status).toBe(201);
  }

  /** It stops in order; no projection has parked a stream, and each is what a rebuild makes of the log. */
  async expectSound(): Promise<void> {
    expect(await this.running.stop()).toBe(0);
    const again = await RunningLedger.start({}, this.running.dataDir);
    const runner = again.app.get(ProjectionRunner);
    // A stop does not wait for what is still to be projected.
    expect(await runner.waitFor(await again.app.get(EventStore).head(), CATCH_UP_MS)).toBe(true);
    expect(runner.checkpoints().filter(({ parked }) => parked > 0)).toEqual([]);
    for (const projection of PROJECTIONS) {
      const kept = await again.app.get(ReadStore).digest(projection);
      expect([projection.name, await rebuiltDigest(again, projection, 10_000)]).toEqual([projection.name, kept]);
    }
    await again.stop();
  }

  async discard(): Promise<void> {
    this.caller.close();
    await this.running.discard();
  }
}

/** Opens an account of every role, each with an organisation of its own: refusals are noted by party. */
async function openAccounts(running: LedgerProcess): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  for (const role of ROLES) {
    const account = `a-${role.toLowerCase()}`;
    const secret = randomBytes(24).toString('hex');
    const node = role === 'WINDOW' || role === 'HUB' ? { node: `W-${role}` } : {};
    const where = { org: `o-${role.toLowerCase()}`, ...node };
    const data = { name: `账号 ${account}`, role, ...where };
    const opened = accountOpened(account, { data });
    const type = 'cn.smes.account.key-issued.v1';
    const issued = { ...opened, id: `key-${account}`, type, data: { keyId: 'k1', sha256: sha256(secret) } };
    for (const event of [...registering(role, where), opened, issued])
      expect((await running.post(event, running.key ?? '')).status).toBe(201);
    keys.set(role, `${account}.${secret}`);
  }
  return keys;
}

/** Registers whom made-up accounts name, so that some of them are opened. */
async function registerMade(running: LedgerProcess, { statements }: PublishedDocument): Promise<void> {
  for (const schema of statements) {
    const { type, data } = madeStatement(schema, 'whole');
    if (type !== 'cn.smes.account.account-opened.v1') continue;
    for (const event of registering('WINDOW', data as { readonly org: string; readonly node: string }))
      expect((await running.post(event, running.key ?? '')).status).toBe(201);
  }
}

async function publishedBy(url: string): Promise<PublishedDocument> {
  const read = async (path: string): Promise<unknown> => (await fetch(url + path)).json();
  const { items } = (await read('/problems')) as { readonly items: readonly Problem[] };
  const document = (await read('/openapi.json')) as PublishedDocument['document'];
  return new PublishedDocument(document, new Map(items.map(({ code, status }) => [code, status])));
}
