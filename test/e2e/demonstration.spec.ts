import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { accountOpened, NDJSON, RunningLedger } from '../support/running-ledger.js';

const STANDS_AT = '2026-03-05T11:30:00+08:00';
const RUN_MAX_MS = 120_000;

describe('A demonstration whose clock stands in the past', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await RunningLedger.start({ DEMO_CLOCK: STANDS_AT });
  });
  afterAll(() => ledger.discard());

  const today = (id: string): object => accountOpened(id, { time: '2026-05-01T09:00:00+08:00' });

  it('says where its clock stands and what moves it when it refuses a post of today', async () => {
    const { status, body } = await ledger.post(today('a'), { headers: { 'Accept-Language': 'en' } });
    expect({ status, code: body.code, errors: body.errors }).toMatchObject({
      status: 422,
      code: 'occurred-in-future',
      errors: [{ code: 'occurred-in-future', pointer: '/time' }],
    });
    expect(body['detail']).toMatch(/clock stands at 2026-03-05T11:30:00\.000\+08:00.*Demo-Now/);
    const { body: zh } = await ledger.post(today('a'));
    expect(zh['detail']).toMatch(/演示台账.*2026-03-05T11:30:00\.000\+08:00.*Demo-Now/);
  });

  it('says the same in a bulk post and in a validation', async () => {
    for (const path of ['/v1/events/batch', '/v1/events/validate']) {
      const { text } = await ledger.post(JSON.stringify(today('b')), { path, type: NDJSON });
      expect(text).toMatch(/Demo-Now/);
    }
  });

  it('takes the post once the clock has been moved as it was told', async () => {
    const moved = await ledger.post(today('a'), { headers: { 'Demo-Now': '2026-05-01T09:00:00+08:00' } });
    expect(moved.status).toBe(201);
  });
});

describe('The demo', () => {
  it(
    'tells how to serve what it has stopped and where that is then; its log says where its clock stood',
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'demo-'));
      const data = join(directory, 'demo');
      const main = resolve('dist/apps/demo/src/main.js');
      const args = [main, '--once', '--months', '1', '--scale', '0.01', '--data', data];
      const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
      const [first = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout) ?? [];
      const whereToLook = stdout.slice(stdout.indexOf('七、从这里看起'));
      expect(whereToLook).toContain(`DATA_DIR='${data}' npm start`);
      expect(whereToLook).toContain('http://127.0.0.1:8080/docs');
      expect(whereToLook).not.toContain(first);
      const log = await readFile(join(data, 'ledger.log'), 'utf8');
      expect(log).toMatch(/2026-01-04T08:30:00\.000\+08:00.*a demonstration: its clock stands still/);
      expect(log).toMatch(/refused as later than the clock of this demonstration, which stands at 2026-01/);
      await rm(directory, { recursive: true });
    },
    RUN_MAX_MS,
  );
});
