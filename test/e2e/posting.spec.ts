import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CloudEvent, emitterFor, HTTP, Mode, type Message } from 'cloudevents';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStore } from '#event-store';
import { eventId, msOf, Registry, sha256 } from '#kernel';
import type { Receipt } from '#recorder';
import { postOfText, webRefusals } from '#web';
import {
  accountOpened,
  answerLines,
  BATCH,
  NDJSON,
  RunningLedger,
  SINGLE,
  type AnswerLine,
} from '../support/running-ledger.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await RunningLedger.start();
});
afterAll(() => ledger.discard());

const rejections = async () => (await ledger.log()).filter(({ type }) => type === 'PostingRejected');

describe('one event', () => {
  it('is answered with its receipt, and the same again with the same receipt', async () => {
    const event = accountOpened('one');
    const first = await ledger.post(event);
    expect(first.status).toBe(201);
    expect(Object.keys(first.body).sort()).toEqual([
      'eventIds',
      'position',
      'recordedAt',
      'replayed',
      'revision',
      'stream',
    ]);
    expect(first.body).toMatchObject({ stream: 'acct-one', revision: 0, replayed: false });
    expect(Number(first.headers.get('ledger-position'))).toBeGreaterThanOrEqual(first.body.position);
    const again = await ledger.post(event);
    expect([again.status, again.body]).toEqual([200, { ...first.body, replayed: true }]);
  });

  it('is stated by the caller, whatever it says itself', async () => {
    await ledger.post(accountOpened('actor', { actor: 'mallory', onbehalfof: 'org9' }));
    const recorded = (await ledger.log()).find(({ stream }) => stream === 'acct-actor');
    expect(recorded?.meta).toMatchObject({
      actor: { account: 'authority', role: 'AUTHORITY' },
      enteredBy: 'PROXY',
      onBehalfOf: 'org9',
    });
  });

  it('posted twice at once is recorded once', async () => {
    const event = accountOpened('twice');
    const answers = await Promise.all(Array.from({ length: 8 }, () => ledger.post(event)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect((await ledger.log()).filter(({ stream }) => stream === 'acct-twice')).toHaveLength(1);
  });

  it('is taken from a stock CloudEvents SDK in both content modes', async () => {
    for (const mode of [Mode.BINARY, Mode.STRUCTURED]) {
      const emit = emitterFor(
        async ({ headers, body }: Message) =>
          ledger.fetch('/v1/events', {
            method: 'POST',
            headers: headers as Record<string, string>,
            body: body as string,
          }),
        { mode, binding: HTTP },
      );
      const answer = await emit(new CloudEvent(accountOpened(`sdk-${mode}`)));
      expect(answer).toMatchObject({ status: 201, body: { stream: `acct-sdk-${mode}` } });
    }
  });
});

describe('a text that is not what it looks like', () => {
  const named = (id: string, name: string, over: object = {}) =>
    accountOpened(id, { data: { name, role: 'AUDITOR', org: 'audit' }, ...over });

  it.each([
    ['turns what is shown', named('odd', '账号\u202e01'), 'field-text-deceptive', '/data/name'],
    ['is a mark of direction', named('odd', '账号\u200f'), 'field-text-deceptive', '/data/name'],
    ['holds C1 controls', named('odd', '账\u0085号'), 'field-text-deceptive', '/data/name'],
    ['shows nothing', named('odd', '\u3164\u200b\u2800 '), 'field-text-blank', '/data/name'],
    ['is spaces', named('odd', '   '), 'field-text-blank', '/data/name'],
    ['hides a number', named('odd', '联系 138\u200b0013\ufe0f8000'), 'field-personal-data', '/data/name'],
    ['hides a wide number', named('odd', '联系 １３８\u00ad００１３８０００'), 'field-personal-data', '/data/name'],
    ['is an id that hides something', named('odd', '账号', { id: 'a\u200bb' }), 'field-id-unseen', '/id'],
    ['is an id with a space behind', named('odd', '账号', { id: 'a ' }), 'field-id-unseen', '/id'],
    ['is a correlation', named('odd', '账号', { correlationid: 'a\u2060' }), 'field-id-unseen', '/correlationid'],
  ])('and %s is refused', async (_, event, code, pointer) => {
    const { status, body } = await ledger.post(event);
    expect([status, body.code, body.errors.map((error) => [error.code, error.pointer])]).toEqual([
      422,
      'texts-not-plain',
      [[code, pointer]],
    ]);
  });

  it('is not noted down with an id that hides a number', async () => {
    await ledger.post(named('odd', '账号', { id: '138\u200b00138000', data: {} }));
    expect((await rejections()).at(-1)?.data).not.toHaveProperty('statementId');
  });

  it('is taken with emoji, marks, variants and rare ideographs', async () => {
    const name = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} 葛\u{e0100} 𰻞 e\u0301';
    expect((await ledger.post(named('emoji', name))).status).toBe(201);
    expect((await ledger.log()).find(({ stream }) => stream === 'acct-emoji')?.data).toMatchObject({ name });
  });

  it('and was recorded before is read, and is a repetition when it is posted again', async () => {
    const event = named('before', '账号\u202e01', { id: 'a\u200bb' });
    const caller = { account: 'authority', org: 'authority', role: 'AUTHORITY' } as const;
    const post = postOfText(JSON.stringify(event), { caller, registry: ledger.app.get(Registry) });
    if (post.kind === 'refused') throw post.refusal;
    const { stream, dataText, meta, type, version } = post.statement;
    const id = eventId(meta.source, meta.statementId, 0, msOf(meta.occurredAt));
    const recorded = { ...meta, recordedAt: meta.occurredAt, ruleVersions: [] };
    await ledger.app
      .get(EventStore)
      .appendBatch([[{ stream, expected: 'none', events: [{ id, type, version, dataText, meta: recorded }] }]]);
    expect(await ledger.post(event)).toMatchObject({ status: 200, body: { eventIds: [id], replayed: true } });
    expect((await ledger.fetch(`/v1/events/${id}`)).body).toMatchObject({ data: { name: '账号\u202e01' } });
  });
});

describe('an attribute that the ledger does not know', () => {
  const warnings = [{ code: 'attribute-unread', pointer: '/colour', detail: expect.stringMatching(/\p{Script=Han}/u) }];
  const coloured = (id: string) => accountOpened(id, { colour: 'red' });

  it('is warned of in every answer, also to a repetition and to a validation', async () => {
    const event = coloured('warned');
    expect((await ledger.post(event, { path: '/v1/events/validate' })).body['warnings']).toEqual(warnings);
    for (const status of [201, 200])
      expect(await ledger.post(event)).toMatchObject({ status, body: { stream: 'acct-warned', warnings } });
    const plain = accountOpened('warned-not');
    const batch = await ledger.post([event, plain], { headers: { 'Accept-Language': 'en' } });
    expect(batch.body).toMatchObject([
      { warnings: [{ pointer: '/colour', detail: expect.stringContaining('has not recorded it') }] },
      { stream: 'acct-warned-not' },
    ]);
    expect((batch.body as unknown as readonly object[])[1]).not.toHaveProperty('warnings');
    const [first, second] = await ledger.postLines([event, plain]);
    expect([first?.receipt, second?.receipt]).toEqual([
      expect.objectContaining({ replayed: true, warnings }),
      expect.not.objectContaining({ warnings: expect.anything() }),
    ]);
    expect(await ledger.postLines([event], '/v1/events/validate')).toMatchObject([{ validation: { warnings } }, {}]);
  });

  it('is warned of in binary mode, where attributes are headers', async () => {
    const { data, datacontenttype, ...attributes } = coloured('%E7%95%99');
    const headers = Object.entries({ ...attributes, subject: 'acct-header' }).map(([name, value]) => [
      `CE-${name}`,
      value,
    ]);
    const options = { type: String(datacontenttype), headers: Object.fromEntries(headers) as Record<string, string> };
    expect(await ledger.post(data as object, options)).toMatchObject({ status: 201, body: { warnings } });
    const recorded = (await ledger.log()).find(({ stream }) => stream === 'acct-header');
    expect(recorded?.meta.statementId).toBe('open-留');
  });
});

describe('a batch', () => {
  it('is recorded as a whole and answered with its receipts', async () => {
    const events = ['b1', 'b2', 'b3'].map((id) => accountOpened(id));
    const { status, body } = await ledger.post(events);
    expect(status).toBe(201);
    expect((body as unknown as readonly Receipt[]).map(({ stream }) => stream)).toEqual([
      'acct-b1',
      'acct-b2',
      'acct-b3',
    ]);
    expect((await ledger.post(events)).status).toBe(200);
  });

  it('is refused as a whole, each mistake named by its index', async () => {
    const head = (await ledger.log()).filter(({ stream }) => stream.startsWith('acct-')).length;
    const { status, body } = await ledger.post([
      accountOpened('c1'),
      accountOpened('c2', { data: {} }),
      accountOpened('one', { id: 'other' }),
      accountOpened('c3', { subject: 'thing-1' }),
    ]);
    expect([status, body.code]).toEqual([422, 'batch-refused']);
    expect(body.errors.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['field-required', '/1/data/name'],
      ['field-required', '/1/data/role'],
      ['field-required', '/1/data/org'],
      ['status-not-allowed', '/2'],
      ['unknown-subject', '/3/subject'],
    ]);
    expect((await ledger.log()).filter(({ stream }) => stream.startsWith('acct-'))).toHaveLength(head);
    expect((await rejections()).slice(-3).map(({ data }) => (data as { code: string }).code)).toEqual([
      'invalid-data',
      'status-not-allowed',
      'unknown-subject',
    ]);
  });

  it('holds each event to the size of one event, also what nobody reads of it', async () => {
    const { status, body } = await ledger.post([
      accountOpened('c4'),
      accountOpened('c5', { comment: 'x'.repeat(300_000) }),
    ]);
    expect([status, body.errors.map(({ code, pointer }) => [code, pointer])]).toEqual([
      422,
      [['body-too-large', '/1']],
    ]);
  });

  it('is not taken with a parameter nobody knows, such as one that asks for a rehearsal', async () => {
    const { length } = await ledger.log();
    const { status, body } = await ledger.post([accountOpened('c6')], { path: '/v1/events?dryRun=true' });
    expect([status, body.code, body.errors[0]?.pointer]).toEqual([400, 'invalid-query', '?dryRun']);
    const recorded = (await ledger.log()).slice(length);
    expect(recorded.map(({ type, data }) => [type, (data as { code?: string }).code])).toEqual([
      ['PostingRejected', 'invalid-query'],
    ]);
  });
});

