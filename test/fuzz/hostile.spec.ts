import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { PROJECTIONS } from '../../apps/ledger/src/ledger.module.js';
import { ROLES, sha256 } from '#kernel';
import { ProjectionRunner, ReadStore } from '#read-store';
import { LedgerProcess } from '../support/ledger-process.js';
import { FILE } from '../support/made-statement.js';
import { rebuiltDigest } from '../support/rebuilt.js';
import { accountOpened, answerLines, NDJSON, RunningLedger } from '../support/running-ledger.js';
import { asked, type Asked } from './asking.js';
import { asCurl, HostileCaller, type Answered, type Sent } from './caller.js';
import { problemIn, PublishedDocument, type Problem } from './document.js';
import { wrongContents, wrongCredentials, wrongFiles, wrongMethods } from './doors.js';
import { drawing } from './random.js';
import { binary, changedStatements, secondOfBatch, single, type Changed, type SentChange } from './statements.js';
import { disagreement, isFitting, ofSecond } from './verdict.js';
import { speak, wires } from './wire.js';

const SEED = Number(process.env['SEED'] ?? 20_261_124);
const LINES = 500;
const SINGLE_BYTES_MAX = 256 * 1024;

let ledger: LedgerProcess;
let caller: HostileCaller;
let published: PublishedDocument;
let statements: readonly Changed[];
/** Credentials by role. */
const keys = new Map<string, string>();
let warmMb: number;

const headersOf = (role: string): Record<string, string> => ({
  Authorization: `Bearer ${keys.get(role) ?? ledger.key}`,
});
const json = async <Body>(path: string): Promise<Body> =>
  JSON.parse((await caller.send({ method: 'GET', path, headers: headersOf('AUDITOR') })).text) as Body;

/** Opens an account of every role, each with an organisation of its own: refusals are noted by party. */
async function openAccounts(): Promise<void> {
  for (const role of ROLES) {
    const account = `a-${role.toLowerCase()}`;
    const secret = randomBytes(24).toString('hex');
    const node = role === 'WINDOW' || role === 'HUB' ? { node: `W-${role}` } : {};
    const opened = accountOpened(account, {
      data: { name: `账号 ${account}`, role, org: `o-${role.toLowerCase()}`, ...node },
    });
    const type = 'cn.smes.account.key-issued.v1';
    const issued = { ...opened, id: `key-${account}`, type, data: { keyId: 'k1', sha256: sha256(secret) } };
    for (const statement of [opened, issued]) expect((await ledger.post(statement, ledger.key ?? '')).status).toBe(201);
    keys.set(role, `${account}.${secret}`);
  }
}

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  caller = new HostileCaller(ledger.url);
  await openAccounts();
  const { items } = await json<{ items: readonly Problem[] }>('/problems');
  published = new PublishedDocument(
    await json('/openapi.json'),
    new Map(items.map(({ code, status }) => [code, status])),
  );
  const put = { method: 'PUT', path: `/v1/evidence/${sha256(FILE)}`, headers: headersOf('WINDOW'), body: FILE };
  expect((await caller.send(put)).status).toBe(201);
  statements = changedStatements(published);
}, 60_000);
afterAll(async () => {
  caller.close();
  await ledger.discard();
});

/** Sends all, and fails with the first request that was not answered as it should be, to be sent again. */
async function expectAll<Of extends Sent>(
  requests: readonly Of[],
  fault: (sent: Of, answer: Answered) => string | undefined,
): Promise<void> {
  const faults: string[] = [];
  await caller.sendAll(requests, (sent, answer) => {
    const found = published.fault(sent, answer) ?? fault(sent, answer);
    if (found !== undefined) faults.push(`${found}\n${asCurl(ledger.url, sent)}\n${answer.text.slice(0, 600)}`);
  });
  expectNone(faults);
}

