import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statSync } from 'node:fs';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { request, type Server } from 'node:http';
import { join } from 'node:path';
import { SqliteEventStore } from '#event-store/sqlite';
import { canonical, Registry, schemaOf } from '#kernel';
import type { Receipt } from '#recorder';
import { readSettings } from '../../apps/ledger/src/settings.js';
import {
  accountOpened,
  answerLines,
  NDJSON,
  RunningLedger,
  SINGLE,
  temporaryDirectory,
} from '../support/running-ledger.js';

describe('a new ledger', () => {
  it('opens itself, its first account and that account’s key, which only its owner can read', async () => {
    const ledger = await RunningLedger.start();
    expect((await ledger.log()).map(({ type, data, stream }) => [type, stream, data])).toEqual([
      ['LedgerOpened', 'ledger-self', { mode: 'LIVE', name: '中小企业公共服务活动台账', divisionCode: '440000' }],
      ['AccountOpened', 'acct-authority', { name: '主管部门', role: 'AUTHORITY', org: 'authority' }],
      ['KeyIssued', 'acct-authority', { keyId: 'bootstrap', sha256: expect.any(String) }],
    ]);
    expect(statSync(join(ledger.dataDir, 'bootstrap-key')).mode & 0o777).toBe(0o600);
    const [, secret = ''] = ledger.key.split('.');
    expect(JSON.stringify(await ledger.log())).not.toContain(secret);
    await ledger.discard();
  });

  it('is not opened again', async () => {
    const first = await RunningLedger.start();
    const { key, dataDir } = first;
    const log = await first.log();
    await first.stop();
    const second = await RunningLedger.start({}, dataDir);
    expect([second.key, await second.log()]).toEqual([key, log]);
    await second.discard();
  });
});

describe('a ledger whose opening was broken off', () => {
  it.each([1, 2])('after %d events is opened to the end, and can be used', async (count) => {
    const other = await RunningLedger.start();
    const recorded = (await other.log()).slice(0, count);
    await other.discard();
    const dataDir = temporaryDirectory();
    const store = await SqliteEventStore.open(join(dataDir, 'events.db'));
    for (const { stream, data, ...event } of recorded)
      await store.appendBatch([[{ stream, expected: 'none', events: [{ ...event, dataText: canonical(data) }] }]]);
    await store.close();
    const ledger = await RunningLedger.start({ EVENT_STORE: `sqlite:${join(dataDir, 'events.db')}` }, dataDir);
    const log = await ledger.log();
    expect(log.map(({ type }) => type)).toEqual(['LedgerOpened', 'AccountOpened', 'KeyIssued']);
    expect(log.slice(0, count)).toEqual(recorded);
    expect((await ledger.fetch('/v1/events')).status).toBe(200);
    await ledger.discard();
  });
});

describe('accounts', () => {
  it('are events: opened, given a key, suspended', async () => {
    const ledger = await RunningLedger.start();
    const key = await ledger.open('w1', 'WINDOW', { org: 'org1', node: '440101' });
    expect((await ledger.post(accountOpened('x'), { key })).body.code).toBe('role-may-not-state');
    const rejected = (await ledger.log()).at(-1);
    expect([rejected?.type, rejected?.stream.slice(0, 16)]).toEqual(['PostingRejected', 'sub-node-440101-']);
    await ledger.post(
      accountOpened('w1', { id: 's', type: 'cn.smes.account.account-suspended.v1', data: { reason: '停用' } }),
    );
    expect(await ledger.post({}, { key })).toMatchObject({ status: 403, body: { code: 'account-suspended' } });
    expect(await ledger.post({}, { key: `w1.${'0'.repeat(48)}` })).toMatchObject({
      status: 401,
      body: { code: 'credential-unknown' },
    });
    await ledger.discard();
  });
});

