import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { Links } from '#context';
import { streamsProjection, type StreamEntry } from './streams.projection.js';

const links = new Links([{ links: { business: { demandId: 'dem' } } }, { links: { basis: { itemId: 'item' } } }]);
const streams = streamsProjection(links);

const fact = (type: string, correlationId: string, data: object, cause = {}): Fact =>
  ({ id: 'e', type, version: 1, data, meta: { correlationId, ...cause } }) as unknown as Fact;
const index = (...facts: Fact[]): StreamEntry | undefined =>
  facts.reduce<StreamEntry | undefined>((doc, next) => streams.project?.(doc, next, 'ord-1'), undefined);

describe('the index of streams', () => {
  it("keeps each correlation and each evidence file once, a restatement's files too", () => {
    const held = fact('SessionHeld', 'dem-1', { evidence: [{ sha256: 'a' }, { sha256: 'b' }] });
    const later = fact('OrderDelivered', 'ord-1', { evidence: [{ sha256: 'b' }] });
    const restated = fact('EntryRestated', 'dem-1', { replacement: { evidence: [{ sha256: 'c' }] } });
    expect(index(held, later, restated)).toEqual({
      correlations: ['dem-1', 'ord-1'],
      causes: [],
      names: [],
      evidence: ['a', 'b', 'c'],
    });
  });

  it('keeps each cause once', () => {
    const placed = fact('OrderPlaced', 'ord-1', {}, { causationId: 'event-of-demand' });
    expect(index(placed, placed)).toEqual({
      correlations: ['ord-1'],
      causes: ['event-of-demand'],
      names: [],
      evidence: [],
    });
  });

  it('keeps each demand its events name, a restated one beside the one before, and not what they rest on', () => {
    const placed = fact('OrderPlaced', 'ord-1', { demandId: 'd1', itemId: 'i1' });
    const restated = fact('EntryRestated', 'ord-1', { replacement: { demandId: 'd2', itemId: 'i1' } });
    expect(index(placed, restated)?.names).toEqual(['dem-d1', 'dem-d2']);
    expect(links.of(restated)).toEqual({ business: ['dem-d2'], basis: ['item-i1'] });
  });

  it('gives back the same document when an event adds nothing to it', () => {
    const doc = index(fact('OrderPlaced', 'ord-1', {}));
    expect(streams.project?.(doc, fact('OrderAccepted', 'ord-1', {}), 'ord-1')).toBe(doc);
  });
});
