import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStore } from '#event-store';
import { canonical, sha256, type Statement } from '#kernel';
import { ProjectionRunner } from '#read-store';
import { ledgerRefusals } from '../../apps/ledger/src/ledger-refusals.js';
import { missingEvidence } from '../../apps/ledger/src/posting/evidence-check.js';
import { EvidenceFiles } from '../../apps/ledger/src/posting/evidence-files.js';
import { accountOpened, RunningLedger, type Answer } from '../support/running-ledger.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await RunningLedger.start();
});
afterAll(() => ledger.discard());

const CONTENT = '签到表:三十二人';
const DIGEST = sha256(CONTENT);
const put = (digest: string, content: string): Promise<Answer> =>
  ledger.fetch(`/v1/evidence/${digest}`, { method: 'PUT', body: content, headers: { 'Content-Type': 'image/png' } });

describe('an evidence file', () => {
  it('is stored once under its digest', async () => {
    const stored = { sha256: DIGEST, bytes: Buffer.byteLength(CONTENT) };
    expect(await put(DIGEST, CONTENT)).toMatchObject({ status: 201, body: stored });
    expect(await put(DIGEST, CONTENT)).toMatchObject({ status: 200, body: stored });
    expect(statSync(join(ledger.dataDir, 'evidence', DIGEST.slice(0, 2), DIGEST)).size).toBe(stored.bytes);
  });

  it('is not kept when its content is not what its address says', async () => {
    const other = sha256('other');
    expect(await put(other, CONTENT)).toMatchObject({ status: 422, body: { code: 'evidence-digest-differs' } });
    expect(await put(sha256(''), '')).toMatchObject({ status: 422, body: { code: 'evidence-empty' } });
    expect(await put('ABC', CONTENT)).toMatchObject({ status: 400, body: { code: 'evidence-address' } });
    expect(readdirSync(join(ledger.dataDir, 'evidence')).sort()).toEqual([DIGEST.slice(0, 2), 'tmp']);
    expect(readdirSync(join(ledger.dataDir, 'evidence', 'tmp'))).toEqual([]);
  });

  it('of more than 50 MB is refused, announced or not', async () => {
    const content = Buffer.alloc(50 * 1024 * 1024 + 1);
    const announced = await ledger.fetch(`/v1/evidence/${DIGEST}`, { method: 'PUT', body: content });
    expect(announced).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
    const streamed = await ledger.fetch(`/v1/evidence/${DIGEST}`, {
      method: 'PUT',
      body: new Blob([content]).stream(),
      duplex: 'half',
    });
    expect(streamed).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });

  it('cut off on its way leaves nothing behind', async () => {
    const { hostname, port } = new URL(ledger.url);
    const headers = { Authorization: `Bearer ${ledger.key}`, 'Content-Length': 1000 };
    const upload = request({ hostname, port, path: `/v1/evidence/${sha256('cut')}`, method: 'PUT', headers });
    upload.on('error', () => undefined);
    upload.write('half');
    await sleep(100);
    upload.destroy();
    await sleep(100);
    expect(readdirSync(join(ledger.dataDir, 'evidence', 'tmp'))).toEqual([]);
  });

  it('more than eight at once are refused until one has ended', async () => {
    const { hostname, port } = new URL(ledger.url);
    const headers = { Authorization: `Bearer ${ledger.key}`, 'Content-Length': 1000 };
    const held = Array.from({ length: 8 }, () => {
      const upload = request({ hostname, port, path: `/v1/evidence/${DIGEST}`, method: 'PUT', headers });
      upload.on('error', () => undefined);
      upload.write('half');
      return upload;
    });
    await sleep(200);
    expect(await put(DIGEST, CONTENT)).toMatchObject({ status: 429, body: { code: 'too-many-uploads' } });
    for (const upload of held) upload.destroy();
    await sleep(200);
    expect((await put(DIGEST, CONTENT)).status).toBe(200);
  });

  it('that no event names is shown to nobody', async () => {
    for (const digest of [DIGEST, sha256('never stored'), 'nonsense'])
      expect(await ledger.fetch(`/v1/evidence/${digest}`)).toMatchObject({
        status: 404,
        body: { code: 'evidence-not-found' },
      });
    expect((await ledger.fetch(`/v1/evidence/${DIGEST}`, { key: '' })).status).toBe(401);
  });
});