describe('lines', () => {
  it('are answered one by one in order, with a summary at the end', async () => {
    const first = accountOpened('l1');
    const answers = await ledger.postLines([
      first,
      '{"a":',
      '',
      first,
      accountOpened('l2', { type: 'cn.smes.account.nothing.v1' }),
      accountOpened('l3'),
    ]);
    expect(answers.map(({ line, receipt, problem }) => [line, receipt?.stream ?? problem?.code])).toEqual([
      [1, 'acct-l1'],
      [2, 'malformed-json'],
      [4, 'acct-l1'],
      [5, 'unknown-event-type'],
      [6, 'acct-l3'],
      [undefined, undefined],
    ]);
    expect(answers[2]?.receipt?.replayed).toBe(true);
    expect(answers.at(-1)).toEqual({ complete: true, accepted: 2, replayed: 1, rejected: 2 });
  });

  it('may be blank, or begin with a byte order mark, as a single body may', async () => {
    const event = JSON.stringify(accountOpened('mark'));
    expect((await ledger.post(`\ufeff\r\n${event}\r\n\r\n`)).status).toBe(201);
    expect((await ledger.post(`\ufeff[${event}]\n`, { type: BATCH })).status).toBe(200);
    const lines = await ledger.postLines([`\ufeff${event}\r`, '\r', ' \t', event, '', '\r', '']);
    expect(lines.map(({ line, receipt }) => [line, receipt?.replayed])).toEqual([
      [1, true],
      [4, true],
      [undefined, undefined],
    ]);
  });

  it('are answered before the request ends, to a caller who waits for it', async () => {
    const { hostname, port } = new URL(ledger.url);
    const headers = { Authorization: `Bearer ${ledger.key}`, 'Content-Type': NDJSON };
    const post = request({ hostname, port, path: '/v1/events/batch', method: 'POST', headers });
    post.write(`${JSON.stringify(accountOpened('w1'))}\n`);
    const texts: string[] = [];
    await new Promise<void>((resolve, reject) => {
      post.on('error', reject);
      post.on('response', (response) => {
        response.on('data', (text: Buffer) => {
          texts.push(String(text));
          if (texts.length === 1) post.end(JSON.stringify(accountOpened('w2')));
        });
        response.on('end', resolve);
      });
    });
    expect(answerLines(texts[0] ?? '')).toMatchObject([{ line: 1, receipt: { stream: 'acct-w1' } }]);
    expect(answerLines(texts.join('')).at(-1)).toMatchObject({ complete: true, accepted: 2 });
  });

  it('cut off anywhere and posted again are each recorded once', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => accountOpened(`cut${n}`));
    const body = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let cuts = 0; cuts < 8; cuts += 1) await cutOff(body.subarray(0, Math.floor(Math.random() * body.length)));
    await fourFree();
    const answers = await ledger.postLines(lines);
    const { complete, accepted = 0, replayed = 0, rejected } = answers.at(-1) ?? {};
    expect([complete, accepted + replayed, rejected]).toEqual([true, 300, 0]);
    const recorded = (await ledger.log()).filter(({ stream }) => stream.startsWith('acct-cut'));
    expect([recorded.length, new Set(recorded.map(({ stream }) => stream)).size]).toEqual([300, 300]);
  });

  it('more than four at once are refused until one has ended', async () => {
    const { hostname, port } = new URL(ledger.url);
    const headers = { Authorization: `Bearer ${ledger.key}`, 'Content-Type': NDJSON };
    const held = await Promise.all(
      Array.from({ length: 4 }, async (_, n) => {
        const post = request({ hostname, port, path: '/v1/events/batch', method: 'POST', headers });
        const answered = new Promise((resolve) => post.once('response', resolve));
        post.write(`${JSON.stringify(accountOpened(`held${n}`))}\n`);
        await answered;
        return post;
      }),
    );
    const refused = await ledger.post('{}', { path: '/v1/events/batch', type: NDJSON });
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      429,
      'too-many-bulk-posts',
      '1',
    ]);
    for (const post of held) post.on('error', () => undefined).destroy();
    await fourFree();
  });

  it('announced to be more than 64 MB are refused unread', async () => {
    const filler = `${' '.repeat(250_000)}{}\n`;
    const { status, body } = await ledger.post(filler.repeat(270), { path: '/v1/events/batch', type: NDJSON });
    expect([status, body.code]).toEqual([413, 'body-too-large']);
    expect((await rejections()).at(-1)?.data).toMatchObject({ code: 'body-too-large', payloadSha256: sha256('') });
  });

  /** Waits until what callers left behind is recorded, and four bulk posts are taken again. */
  async function fourFree(): Promise<void> {
    const post = () => ledger.post('', { path: '/v1/events/batch', type: NDJSON });
    while ((await Promise.all([post(), post(), post(), post()])).some(({ status }) => status === 429)) await sleep(50);
  }

  async function cutOff(part: Buffer): Promise<void> {
    const { hostname, port } = new URL(ledger.url);
    const headers = { Authorization: `Bearer ${ledger.key}`, 'Content-Type': NDJSON, 'Transfer-Encoding': 'chunked' };
    const post = request({ hostname, port, path: '/v1/events/batch', method: 'POST', headers });
    const closed = new Promise((resolve) => post.once('close', resolve));
    post.on('error', () => undefined);
    post.on('response', (response) => response.on('error', () => undefined).resume());
    post.write(part);
    await sleep(Math.random() * 30);
    post.destroy();
    await closed;
  }
});

