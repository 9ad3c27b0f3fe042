import { describe, expect, it } from '@jest/globals';
import { Refusal, type Asked, type Reported, type Seen } from '#kernel';
import { seenBy } from '#testing/seen';
import { closedMonths } from './closed-months.guard.js';

const asked = (...reported: readonly Reported[]): Asked => {
  const fact = { id: 'e1', type: 'Noted', version: 1, data: {}, meta: {} as Asked['fact']['meta'] };
  return { stream: 'note-1', fact, entry: fact, reported };
};
/** The months of these streams are closed. */
const closed = (...streams: readonly string[]): Seen =>
  seenBy(({ stream }) => ({ isClosed: streams.includes(stream), isYearClosed: false }) as never);

describe('closed months', () => {
  it('are looked up once for all days of a node in one', () => {
    const days = asked(
      { node: 'N01', on: '2026-03-05' },
      { node: 'N01', on: '2026-03-09' },
      { node: 'N02', on: '2026-02-01' },
    );
    expect(closedMonths.sees(days).map(({ stream }) => stream)).toEqual(['sub-node-N01-202603', 'sub-node-N02-202602']);
    expect(closedMonths.sees(asked())).toEqual([]);
  });

  it('take nothing that counts in them, and the refusal names node, month and day', () => {
    const march = asked({ node: 'N02', on: '2026-02-01' }, { node: 'N01', on: '2026-03-05' });
    expect(() => closedMonths.check?.(march, closed('sub-node-N01-202604'))).not.toThrow();
    let refused: unknown;
    try {
      closedMonths.check?.(march, closed('sub-node-N01-202603'));
    } catch (thrown) {
      refused = thrown;
    }
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({
      code: 'period-closed',
      params: { node: 'N01', month: '2026-03', on: '2026-03-05' },
    });
  });
});