function expectNone(faults: readonly string[]): void {
  if (process.env['FAULTS'] !== undefined)
    appendFileSync(process.env['FAULTS'], faults.map((f) => f.slice(0, 1000)).join('\n===\n'));
  if (faults.length > 0) throw new Error(`${faults.length} faults, the first: ${faults[0]}`);
}

/** A part of the changed statements, the same at every run. */
function drawn(share: number, seed: number): readonly Changed[] {
  const draw = drawing(SEED + seed);
  return statements.filter(() => draw() < share);
}

const asStated = (sent: SentChange): SentChange => ({
  ...sent,
  headers: { ...headersOf(sent.changed.role), ...sent.headers },
});

describe('a statement of which one thing is changed', () => {
  it('is refused line by line exactly when it does not fit the published schema, for the place that was changed', async () => {
    const posts = Array.from({ length: Math.ceil(statements.length / LINES) }, (_, n) => {
      // A line feed begins another line; such texts are sent by themselves.
      const lines = statements.slice(n * LINES, (n + 1) * LINES).filter(({ text }) => !text.includes('\n'));
      const body = lines.map(({ text }) => text).join('\n');
      return {
        method: 'POST',
        path: '/v1/events/validate',
        headers: { ...headersOf('HUB'), 'Content-Type': NDJSON },
        body,
        lines,
      };
    });
    const faults: string[] = [];
    await caller.sendAll(
      posts,
      ({ lines }, { text }) => {
        const answers = answerLines(text);
        expect(answers.at(-1)?.complete).toBe(true);
        for (const [n, changed] of lines.entries()) {
          const problem = answers[n]?.problem as Problem | undefined;
          const found =
            (problem === undefined ? undefined : published.problemFault(problem)) ?? disagreement(changed, problem);
          if (found !== undefined)
            faults.push(`${changed.type} ${changed.name}: ${found}\n${changed.text.slice(0, 3_000)}`);
        }
      },
      2,
    );
    warmMb = ledger.residentMb;
    expectNone(faults);
  }, 300_000);

  it('is refused by itself, in a batch and with its attributes in headers as it is as a line', async () => {
    const path = '/v1/events/validate';
    const requests = [
      ...statements.filter(({ text }) => text.includes('\n')).map((changed) => single(changed, path)),
      ...drawn(0.2, 1).map((changed) => single(changed, path)),
      ...drawn(0.05, 2).map((changed) => secondOfBatch(changed, path)),
      ...drawn(0.05, 3).flatMap((changed) => binary(changed, path) ?? []),
    ].map(asStated);
    await expectAll(requests, ({ changed, isBatch }, { status, text }) => {
      if (status === 200) return disagreement(changed, undefined);
      return disagreement(changed, isBatch === true ? ofSecond(problemIn(text)) : problemIn(text));
    });
  }, 300_000);

  it('is recorded only when it fits, and noted down when it is refused', async () => {
    const before = await noted();
    const { head } = await json<{ head: number }>('/readyz');
    let recorded = 0;
    const refused: { readonly byDigest: string; readonly byId: string }[] = [];
    const chosen = new Set([...drawn(0.05, 4), ...drawn(0.3, 5).filter(isFitting)]);
    const requests = [...chosen].map((changed) => asStated(single(changed, '/v1/events')));
    await expectAll(requests, ({ changed }, { status, text }) => {
      if (status < 300) {
        recorded += (JSON.parse(text) as { eventIds: readonly string[] }).eventIds.length;
        return disagreement(changed, undefined);
      }
      const problem = problemIn(text);
      refused.push(notesOf(changed, problem.code));
      return disagreement(changed, problem);
    });
    expect(recorded).toBeGreaterThan(20);
    const after = await noted();
    expect(refused.filter(({ byDigest, byId }) => !after.has(byDigest) && !after.has(byId))).toEqual([]);
    expect((await json<{ head: number }>('/readyz')).head - head).toBe(recorded + refused.length);
    expect(after.count - before.count).toBe(refused.length);
  }, 300_000);
});

const accountOf = (role: string): string => (keys.has(role) ? `a-${role.toLowerCase()}` : 'authority');

