import { describe, expect, it } from '@jest/globals';
import { sha256, type Fact } from '#kernel';
import type { Measurement } from '#read-store';
import { fact } from '#testing/given';
import { postingsProjection } from './postings.projection.js';

const rowsOf = (known: Fact, stream = 'act-1') => postingsProjection.measure?.(known, undefined, undefined, stream);
const posted = (otherwise: Parameters<typeof fact>[2]) => fact('ActivityPublished', { title: '培训' }, otherwise);
const accepted = { measure: 'posting-accepted', amount: 1, occurredOn: '2026-03-05' };

describe('postings', () => {
  it('counts a posting for its node and how it was entered', () =>
    expect(rowsOf(posted({ enteredBy: 'PROXY', onBehalfOf: 'A1' }))).toEqual([
      { ...accepted, dims: { node: 'N01', kind: 'PROXY' } },
    ]));
  it('counts for the organisation where there is no node', () =>
    expect(rowsOf(posted({ by: 'SME' }))).toEqual([{ ...accepted, dims: { org: 'sme-org', kind: 'SELF' } }]));
  it('counts for the day of recording', () =>
    expect(rowsOf(posted({ recordedAt: '2026-03-10T23:59:00.000+08:00' }))).toEqual([
      { ...accepted, occurredOn: '2026-03-10', dims: { node: 'N01', kind: 'SELF' } },
    ]));
  it('counts a statement once, not what followed from it', () => {
    const stated = posted({ causationId: 'an-earlier-event' });
    expect(rowsOf(stated)).toHaveLength(1);
    expect(rowsOf({ ...stated, id: 'derived' })).toEqual([]);
  });
  it('leaves out what the ledger says', () => expect(rowsOf(posted({ by: 'LEDGER' }))).toEqual([]));
  const listOf = (known: Fact, stream: string) => {
    const rows = rowsOf(known, stream);
    return Array.isArray(rows) ? (rows as readonly Measurement[]) : [];
  };
  it('finds the refusals of one statement under one key', () => {
    const refused = (code: string, statementId: string) =>
      listOf(
        fact(
          'PostingRejected',
          { account: 'window-1', code, payloadSha256: sha256(code), source: '/a', statementId },
          { by: 'LEDGER' },
        ),
        'sub-node-N01-202603',
      )[1];
    expect(refused('class-unknown', '1')).toMatchObject({ measure: 'statement-refused', dims: { node: 'N01' } });
    expect(refused('class-unknown', '1')).toEqual(refused('invalid-data', '1'));
    expect(refused('class-unknown', '2')).not.toEqual(refused('invalid-data', '1'));
  });
  it('counts a refusal by party and code', () => {
    const data = { account: 'window-1', code: 'class-unknown', payloadSha256: sha256('x') };
    expect(rowsOf(fact('PostingRejected', data, { by: 'LEDGER' }), 'sub-node-N01-202603')).toEqual([
      {
        measure: 'posting-rejected',
        amount: 1,
        occurredOn: '2026-03-05',
        dims: { node: 'N01', code: 'class-unknown' },
      },
    ]);
  });
});
