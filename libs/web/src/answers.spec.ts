import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language.js';
import { readCursor, writeCursor } from './paging.js';
import { problemOf } from './problem.js';
import { requestIdOf } from './request-id.js';
import { refuse } from './web-refusals.js';

describe('answers', () => {
  it('are in Chinese unless English is preferred', () => {
    expect([undefined, '', 'fr', 'zh-CN,en;q=0.8', 'en;q=0.2, zh;q=0.9', 'en;q=x'].map(languageOf)).toEqual(
      Array(6).fill('zh'),
    );
    expect(['en', 'en-GB', 'fr, en;q=0.5', 'zh;q=0.1,en'].map(languageOf)).toEqual(Array(4).fill('en'));
  });

  it('explain a refusal as problem details', () => {
    expect(problemOf(refuse('forbidden-key', { params: { key: 'x' }, pointer: '/data/x' }), 'en', 'r-1')).toEqual({
      type: '/problems/forbidden-key',
      title: 'The request cannot be read',
      status: 400,
      detail: 'key x is not allowed; use another name',
      code: 'forbidden-key',
      instance: 'r-1',
      errors: [{ code: 'forbidden-key', pointer: '/data/x', detail: 'key x is not allowed; use another name' }],
    });
  });

  it('bear the trace id of a valid traceparent as request id', () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    expect(requestIdOf({ headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` } })).toBe(trace);
    for (const traceparent of [
      '',
      'x',
      `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
      `00-${trace.toUpperCase()}-b7ad6b7169203331-01`,
    ])
      expect(requestIdOf({ headers: { traceparent } })).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a cursor', () => {
  it('leads back to its place under the same filter, in whatever order it is written', () => {
    const text = writeCursor({ after: 7, pin: 9 }, { node: 'a', type: 'b' });
    expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(readCursor(text, { type: 'b', node: 'a' })).toEqual({ after: 7, pin: 9 });
  });

  it('is refused under another filter, and when garbled', () => {
    const text = writeCursor({ after: 'acct-1', pin: 9 }, { node: 'a' });
    expect(() => readCursor(text, { node: 'b' })).toThrow('cursor-mismatch');
    for (const garbled of ['', 'AAAA', text.slice(3), 'x'.repeat(500), Buffer.from('[1,2,3]').toString('base64url')])
      expect(() => readCursor(garbled, { node: 'a' })).toThrow('cursor-m');
  });
});