describe('validation', () => {
  it('answers whether posting would record and stores nothing', async () => {
    const before = await ledger.log();
    const path = '/v1/events/validate';
    expect(await ledger.post(accountOpened('v1'), { path })).toMatchObject({
      status: 200,
      body: { valid: true, stream: 'acct-v1', events: 1 },
    });
    expect(await ledger.post(accountOpened('v1', { data: {} }), { path })).toMatchObject({
      status: 422,
      body: { code: 'invalid-data' },
    });
    expect(await ledger.post([accountOpened('v1'), accountOpened('v2')], { path })).toMatchObject({
      status: 200,
      body: [{}, {}],
    });
    const opened = accountOpened('v1');
    expect(await ledger.postLines([opened, opened, '{'], path)).toMatchObject([
      { line: 1, validation: { valid: true, stream: 'acct-v1', events: 1 } },
      { line: 2, validation: { valid: true } },
      { line: 3, problem: { code: 'malformed-json' } },
      { complete: true, accepted: 1, replayed: 1, rejected: 1 },
    ]);
    expect(await ledger.log()).toEqual(before);
  });

  it('shows no place in the log but that of what is recorded already', async () => {
    const path = '/v1/events/validate';
    const opened = accountOpened('v3');
    const { body: fresh } = await ledger.post(opened, { path });
    expect(fresh).toEqual({ valid: true, stream: 'acct-v3', events: 1 });
    const { body: receipt } = await ledger.post(opened);
    expect((await ledger.post(opened, { path })).body).toEqual({
      valid: true,
      stream: 'acct-v3',
      events: 1,
      receipt: { ...receipt, replayed: true },
    });
  });
});

