import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { DocumentedReader } from '../coverage/documented-reader.js';
import type { Json } from '../support/published-answers.js';
import { NDJSON, RunningLedger } from '../support/running-ledger.js';
import { openSmallProvince, type SmallProvince } from '../support/small-province.js';

const CLOCK = { DEMO_CLOCK: '2026-03-01T08:00:00+08:00' };
let ledger: RunningLedger;
let province: SmallProvince;
let reader: DocumentedReader;

beforeAll(async () => {
  ledger = await RunningLedger.start(CLOCK);
  province = await openSmallProvince(ledger);
  reader = await DocumentedReader.of(ledger, province.auditor);
}, 60_000);
afterAll(() => ledger.discard());

interface Sent {
  readonly id: number;
  readonly event: string;
  readonly data: Json;
}

/** A reader of server-sent events over a socket of its own. */
class Feed {
  #text = '';
  readonly events: Sent[] = [];

  private constructor(
    private readonly sending: ClientRequest,
    readonly answer: IncomingMessage,
  ) {
    answer.on('data', (bytes: Buffer) => this.#take(bytes.toString()));
    answer.on('error', () => undefined);
    sending.on('error', () => undefined);
  }

  static async open(
    key: string,
    { after, query = '' }: { after?: number | string; query?: string } = {},
  ): Promise<Feed> {
    const headers = { Authorization: `Bearer ${key}`, ...(after === undefined ? {} : { 'Last-Event-ID': after }) };
    const sending = get(`${ledger.url}/v1/feed${query}`, { headers, agent: false });
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    return new Feed(sending, answer);
  }

  /** Waits until so many events have come. */
  async until(count: number): Promise<readonly Sent[]> {
    while (this.events.length < count) await once(this.answer, 'data');
    return this.events;
  }

  leave(): void {
    this.sending.destroy();
  }

  #take(text: string): void {
    const blocks = (this.#text + text).split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, id, event, data] = /^id: (\d+)\nevent: (.+)\ndata: (.+)$/.exec(block) ?? [];
      if (id !== undefined && event !== undefined && data !== undefined)
        this.events.push({ id: Number(id), event, data: JSON.parse(data) as Json });
    }
  }
}

const registered = (org: string) =>
  province.say(province.hub, 'network.organization-registered', `org-${org}`, '2026-03-15T10:00:00+08:00', {
    name: `单位${org}`,
    kind: 'ENTERPRISE',
    divisionCode: '430111',
  });
const streamsOf = (events: readonly Sent[]): readonly unknown[] => events.map(({ data }) => data['stream']);

