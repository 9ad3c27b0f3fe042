import { describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP } from 'cloudevents';
import fc from 'fast-check';
import { canonical, Refusal, sha256, type Statement } from '#kernel';
import { statementOf, type Posting } from './cloud-event.js';
import { readPosts } from './cloud-event-http.js';
import { postOfText, type Post } from './post.js';
import { NOTE, posting } from './window.fixture.js';

async function* once(body: string): AsyncGenerator<Buffer> {
  yield Buffer.from(body);
}

const read = async (
  headers: Record<string, string>,
  body: string,
  rawHeaders: readonly string[] = Object.entries(headers).flat(),
): Promise<readonly Post[]> => (await readPosts({ headers, rawHeaders, bytes: once(body) }, posting)).posts;

function stated([post]: readonly Post[]): Statement {
  if (post?.kind !== 'statement') throw post?.refusal ?? new Error('no post');
  return post.statement;
}

const refusalOf = (event: unknown, by: Posting = posting): Refusal => {
  try {
    statementOf(event, by);
  } catch (failure) {
    if (failure instanceof Refusal) return failure;
    throw failure;
  }
  throw new Error('accepted');
};

describe('a CloudEvent', () => {
  // Never (access): the actor is taken from the body
  it('becomes a statement whose actor is the caller and whose digest is that of what was stated', () => {
    const { id, source, type, subject, time, data } = NOTE;
    expect(statementOf({ ...NOTE, actor: 'mallory', sequence: '7' }, posting)).toEqual({
      stream: 'note-1',
      type: 'NoteTaken',
      version: 1,
      data,
      dataText: canonical(data),
      meta: {
        actor: posting.caller,
        enteredBy: 'SELF',
        occurredAt: '2026-03-05T11:30:00.000+08:00',
        source,
        statementId: id,
        digest: sha256(canonical({ id, source, type, subject, time, data })),
        correlationId: 'note-1',
      },
    });
  });

  it('keeps correlation, cause, trace and the party it is entered for, and digests all but the trace', () => {
    const extensions = { correlationid: 'c"1', causationid: 'e-1', onbehalfof: 'org9' };
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { id, source, type, subject, time, data } = NOTE;
    expect(statementOf({ ...NOTE, ...extensions, traceparent }, posting).meta).toMatchObject({
      enteredBy: 'PROXY',
      onBehalfOf: 'org9',
      correlationId: 'c"1',
      causationId: 'e-1',
      traceparent,
      digest: sha256(canonical({ id, source, type, subject, time, data, ...extensions })),
    });
    expect(statementOf({ ...NOTE, traceparent: 'ff-0' }, posting).meta).not.toHaveProperty('traceparent');
  });

  it('has one digest however it is posted', async () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => /^[^\p{C}\d]+$/u.test(text));
    await fc.assert(
      fc.asyncProperty(
        words,
        fc.nat(1000),
        fc.option(words, { nil: undefined }),
        async (text, count, correlationid) => {
          const event = {
            ...NOTE,
            data: { words: text, count },
            ...(correlationid === undefined ? {} : { correlationid }),
          };
          const body = JSON.stringify(event);
          const headers = Object.entries(event).flatMap(([name, attribute]) =>
            typeof attribute === 'string' && name !== 'datacontenttype'
              ? [[`ce-${name}`, encodeURIComponent(attribute)]]
              : [],
          );
          const { digest } = stated([postOfText(body, posting)]).meta;
          const structured = await read({ 'content-type': 'application/cloudevents+json; charset=UTF-8' }, body);
          const batch = await read({ 'content-type': 'application/cloudevents-batch+json' }, `[${body}]`);
          const binary = await read(
            { ...Object.fromEntries(headers), 'content-type': 'application/json' },
            JSON.stringify(event.data, undefined, 2),
          );
          expect([structured, batch, binary].map((posts) => stated(posts).meta.digest)).toEqual([
            digest,
            digest,
            digest,
          ]);
        },
      ),
    );
  });

  it('is read as the stock SDK writes it, structured and binary', async () => {
    const { meta } = statementOf(NOTE, posting);
    for (const write of [HTTP.structured, HTTP.binary]) {
      const message = write(new CloudEvent({ ...NOTE, datacontenttype: 'application/json' }));
      const headers = Object.fromEntries(
        Object.entries(message.headers).map(([name, header]) => [name.toLowerCase(), String(header)]),
      );
      const statement = stated(await read(headers, String(message.body)));
      expect(statement.meta.statementId).toBe(meta.statementId);
      expect(statement.meta.occurredAt).toBe(meta.occurredAt);
      expect(statement.data).toEqual(NOTE.data);
    }
  });

  it('names every attribute that needs a change', () => {
    const refusal = refusalOf({ ...NOTE, id: 'x'.repeat(129), source: undefined, time: 'noon', onBehalfOf: 'org9' });
    expect(refusal.code).toBe('invalid-attributes');
    expect(refusal.errors.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['attribute-format', '/id'],
      ['field-required', '/source'],
      ['attribute-format', '/time'],
      ['attribute-name', '/onBehalfOf'],
    ]);
  });

  it('counts characters of an id, not half characters, and says which attribute asks for other data than JSON', () => {
    const id = (length: number): object => ({ ...NOTE, id: '\u{1f9fe}'.repeat(length) });
    expect(statementOf(id(128), posting).meta.statementId).toHaveLength(256);
    expect(refusalOf(id(129)).errors[0]?.pointer).toBe('/id');
    expect(refusalOf({ ...NOTE, datacontenttype: 'text/xml' }).errors[0]?.pointer).toBe('/datacontenttype');
    expect(refusalOf({ ...NOTE, data_base64: 'AAAA' }).errors[0]?.pointer).toBe('/data_base64');
  });

  it('refuses a time that does not exist, another specversion, and what is no object', () => {
    expect(refusalOf({ ...NOTE, time: '2026-02-30T00:00:00Z' }).errors[0]?.pointer).toBe('/time');
    expect(refusalOf({ ...NOTE, specversion: '0.3' }).errors[0]?.pointer).toBe('/specversion');
    for (const event of [null, 7, 'x', []]) expect(refusalOf(event).code).toBe('invalid-attributes');
  });

  // Never (access): personal data enters a text field or an attribute
  it('keeps numbers that look like a person out of attributes and data', () => {
    for (const name of ['id', 'source', 'subject', 'correlationid'])
      expect(refusalOf({ ...NOTE, [name]: '11010519491231002X' }).errors[0]).toMatchObject({
        code: 'field-personal-data',
        pointer: `/${name}`,
      });
    expect(refusalOf({ ...NOTE, data: { words: '联系 13800138000', count: 1 } }).errors[0]).toMatchObject({
      code: 'field-personal-data',
      pointer: '/data/words',
    });
  });

  it('refuses a type nobody knows, a subject of no kind, and one of another kind', () => {
    expect(refusalOf({ ...NOTE, type: 'cn.smes.notes.note-lost.v1' }).code).toBe('unknown-event-type');
    expect(refusalOf({ ...NOTE, subject: 'thing-1' }).code).toBe('unknown-subject');
    expect(refusalOf({ ...NOTE, subject: 'other-1' }).code).toBe('subject-not-of-type');
  });

  it('is told at once all that is wrong with attributes, type, subject, data and role', () => {
    const wrong = { ...NOTE, id: undefined, time: '2026-02-30T00:00:00Z', data: { words: '', count: -1 } };
    const found = (event: object) => {
      const { code, params, errors } = refusalOf(event);
      return [code, params['count'], ...errors.map((error) => `${error.code} ${error.pointer}`)];
    };
    const ofData = ['field-integer /data/count', 'field-text /data/words'];
    const ofAttributes = ['field-required /id', 'attribute-format /time'];
    expect(found(wrong)).toEqual(['invalid-attributes', 2, ...ofAttributes, ...ofData.toReversed()]);
    expect(found({ ...NOTE, type: 'cn.smes.notes.note-lost.v1', subject: 'thing-1' })).toEqual([
      'unknown-event-type',
      undefined,
      'unknown-event-type /type',
      'unknown-subject /subject',
    ]);
    expect(found({ ...wrong, subject: 'other-1', datacontenttype: 'text/xml' }).slice(2)).toEqual([
      ...ofAttributes,
      'data-not-json /datacontenttype',
      'subject-not-of-type /subject',
      ...ofData.toReversed(),
    ]);
    const stranger: Posting = { ...posting, caller: { ...posting.caller, role: 'AUDITOR' } };
    expect(refusalOf({ ...NOTE, data: {} }, stranger).errors.map(({ code }) => code)).toEqual([
      'field-required',
      'field-required',
      'role-may-not-state',
    ]);
  });

  it('says in its text how many findings are listed besides its own', () => {
    const { zh, en } = refusalOf({ ...NOTE, id: undefined, data: { words: '', count: -1 } });
    expect([zh, en]).toEqual([
      '事件属性有 1 处需要修改(另有 2 处问题,一并列于 errors)',
      '1 event attributes need a change (errors lists 2 more findings)',
    ]);
  });

  it('explains data that does not fit field by field', () => {
    const refusal = refusalOf({ ...NOTE, data: { words: '', count: -1, colour: 'red' } });
    expect(refusal.code).toBe('invalid-data');
    expect(refusal.errors.map(({ pointer }) => pointer).sort()).toEqual(['/data/colour', '/data/count', '/data/words']);
  });

  it('keeps of a refused post its digest and only harmless names', () => {
    const body = JSON.stringify({ ...NOTE, id: '13800138000', data: {} });
    expect(postOfText(body, posting)).toMatchObject({
      kind: 'refused',
      posted: { payloadSha256: sha256(body), type: NOTE.type, source: NOTE.source },
    });
    expect(postOfText(body, posting)).not.toHaveProperty('posted.statementId');
  });
});