describe('an evidence file an event names', () => {
  const file = { sha256: DIGEST, kind: 'SIGN_IN', bytes: Buffer.byteLength(CONTENT), mediaType: 'text/html' };
  const attached = (evidence: object) => ({
    ...accountOpened('e1'),
    subject: 'act-e1',
    type: 'cn.smes.activity.activity-evidence-attached.v1',
    data: { evidence: [evidence] },
  });

  // Never (the business): an event names evidence that is not stored
  it('must be there before the event, with the size it says', async () => {
    const absent = { ...file, sha256: sha256('never stored') };
    expect((await ledger.post(attached(absent))).body).toMatchObject({
      code: 'evidence-missing',
      errors: [{ pointer: '/data/evidence/0' }],
    });
    expect((await ledger.post(attached({ ...file, bytes: 5 }))).body.code).toBe('evidence-size-differs');
    expect((await ledger.postLines([attached(absent)]))[0]?.problem?.code).toBe('evidence-missing');
    // With its file in place the statement comes before the rule.
    expect((await ledger.post(attached(file))).body.code).not.toMatch(/^evidence/);
  });

  it('is given to who may see such an event, as a download of the type it says', async () => {
    const [opened] = await ledger.log();
    if (opened === undefined) throw new Error('the ledger is open');
    const event = {
      id: randomUUID(),
      type: 'ActivityEvidenceAttached',
      version: 1,
      meta: { ...opened.meta, statementId: 'e' },
    };
    const dataText = canonical({ evidence: [file] });
    const append = { stream: 'act-e1', expected: 'none', events: [{ ...event, dataText }] } as const;
    await ledger.app.get(EventStore).appendBatch([[append]]);
    await ledger.app.get(ProjectionRunner).waitFor(await ledger.app.get(EventStore).head(), 5_000);
    const { status, headers, text } = await ledger.fetch(`/v1/evidence/${DIGEST}`);
    expect([status, text, headers.get('content-type')]).toEqual([200, CONTENT, 'text/html']);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${DIGEST}"`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const stranger = await ledger.open('sme1', 'SME', { org: 'org1' });
    expect((await ledger.fetch(`/v1/evidence/${DIGEST}`, { key: stranger })).status).toBe(404);
  });
});

describe('a statement that names evidence', () => {
  const stating = (data: object, type = 'EvidenceAttached'): Statement => ({ type, data }) as Statement;
  const codeOf = async (statement: Statement): Promise<unknown[] | undefined> => {
    const refusal = await missingEvidence(statement, await EvidenceFiles.open(join(ledger.dataDir, 'evidence')));
    return refusal === undefined ? undefined : [refusal.code, refusal.errors[0]?.pointer];
  };
  const file = { sha256: DIGEST, bytes: Buffer.byteLength(CONTENT) };
  const absent = { sha256: sha256('never stored'), bytes: 5 };

  it('holds when every file is stored with the size it says', async () => {
    expect(await codeOf(stating({ evidence: [file, file] }))).toBeUndefined();
    expect(await codeOf(stating({ words: 'none' }))).toBeUndefined();
  });

  it('is refused when one is missing or of another size, in a correction as well', async () => {
    expect(await codeOf(stating({ evidence: [file, absent] }))).toEqual(['evidence-missing', '/data/evidence/1']);
    expect(await codeOf(stating({ evidence: [{ ...file, bytes: 1 }] }))).toEqual([
      'evidence-size-differs',
      '/data/evidence/0/bytes',
    ]);
    expect(await codeOf(stating({ replacement: { evidence: [absent] } }, 'EntryRestated'))).toEqual([
      'evidence-missing',
      '/data/replacement/evidence/0',
    ]);
  });
});

it('has every code of its own provoked, here, by the clock or by a drill', () => {
  expect(Object.keys(ledgerRefusals).sort()).toEqual(
    [
      // By apps/ledger/src/posting/bulk-answers.spec.ts.
      'answers-not-kept',
      'answers-unread',
      'backup-target-taken',
      'demo-time-malformed',
      'demo-time-not-allowed',
      'evidence-address',
      'evidence-digest-differs',
      'evidence-empty',
      'evidence-missing',
      'evidence-not-found',
      'evidence-size-differs',
      'evidence-store-unavailable',
      'too-many-uploads',
    ].sort(),
  );
});