describe('a running ledger', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start();
  });
  afterAll(() => ledger.discard());

  it('says that it lives and is ready', async () => {
    expect(await ledger.fetch('/livez', { key: '' })).toMatchObject({ status: 200, body: { status: 'live' } });
    expect(await ledger.fetch('/readyz', { key: '' })).toMatchObject({
      status: 200,
      body: { status: 'ready', head: (await ledger.log()).at(-1)?.position },
    });
  });

  it('counts requests, posts and positions', async () => {
    const event = accountOpened('m1');
    await ledger.post(event);
    await ledger.post(event);
    await ledger.post('{');
    const { text } = await ledger.fetch('/metrics', { key: '' });
    for (const line of [
      'liuhen_posts_total{outcome="recorded"} 1',
      'liuhen_posts_total{outcome="replayed"} 1',
      'liuhen_posts_total{outcome="malformed-json"} 1',
      `liuhen_head_position ${(await ledger.log()).at(-1)?.position}`,
      'liuhen_posting_queue 0',
      'liuhen_http_request_seconds_count{method="POST",route="/v1/events",status="201"} 1',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).toMatch(/^liuhen_projection_lag\{projection="\w+"\} \d+$/m);
  });

  it('documents every route and every event type', async () => {
    const { body } = await ledger.fetch('/openapi.json', { key: '' });
    const { paths, components } = body as unknown as {
      paths: Record<string, object>;
      components: { schemas: Record<string, { properties: { data: object } }> };
    };
    expect(body['openapi']).toBe('3.1.0');
    for (const path of [
      '/v1/events',
      '/v1/events/batch',
      '/v1/events/validate',
      '/v1/evidence/{sha256}',
      '/problems/{code}',
    ])
      expect(Object.keys(paths)).toContain(path);
    for (const { wireType, eventType } of ledger.app.get(Registry).types)
      expect(components.schemas[wireType]?.properties.data).toMatchObject(
        JSON.parse(JSON.stringify(schemaOf(eventType.payload))),
      );
  });

  it('shows its documentation without anything from outside', async () => {
    const { text } = await ledger.fetch('/docs', { key: '' });
    const links = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      expect(link).toMatch(/^\.\/docs\//);
      expect((await ledger.fetch(`/${link?.slice(2)}`, { key: '' })).status).toBe(200);
    }
  });

  it('answers with the trace id of the request', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const traceparent = `00-${trace}-b7ad6b7169203331-01`;
    expect((await ledger.fetch('/livez', { headers: { traceparent } })).headers.get('request-id')).toBe(trace);
  });

  it('answers bytes that are no request', async () => {
    expect(await spoken('nonsense')).toMatchObject({ status: 400, code: 'request-malformed' });
  });

  const server = (): Server => ledger.app.getHttpServer();

  function connected(): Socket {
    const { hostname, port } = new URL(ledger.url);
    return connect(Number(port), hostname);
  }

  /** The server's side of the next connection. */
  async function accepted(): Promise<Socket> {
    const [socket] = (await once(server(), 'connection')) as [Socket];
    return socket;
  }

  /** What Node says of a connection when its clock has run out. */
  const runOut = (socket: Socket): boolean =>
    server().emit('clientError', Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);

  const spoken = async (head: string): Promise<object> => {
    const socket = connected();
    socket.write(`${head}\r\nConnection: close\r\n\r\n`);
    return problemOver(socket);
  };

  /** The problem a request is answered with whose rest does not come after the server has met it. */
  async function timedOut(begun: string, event: 'connection' | 'request'): Promise<object> {
    const ours = accepted();
    const met = once(server(), event);
    const socket = connected();
    socket.write(begun);
    await met;
    runOut(await ours);
    return problemOver(socket);
  }

  /** The problem that comes over a connection, which is closed with it. */
  async function problemOver(socket: Socket): Promise<object> {
    let text = '';
    for await (const part of socket) text += String(part);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toContain('application/problem+json');
    const problem = JSON.parse(body) as { readonly status: number };
    expect(head.startsWith(`HTTP/1.1 ${problem.status} `)).toBe(true);
    return problem;
  }

  it.each([
    ['PUT', '/v1/events', 'GET, HEAD, POST'],
    ['POST', '/v1/streams/ledger-self', 'GET, HEAD'],
    ['GET', '/v1/events/batch', 'POST'],
    ['OPTIONS', '/v1/feed', 'GET, HEAD'],
    ['PROPFIND', '/openapi.json', 'GET, HEAD'],
  ])('answers %s %s with 405 and the methods there are', async (method, path, allowed) => {
    const { status, headers, body } = await ledger.fetch(path, { method });
    expect([status, body.code, headers.get('allow')]).toEqual([405, 'method-not-allowed', allowed]);
  });

  it('answers HEAD as GET, without a body', async () => {
    const { status, text } = await ledger.fetch('/v1/events', { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
  });

  it.each([
    [414, 'address-too-long', `GET /v1/events?type=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a`],
    [414, 'address-too-long', `GET /v1/events?type=${'a'.repeat(50_000)}`],
    [431, 'head-too-large', `GET /livez HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(50_000)}`],
  ])('answers a head that is too large with %s %s', async (status, code, head) => {
    expect(await spoken(head)).toMatchObject({ status, code, title: expect.stringMatching(/\p{Script=Han}/u) });
  });

  it('answers a head that is too large in the language it asks for', async () => {
    const head = `GET /livez HTTP/1.1\r\nAccept-Language: en\r\nHost: a\r\nX: ${'a'.repeat(50_000)}`;
    expect(await spoken(head)).toMatchObject({ status: 431, title: 'The header fields are too large' });
  });

  it('answers with 408 when the head or the body does not arrive in time', async () => {
    const part = 'POST /v1/events HTTP/1.1\r\nHost: a\r\nAccept-Language: en\r\nContent-Length: 9\r\n';
    const credential = `Authorization: Bearer ${ledger.key}\r\nContent-Type: ${SINGLE}\r\n\r\n`;
    expect(await timedOut(part, 'connection')).toMatchObject({ status: 408, title: '请求未在时限内传完' });
    expect(await timedOut(part + credential, 'request')).toMatchObject({
      status: 408,
      code: 'request-timeout',
      title: 'The request took too long to arrive',
    });
  });

  it('hangs up on a bulk post that does not arrive in time, once it has begun to answer', async () => {
    const socket = connected();
    const ours = accepted();
    const head = `POST /v1/events/batch HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${ledger.key}\r\n`;
    const line = JSON.stringify(accountOpened('late'));
    socket.write(`${head}Content-Type: ${NDJSON}\r\nContent-Length: 9999\r\n\r\n${line}\n`);
    let text = String(((await once(socket, 'data')) as [Buffer])[0]);
    runOut(await ours);
    for await (const part of socket) text += String(part);
    expect(text.match(/HTTP\/1\.1/g)).toEqual(['HTTP/1.1']);
  });

  it('takes no time from outside', async () => {
    const headers = { 'Demo-Now': '2026-01-05T09:00:00+08:00' };
    expect(await ledger.post(accountOpened('d1'), { headers })).toMatchObject({
      status: 400,
      body: { code: 'demo-time-not-allowed' },
    });
    expect((await ledger.fetch('/livez')).headers.get('ledger-demonstration')).toBeNull();
  });
});