describe('an event in binary mode', () => {
  const { data, datacontenttype, ...attributes } = NOTE;
  const asHeaders = (over: Readonly<Record<string, string>>): Record<string, string> => ({
    'content-type': datacontenttype,
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value])),
    ...over,
  });
  const post = async (over: Readonly<Record<string, string>>, raw?: readonly string[]): Promise<Post | undefined> =>
    (await read(asHeaders(over), JSON.stringify(data), raw))[0];
  const idOf = async (written: string): Promise<string> =>
    stated([await present({ 'ce-id': written })]).meta.statementId;
  const present = async (over: Readonly<Record<string, string>>): Promise<Post> => {
    const found = await post(over);
    if (found === undefined) throw new Error('no post');
    return found;
  };

  it('has its attributes unquoted, then percent-decoded once', async () => {
    expect(await idOf('%E7%95%99%E7%97%95')).toBe('留痕');
    expect(await idOf('a%2541')).toBe('a%41');
    expect(await idOf('"a b"')).toBe('a b');
    expect(await idOf(String.raw`"a \"b\" \\ %E7%95%99"`)).toBe('a "b" \\ 留');
    expect(await idOf('%22a%22')).toBe('"a"');
  });

  it('is refused when a value cannot be read', async () => {
    for (const written of ['%zz', '%E7%95', '"a', 'a"b"', '"a"b"', '留痕', '\u00e7'])
      expect([written, await post({ 'ce-id': written })]).toMatchObject([
        written,
        { refusal: { code: 'request-malformed' } },
      ]);
    expect(await post({ 'ce-data': 'x' })).toMatchObject({ refusal: { code: 'request-malformed' } });
  });

  it('is refused when an attribute stands twice, however it is joined', async () => {
    for (const [name, header] of [
      ['CE-Id', 'ce-id'],
      ['ce-colour', 'ce-colour'],
      ['Content-Type', 'content-type'],
    ] as const) {
      const raw = [...Object.entries(asHeaders({ [header]: 'application/json' })).flat(), name, 'application/json'];
      expect(await post({}, raw)).toMatchObject({ refusal: { code: 'attribute-repeated' } });
    }
  });
});

