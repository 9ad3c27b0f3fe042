import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStore } from '#event-store';
import { accountOpened, answerLines, NDJSON, RunningLedger } from '../support/running-ledger.js';

/** What a month of a province is posted as, and what a connection has no room for on its way back. */
const LINES = 40_000;
const PATIENCE_MS = 120_000;
const CLIENTS = resolve('test/e2e/sending-first');

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await RunningLedger.start();
});
afterAll(() => ledger.discard());

const run = promisify(execFile);
const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
/** Skipped, and shown as such, where the client is not installed. */
const itWith = (program: string): typeof it.skip => (isThere(program) ? it : it.skip);

const lines = (prefix: string): Buffer =>
  Buffer.from(Array.from({ length: LINES }, (_, n) => `${JSON.stringify(accountOpened(`${prefix}-${n}`))}\n`).join(''));

function fileOf(prefix: string): string {
  const path = join(ledger.dataDir, `${prefix}.ndjson`);
  writeFileSync(path, lines(prefix));
  return path;
}

/** What a client in another language printed: how many lines were answered, and the last. */
async function posted(program: string, ...args: readonly string[]): Promise<readonly [number, unknown]> {
  const { stdout } = await run(program, args, { timeout: PATIENCE_MS });
  const [count, last = ''] = stdout.trim().split('\n');
  return [Number(count), JSON.parse(last)];
}

const ALL = [LINES + 1, { complete: true, accepted: LINES, replayed: 0, rejected: 0 }];

describe('lines of a client that reads only when it has sent them all are taken and answered', () => {
  const bulk = (): readonly string[] => [`${ledger.url}/v1/events/batch`, ledger.key];

  it(
    'over a bare socket',
    async () => {
      const recorded = await headBeyond();
      const socket = await sending(lines('socket'));
      await recorded(LINES);
      const answers = answerLines(await bodyOf(socket));
      expect([answers.length, answers.at(-1)]).toEqual(ALL);
      expect(answers.slice(0, -1).map(({ line }) => line)).toEqual(Array.from({ length: LINES }, (_, n) => n + 1));
      const unread = join(ledger.dataDir, 'unread-answers');
      expect(existsSync(unread) ? readdirSync(unread) : []).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'over a bare socket, as a rehearsal',
    async () => {
      const socket = await sending(lines('rehearsed'), '/v1/events/validate');
      expect(answerLines(await bodyOf(socket)).at(-1)).toMatchObject({ complete: true, accepted: LINES });
    },
    PATIENCE_MS,
  );

  itWith('python3')(
    'with http.client of Python',
    async () => {
      expect(await posted('python3', join(CLIENTS, 'sending_first.py'), ...bulk(), fileOf('python'))).toEqual(ALL);
    },
    PATIENCE_MS,
  );

  itWith('java').each(['connection', 'client'])(
    'with the %s of Java',
    async (kind) => {
      const source = join(CLIENTS, 'SendingFirst.java');
      expect(await posted('java', source, kind, ...bulk(), fileOf(`java-${kind}`))).toEqual(ALL);
    },
    PATIENCE_MS,
  );

  it(
    'are each recorded once when the client leaves without reading and posts them again',
    async () => {
      const left = lines('left');
      const recorded = await headBeyond();
      (await sending(left)).destroy();
      const again = await ledger.post(left, { path: '/v1/events/batch', type: NDJSON });
      const { complete, accepted = 0, replayed = 0, rejected } = answerLines(again.text).at(-1) ?? {};
      expect([complete, accepted + replayed, rejected]).toEqual([true, LINES, 0]);
      await recorded(LINES);
    },
    PATIENCE_MS,
  );
});

/** Waits until the log has grown by so many events since it was called. */
async function headBeyond(): Promise<(events: number) => Promise<void>> {
  const store = ledger.app.get(EventStore);
  const before = await store.head();
  return async (events) => {
    while ((await store.head()) < before + events) await sleep(100);
    expect(await store.head()).toBe(before + events);
  };
}

/** Sends a whole request, and reads nothing. */
async function sending(body: Buffer, path = '/v1/events/batch'): Promise<Socket> {
  const { hostname, port } = new URL(ledger.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.pause();
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: ledger',
    `Authorization: Bearer ${ledger.key}`,
    `Content-Type: ${NDJSON}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  if (!socket.write(body)) await once(socket, 'drain');
  return socket;
}

/** The body of the chunked answer. */
async function bodyOf(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  const answer = Buffer.concat(parts);
  let at = answer.indexOf('\r\n\r\n') + 4;
  let body = '';
  for (;;) {
    const end = answer.indexOf('\r\n', at);
    const length = Number.parseInt(answer.toString('latin1', at, end), 16);
    if (!(length > 0)) return body;
    body += answer.toString('utf8', end + 2, end + 2 + length);
    at = end + 2 + length + 2;
  }
}