describe('a refusal', () => {
  it('is noted down once with the digest of the payload and none of its content', async () => {
    const body = JSON.stringify(
      accountOpened('noted', { data: { name: '联系 13800138000', role: 'AUDITOR', org: 'a' } }),
    );
    const before = (await rejections()).length;
    for (let times = 0; times < 3; times += 1) expect((await ledger.post(body)).body.code).toBe('invalid-data');
    const noted = (await rejections()).slice(before);
    expect(noted.map(({ data, stream }) => [stream.slice(0, 18), data])).toEqual([
      [
        'sub-org-authority-',
        {
          account: 'authority',
          code: 'invalid-data',
          payloadSha256: sha256(body),
          type: 'cn.smes.account.account-opened.v1',
          statementId: 'open-noted',
          source: 'urn:test',
          pointer: '/data/name',
          findings: ['field-personal-data'],
        },
      ],
    ]);
  });

  it('of a stranger is not noted down', async () => {
    const before = await ledger.log();
    expect((await ledger.post('{', { key: '' })).status).toBe(401);
    expect(await ledger.log()).toEqual(before);
  });

  it('is worded in the language asked for', async () => {
    const { headers, body } = await ledger.post('{', { headers: { 'Accept-Language': 'en-GB' } });
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(headers.get('content-language')).toBe('en');
    expect(body).toEqual({
      type: '/problems/malformed-json',
      title: 'The request cannot be read',
      status: 400,
      detail: 'not complete JSON; check and post again',
      code: 'malformed-json',
      instance: headers.get('request-id'),
    });
  });
});