describe('a feed', () => {
  it('brings what is recorded from now on, each event as it is shown everywhere', async () => {
    const feed = await Feed.open(province.auditor);
    expect([feed.answer.statusCode, feed.answer.headers['content-type']]).toEqual([200, 'text/event-stream']);
    expect(feed.answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    expect(feed.answer.headers['request-id']).toBeDefined();
    const positions = [await registered('live-1'), await registered('live-2')];
    const events = await feed.until(2);
    feed.leave();
    expect(events.map(({ id }) => id)).toEqual(positions);
    for (const { event, data } of events) {
      expect(event).toBe('cn.smes.network.organization-registered.v1');
      expect(data).toEqual(await reader.json(`/v1/events/${String(data['id'])}`));
    }
  });

  it('misses and repeats nothing across breaks and a restart of the server', async () => {
    const start = await registered('break-0');
    const first = await Feed.open(province.auditor, { after: start });
    await registered('break-1');
    await registered('break-2');
    const seen = [...(await first.until(2))];
    first.leave();
    await registered('break-3');
    const second = await Feed.open(province.auditor, { after: seen.at(-1)?.id ?? 0 });
    seen.push(...(await second.until(1)));
    const ended = once(second.answer, 'end');
    await ledger.stop();
    await ended;
    ledger = await RunningLedger.start(CLOCK, ledger.dataDir);
    province = { ...province, say: sayAgain };
    await registered('break-4');
    const third = await Feed.open(province.auditor, { after: seen.at(-1)?.id ?? 0 });
    await registered('break-5');
    seen.push(...(await third.until(2)));
    third.leave();
    expect(streamsOf(seen)).toEqual([1, 2, 3, 4, 5].map((n) => `org-break-${n}`));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
    reader = await DocumentedReader.of(ledger, province.auditor);
  });

  it('shows each account exactly what the list of events shows it', async () => {
    for (const key of [province.auditor, province.hub, province.window, province.otherWindow, province.buyer]) {
      const listed = await reader.pages('/v1/events', 100, key);
      const feed = await Feed.open(key, { after: 0 });
      const events = await feed.until(listed.length);
      await sleep(50);
      feed.leave();
      expect(events.map(({ data }) => data)).toEqual(listed);
    }
  });

  it('of one category brings no other', async () => {
    const feed = await Feed.open(province.auditor, { after: 0, query: '?category=node' });
    const nodes = await reader.pages('/v1/events?category=node', 100);
    expect((await feed.until(nodes.length)).map(({ data }) => data)).toEqual(nodes);
    feed.leave();
  });

  it('that is read slowly holds nobody up and in the end brings everything once', async () => {
    const start = await registered('slow-start');
    const slow = await Feed.open(province.auditor, { after: start });
    slow.answer.pause();
    const quick = await Feed.open(province.auditor, { after: start });
    const count = 3_000;
    const lines = Array.from({ length: count }, (_, n) =>
      JSON.stringify({
        specversion: '1.0',
        id: `slow-${n}`,
        source: 'urn:slow',
        type: 'cn.smes.network.organization-registered.v1',
        subject: `org-slow-${n}`,
        time: '2026-03-15T10:00:00+08:00',
        data: { name: '慢'.repeat(90), kind: 'ENTERPRISE', divisionCode: '430111' },
      }),
    ).join('\n');
    const { text } = await ledger.post(lines, { path: '/v1/events/batch', type: NDJSON, key: province.hub });
    expect(text).toContain(`"complete":true,"accepted":${count}`);
    const wanted = Array.from({ length: count }, (_, n) => `org-slow-${n}`);
    expect(streamsOf(await quick.until(count))).toEqual(wanted);
    expect(slow.events.length).toBeLessThan(count);
    slow.answer.resume();
    expect(streamsOf(await slow.until(count))).toEqual(wanted);
    quick.leave();
    slow.leave();
  });

  it('of a reader that left gives its place to another', async () => {
    const feeds = [];
    for (let n = 0; n < 100; n += 1) feeds.push(await Feed.open(province.auditor));
    const full = await reader.get('/v1/feed');
    expect([full.status, (full.body as Json)['code'], full.headers['retry-after']]).toEqual([
      429,
      'too-many-feeds',
      expect.any(String),
    ]);
    for (const feed of feeds) feed.leave();
    // A HEAD, which nobody reads, takes no place for longer than its answer.
    for (let n = 0; n < 3; n += 1) expect(await headStatus()).toBe(200);
    const again = [];
    for (let n = 0; n < 100; n += 1) again.push(await openPatiently());
    for (const feed of again) feed.leave();
    (await openPatiently()).leave();
  });

  it('refuses a place that is no position, and what it does not know', async () => {
    const malformed = await reader.get('/v1/feed').set('Last-Event-ID', 'yesterday');
    expect([malformed.status, malformed.body as Json]).toMatchObject([
      400,
      { code: 'invalid-query', errors: [{ code: 'field-format', pointer: 'Last-Event-ID' }] },
    ]);
    expect(await reader.refused('/v1/feed?colour=red')).toBe('400 invalid-query');
  });
});

/** That a reader left is noticed when its socket closes, a moment later. */
async function openPatiently(): Promise<Feed> {
  for (;;) {
    const feed = await Feed.open(province.auditor);
    if (feed.answer.statusCode === 200) return feed;
    feed.leave();
    await sleep(10);
  }
}

async function headStatus(): Promise<number> {
  for (;;) {
    const { status } = await request(ledger.url).head('/v1/feed').auth(province.auditor, { type: 'bearer' });
    if (status !== 429) return status;
    await sleep(10);
  }
}

let said = 0;

/** As the province says it, to the ledger that runs now. */
async function sayAgain(key: string, type: string, subject: string, time: string, data: object): Promise<number> {
  said += 1;
  const event = {
    specversion: '1.0',
    id: `again-${said}`,
    source: 'urn:test',
    type: `cn.smes.${type}.v1`,
    subject,
    time,
    data,
  };
  const { status, body } = await ledger.post(event, { key, headers: { 'Demo-Now': time } });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.position;
}