/** What a refusal is noted down as: of what the door refused the digest of the bytes, of what a rule refused the id. */
function notesOf(changed: Changed, code: string): { readonly byDigest: string; readonly byId: string } {
  const { text, role } = changed;
  const bytes = Buffer.from(text).subarray(0, SINGLE_BYTES_MAX).toString();
  const id = isFitting(changed) ? (JSON.parse(text) as { readonly id: string }).id : '';
  return { byDigest: `${accountOf(role)} ${code} ${sha256(bytes)}`, byId: `${accountOf(role)} ${code} ${id}` };
}

interface Noted {
  readonly count: number;
  has(note: string): boolean;
}

/** All refusals in the log. */
async function noted(): Promise<Noted> {
  const notes = new Set<string>();
  let count = 0;
  for (let next = ''; ;) {
    const page = await json<NotedPage>(`/v1/events?type=cn.smes.submission.posting-rejected.v1&limit=999${next}`);
    for (const { data } of page.items) {
      count += 1;
      notes
        .add(`${data.account} ${data.code} ${data.payloadSha256}`)
        .add(`${data.account} ${data.code} ${data.statementId}`);
    }
    if (page.page.next === undefined) return { count, has: (note) => notes.has(note) };
    next = `&cursor=${page.page.next}`;
  }
}

interface NotedPage {
  readonly items: readonly {
    readonly data: Readonly<Record<'account' | 'code' | 'payloadSha256' | 'statementId', string>>;
  }[];
  readonly page: { readonly next?: string };
}

describe('a request', () => {
  const expectAsked = (requests: readonly Asked[]): Promise<void> =>
    expectAll(requests, ({ fault }, answer) => fault(answer));

  it.each(['AUDITOR', 'WINDOW', 'SME'])(
    'of a %s is answered as documented, whatever it asks for',
    async (role) => {
      await expectAsked(asked(published, headersOf(role)));
    },
    120_000,
  );

  it('without a credential is let in nowhere', async () => {
    await expectAsked(wrongCredentials(published, keys.get('WINDOW') ?? ''));
  }, 60_000);

  it('for what there is not is refused', async () => {
    await expectAsked(wrongMethods(published, headersOf('AUTHORITY')));
  }, 60_000);

  it('with content that cannot be read is refused', async () => {
    await expectAsked([...wrongContents(headersOf('EVALUATOR')), ...wrongFiles(headersOf('EVALUATOR'))]);
  }, 60_000);

  it.each(wires('').map(({ name }, n) => [name, n] as const))(
    'that is no HTTP is answered or hung up on: %j',
    async (_, n) => {
      const wire = wires(keys.get('FINANCE') ?? '')[n];
      const statuses = wire === undefined ? [500] : await speak(ledger.url, wire);
      expect(statuses.filter((status) => status >= 500)).toEqual([]);
    },
  );
});

describe('the ledger, after more than 20,000 requests', () => {
  it('has had them', () => {
    expect(caller.sent).toBeGreaterThan(20_000);
  });

  it('lives, within its memory, and takes what is well formed', async () => {
    expect(ledger.residentMb).toBeLessThan(warmMb * 1.5 + 100);
    expect((await ledger.post(accountOpened('afterwards'), ledger.key ?? '')).status).toBe(201);
  });

  it('has parked nothing, stops in order, and its projections are what a rebuild makes of the log', async () => {
    expect(await ledger.stop()).toBe(0);
    const again = await RunningLedger.start({}, ledger.dataDir);
    const runner = again.app.get(ProjectionRunner);
    expect(runner.checkpoints().filter(({ parked }) => parked > 0)).toEqual([]);
    for (const projection of PROJECTIONS)
      expect([projection.name, await rebuiltDigest(again, projection, 10_000)]).toEqual([
        projection.name,
        await again.app.get(ReadStore).digest(projection),
      ]);
    await again.stop();
  }, 120_000);
});