describe('an attribute that the ledger does not read', () => {
  it('is told of, in every way of posting, and is no part of the statement', async () => {
    const event = { ...NOTE, colour: 'red', dataschema: 'urn:x', onbehalf: 'org9' };
    const body = JSON.stringify(event);
    const posts = [
      postOfText(body, posting),
      ...(await read({ 'content-type': 'application/cloudevents+json' }, body)),
      ...(await read({ 'content-type': 'application/cloudevents-batch+json' }, `[${body}]`)),
    ];
    expect(posts).toHaveLength(3);
    for (const post of posts) {
      expect(post).toMatchObject({
        warnings: ['/colour', '/dataschema', '/onbehalf'].map((pointer) => ({ code: 'attribute-unread', pointer })),
      });
      expect(stated([post])).toEqual(statementOf(NOTE, posting));
    }
    expect(postOfText(JSON.stringify(NOTE), posting)).toMatchObject({ warnings: [] });
  });
});

describe('a request', () => {
  const codeOf = async (headers: Record<string, string>, body: string): Promise<string> => {
    const [post] = await read(headers, body);
    return post?.kind === 'refused' ? post.refusal.code : 'accepted';
  };
  const structured = { 'content-type': 'application/cloudevents+json' };
  const batch = { 'content-type': 'application/cloudevents-batch+json' };

  it('is refused as one post when it cannot be read as events', async () => {
    const body = JSON.stringify(NOTE);
    expect(await codeOf({ 'content-type': 'text/plain' }, body)).toBe('unsupported-media-type');
    expect(await codeOf({}, body)).toBe('unsupported-media-type');
    expect(await codeOf({ 'content-type': 'application/json' }, body)).toBe('unsupported-media-type');
    expect(await codeOf({ 'content-type': 'application/cloudevents+json; charset=gb18030' }, body)).toBe(
      'unsupported-charset',
    );
    expect(await codeOf({ ...structured, 'content-encoding': 'gzip' }, body)).toBe('unsupported-content-encoding');
    expect(await codeOf(structured, 'x'.repeat(256 * 1024 + 1))).toBe('body-too-large');
    expect(await codeOf(batch, '[]')).toBe('batch-empty');
    expect(await codeOf(batch, '{}')).toBe('batch-empty');
    expect(await codeOf(batch, JSON.stringify(Array.from({ length: 501 }, () => 0)))).toBe('batch-too-long');
    expect(await codeOf({ 'content-type': 'application/json', 'ce-specversion': '1.0', 'ce-id': '%zz' }, '{}')).toBe(
      'request-malformed',
    );
    expect(await codeOf(structured, JSON.stringify({ ...NOTE, data_base64: 'AAAA' }))).toBe('data-not-json');
  });
});
