import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, type Meta } from '#kernel';
import { append, event, given, META, names, record } from './examples.contract.js';
import type { Current } from './opened-store.contract.js';
import type { StreamRead } from './event-store.js';

export function streamCases(current: Current): void {
  it('reads an unknown stream as empty, both ways', async () => {
    const { store } = current();
    expect(await store.readStream('a-1')).toEqual([]);
    expect(await store.readStream('a-1', { direction: 'backwards' })).toEqual([]);
  });

  it.each<[string, StreamRead, readonly string[]]>([
    ['forwards', {}, ['r0', 'r1', 'r2', 'r3']],
    ['from a revision, inclusive', { from: 2 }, ['r2', 'r3']],
    ['no more than a limit', { limit: 2 }, ['r0', 'r1']],
    ['a limit from a revision', { from: 1, limit: 2 }, ['r1', 'r2']],
    ['nothing beyond the last revision', { from: 4 }, []],
    ['backwards', { direction: 'backwards' }, ['r3', 'r2', 'r1', 'r0']],
    ['backwards from a revision, inclusive', { direction: 'backwards', from: 1 }, ['r1', 'r0']],
    ['backwards from beyond the last', { direction: 'backwards', from: 9 }, ['r3', 'r2', 'r1', 'r0']],
    ['the last one', { direction: 'backwards', limit: 1 }, ['r3']],
  ])('reads %s', async (_, read, expected) => {
    const { store } = current();
    await given(store, append('a-1', 'none', 'r0', 'r1'), append('b-1', 'none', 'other'), append('a-1', 1, 'r2', 'r3'));
    expect(names(await store.readStream('a-1', read))).toEqual(expected);
  });

  it('tells streams apart whose names differ only in case or form', async () => {
    const { store } = current();
    const streams = ['a-x', 'a-X', 'a-é', 'a-e\u0301', 'a-x ', 'a-xx'];
    for (const [i, stream] of streams.entries()) await given(store, append(stream, 'none', `s${i}`));
    for (const [i, stream] of streams.entries()) expect(names(await store.readStream(stream))).toEqual([`s${i}`]);
  });

  it('returns an event as it was recorded', async () => {
    const { store } = current();
    const meta: Meta = {
      ...META,
      statementId: 'one',
      causationId: 'cause',
      onBehalfOf: 'org-2',
      traceparent: '00-1-2-01',
    };
    const outcome = await record(store, {
      stream: 'a-1',
      expected: 'none',
      events: [event('one', { type: 'OrderPlaced', version: 3, dataText: '{"amountFen":1200,"tags":["一"]}', meta })],
    });
    expect(await store.readStream('a-1')).toEqual([
      {
        position: outcome.kind === 'appended' ? outcome.appends[0]?.position : outcome,
        stream: 'a-1',
        revision: 0,
        id: event('one').id,
        type: 'OrderPlaced',
        version: 3,
        data: { amountFen: 1200, tags: ['一'] },
        meta,
      },
    ]);
  });

  it('returns any payload and any envelope as recorded, members left out included', async () => {
    const { store } = current();
    let n = 0;
    await fc.assert(
      fc.asyncProperty(payload, envelope, async (data, meta) => {
        n += 1;
        const stream = `any-${n}`;
        const recorded = event(`any-${n}`, {
          dataText: canonical(data),
          meta: { ...meta, statementId: `${n}-${meta.statementId}` },
        });
        await given(store, { stream, expected: 'none', events: [recorded] });
        const [read] = await store.readStream(stream);
        expect(canonical(read?.data)).toBe(recorded.dataText);
        expect(read?.meta).toStrictEqual(recorded.meta);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['an empty object', {}],
    ['200 kB', { text: '长'.repeat(70_000) }],
    ['characters beyond the basic plane, controls and NUL', { '😀\u0000\u001F': '\u{20BB7}\u2028"\\' }],
    ['a member called __proto__', JSON.parse('{"__proto__":{"a":1}}') as object],
  ])('returns a payload of %s unchanged', async (_, data) => {
    const { store } = current();
    await given(store, { stream: 'a-1', expected: 'none', events: [event('one', { dataText: canonical(data) })] });
    const [read] = await store.readStream('a-1');
    expect(canonical(read?.data)).toBe(canonical(data));
  });
}

const wellFormed = fc.string({ unit: 'grapheme', maxLength: 30 });
const payload = fc.dictionary(wellFormed, fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 3 }), { maxKeys: 5 });
const envelope: fc.Arbitrary<Meta> = fc.record(
  {
    actor: fc.record(
      { account: wellFormed, org: wellFormed, node: wellFormed, role: fc.constantFrom('WINDOW', 'LEDGER') },
      { requiredKeys: ['account', 'org', 'role'], noNullPrototype: true },
    ),
    onBehalfOf: wellFormed,
    enteredBy: fc.constantFrom('SELF', 'PROXY'),
    occurredAt: fc.constant(META.occurredAt),
    recordedAt: fc.constant(META.recordedAt),
    source: wellFormed,
    statementId: wellFormed,
    digest: fc.constant(META.digest),
    correlationId: wellFormed,
    causationId: wellFormed,
    ruleVersions: fc.array(wellFormed, { maxLength: 3 }),
    traceparent: wellFormed,
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'actor',
      'enteredBy',
      'occurredAt',
      'recordedAt',
      'source',
      'statementId',
      'digest',
      'correlationId',
      'ruleVersions',
    ],
  },
);