describe('a demonstration', () => {
  const env = { DEMO_CLOCK: '2026-01-05T09:00:00+08:00' };
  const at = (time: string) => ({ headers: { 'Demo-Now': time } });
  const opened = (id: string, time: string) => accountOpened(id, { time });

  it('takes its time from the header, never backwards, and says what it is', async () => {
    const ledger = await RunningLedger.start(env);
    const post = async (id: string, init: object) =>
      (await ledger.post(opened(id, '2026-01-05T09:00:00+08:00'), init)).body.recordedAt;
    expect(await post('a', {})).toBe('2026-01-05T09:00:00.000+08:00');
    expect(await post('b', at('2026-02-01T00:00:00Z'))).toBe('2026-02-01T08:00:00.000+08:00');
    expect(await post('c', at('2026-01-10T00:00:00Z'))).toBe('2026-02-01T08:00:00.000+08:00');
    expect(await post('d', {})).toBe('2026-02-01T08:00:00.000+08:00');
    expect((await ledger.post({}, at('soon'))).body.code).toBe('demo-time-malformed');
    const { dataDir } = ledger;
    await ledger.stop();
    const later = await RunningLedger.start({}, dataDir);
    expect((await later.fetch('/livez')).headers.get('ledger-demonstration')).toBe('true');
    expect((await later.post({}, at('2026-03-01T00:00:00Z'))).body.code).toBe('demo-time-not-allowed');
    await later.discard();
  });

  it('is never made of a live ledger', async () => {
    const live = await RunningLedger.start();
    const { dataDir } = live;
    await live.stop();
    await expect(RunningLedger.start({ DEMO_CLOCK: '1' }, dataDir)).rejects.toThrow('this ledger is LIVE');
    await (await RunningLedger.start({}, dataDir)).discard();
  });
});