describe('every code of the door', () => {
  const text = (over: Readonly<Record<string, unknown>>): string => JSON.stringify(accountOpened('door', over));
  const single = (body: string | Uint8Array) => () => ledger.post(body);
  const typed =
    (type: string, headers = {}) =>
    () =>
      ledger.post(text({}), { type, headers });
  /** `fetch` joins what stands twice. */
  const repeated = async () => {
    const { hostname, port } = new URL(ledger.url);
    const headers = ['Host', hostname, 'Authorization', `Bearer ${ledger.key}`, 'Content-Type', 'application/json'];
    const ids = ['ce-specversion', '1.0', 'ce-id', 'a', 'CE-ID', 'b'];
    const post = request({ hostname, port, path: '/v1/events', method: 'POST', headers: [...headers, ...ids] });
    const [response] = (await once(post.end('{}'), 'response')) as [IncomingMessage];
    const body = (await new Response(Readable.toWeb(response) as ReadableStream).json()) as { readonly code: string };
    return { status: response.statusCode ?? 0, body };
  };
  const cases: Readonly<
    Record<string, readonly [number, () => Promise<{ status: number; body: { code: string | undefined } }>]>
  > = {
    'malformed-json': [400, single('{')],
    'malformed-utf8': [400, single(Uint8Array.of(0x22, 0xff, 0x22))],
    'duplicate-key': [400, single('{"a":1,"a":1}')],
    'nested-too-deep': [400, single(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`)],
    'forbidden-key': [400, single('{"__proto__":1}')],
    'number-not-integer': [400, single('{"a":0.5}')],
    'lone-surrogate': [400, single('{"a":"\\udead"}')],
    'request-malformed': [400, () => ledger.fetch('/v1/events/%E0%A4%A')],
    'attribute-repeated': [400, repeated],
    'batch-empty': [400, () => ledger.post([])],
    'credential-missing': [401, () => ledger.post({}, { key: '' })],
    'credential-invalid': [401, () => ledger.post({}, { key: 'x.y' })],
    'not-found': [404, () => ledger.fetch('/v2/events')],
    'body-too-large': [413, single(' '.repeat(300_000))],
    'batch-too-long': [413, () => ledger.post(Array.from({ length: 501 }, () => ({})))],
    'line-too-long': [200, async () => lineProblem(await ledger.postLines(['x'.repeat(300_000)]))],
    'unsupported-media-type': [415, typed('text/plain')],
    'unsupported-charset': [415, typed(`${SINGLE}; charset=gb18030`)],
    'unsupported-content-encoding': [415, typed(SINGLE, { 'Content-Encoding': 'gzip' })],
    'data-not-json': [415, single(text({ datacontenttype: 'text/xml' }))],
    'invalid-attributes': [422, single(text({ id: '' }))],
    'unknown-event-type': [422, single(text({ type: 'cn.smes.account.no.v1' }))],
    'unknown-subject': [422, single(text({ subject: 'thing-1' }))],
    'subject-not-of-type': [422, single(text({ subject: 'ledger-self' }))],
    'batch-refused': [422, () => ledger.post([{}])],
  };
  const lineProblem = ([first]: readonly AnswerLine[]) => ({ status: 200, body: { code: first?.problem?.code } });

  it.each(Object.entries(cases))('%s', async (code, [status, provoke]) => {
    const answer = await provoke();
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is provoked here, or where its name says', () => {
    const elsewhere = [
      'address-too-long',
      'cursor-malformed',
      'cursor-mismatch',
      'head-too-large',
      'method-not-allowed',
      'request-timeout',
      'stopping',
      'too-many-bulk-posts',
    ];
    expect([...Object.keys(cases), ...elsewhere].sort()).toEqual(Object.keys(webRefusals).sort());
  });

  it('is explained in both languages', async () => {
    for (const code of [...Object.keys(webRefusals), 'internal', 'status-not-allowed', 'evidence-missing'])
      expect(await ledger.fetch(`/problems/${code}`, { key: '' })).toMatchObject({
        status: 200,
        body: { code, detail: { zh: expect.any(String), en: expect.any(String) } },
      });
  });
});

it('refuses what the store has under another content', async () => {
  await ledger.post(accountOpened('reuse'));
  const { status, body } = await ledger.post(
    accountOpened('reuse', { data: { name: '别的', role: 'AUDITOR', org: 'x' } }),
  );
  expect([status, body.code]).toEqual([409, 'statement-id-reused']);
  expect((await ledger.post([accountOpened('reuse'), 7], { type: BATCH })).status).toBe(422);
});