describe('a stop', () => {
  // Never (the log): a stop loses a post that was acknowledged
  it('loses no post that was acknowledged', async () => {
    const ledger = await RunningLedger.start();
    const { dataDir } = ledger;
    const acknowledged: Receipt[] = [];
    const posters = Array.from({ length: 16 }, async (_, poster) => {
      for (let n = 0; ; n += 1) {
        const answer = await ledger.post(accountOpened(`p${poster}-${n}`)).catch(() => undefined);
        if (answer?.status !== 201) break;
        acknowledged.push(answer.body);
      }
    });
    while (acknowledged.length < 50) await new Promise((resolve) => setImmediate(resolve));
    await ledger.stop();
    await Promise.all(posters);
    const again = await RunningLedger.start({}, dataDir);
    const recorded = new Map((await again.log()).map(({ id, position }) => [id, position]));
    for (const { eventIds, position } of acknowledged) expect(recorded.get(eventIds[0] ?? '')).toBe(position);
    await again.discard();
  });

  it('ends a bulk post after what it has read, and says so', async () => {
    const ledger = await RunningLedger.start();
    const { hostname, port } = new URL(ledger.url);
    const headers = { Authorization: `Bearer ${ledger.key}`, 'Content-Type': NDJSON };
    const post = request({ hostname, port, path: '/v1/events/batch', method: 'POST', headers });
    post.on('error', () => undefined);
    post.write(`${JSON.stringify(accountOpened('s1'))}\n`);
    let text = '';
    let stopped: Promise<void> | undefined;
    await new Promise<void>((resolve) => {
      post.on('response', (response) => {
        response.on('data', (part: Buffer) => {
          text += String(part);
          stopped ??= ledger.stop();
        });
        response.on('end', resolve);
      });
    });
    post.destroy();
    await stopped;
    expect(answerLines(text)).toMatchObject([
      { line: 1, receipt: { stream: 'acct-s1' } },
      { complete: false, accepted: 1, replayed: 0, rejected: 0, problem: { code: 'stopping', status: 503 } },
    ]);
  });
});

describe('settings', () => {
  it('have defaults for everything', () => {
    const { host, port, roles, demoClock, logLevel } = readSettings({});
    expect([host, port, roles, demoClock, logLevel]).toEqual([
      '127.0.0.1',
      8080,
      ['api', 'projector', 'process'],
      undefined,
      'info',
    ]);
  });

  it('are all checked at once', () => {
    const bad = {
      HOST: 'a b',
      PORT: '70000',
      EVENT_STORE: 'esdb://user:secret@node:2113?tls=false',
      READ_STORE: 'mongodb://node',
      ROLES: 'api,notary',
      DEMO_CLOCK: 'yes',
      LOG_LEVEL: 'loud',
      LEDGER_DIVISION: '44',
      LEDGER_NAME: 'x',
    };
    expect(() => readSettings(bad)).toThrow(
      new RegExp(
        Object.entries(bad)
          .map(([name, value]) => `${name}=${value}`.replace('user:secret@', '[*]{3}@').replace('?', '[?]'))
          .sort(bySetting)
          .join('[^]*'),
      ),
    );
    expect(() => readSettings(bad)).toThrow('with TLS where there is a password');
  });

  const order = Object.keys({
    HOST: 0,
    PORT: 0,
    EVENT_STORE: 0,
    READ_STORE: 0,
    ROLES: 0,
    DEMO_CLOCK: 0,
    LOG_LEVEL: 0,
    LEDGER_NAME: 0,
    LEDGER_DIVISION: 0,
  });
  const bySetting = (a: string, b: string): number =>
    order.indexOf(a.split('=')[0] ?? '') - order.indexOf(b.split('=')[0] ?? '');

  it('put stores into the data directory', () => {
    const dataDir = temporaryDirectory();
    expect(readSettings({ DATA_DIR: dataDir })).toMatchObject({
      eventStore: { kind: 'sqlite', file: join(dataDir, 'events.db') },
      readStoreFile: join(dataDir, 'reads.db'),
    });
  });
});
