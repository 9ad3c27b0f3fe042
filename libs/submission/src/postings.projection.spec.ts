import { describe, expect, it } from '@jest/globals';
import { sha256, type Fact } from '#kernel';
import { fact } from '../../../test/support/given.js';
import { postingsProjection } from './postings.projection.js';

const rowsOf = (known: Fact, stream = 'act-1') => postingsProjection.measure?.(known, undefined, undefined, stream);
const posted = (otherwise: Parameters<typeof fact>[2]) => fact('ActivityPublished', { title: '培训' }, otherwise);
const accepted = { measure: 'posting-accepted', amount: 1, occurredOn: '2026-03-05' };
const minutes = (amount: number, occurredOn = '2026-03-05') => ({ measure: 'posting-minutes', amount, occurredOn });

describe('postings', () => {
  it('counts a posting for its node and how it was entered', () =>
    expect(rowsOf(posted({ enteredBy: 'PROXY', onBehalfOf: 'A1' }))).toEqual([
      { ...accepted, dims: { node: 'N01', kind: 'PROXY' } },
      { ...minutes(0), dims: { node: 'N01', kind: 'PROXY' } },
    ]));
  it('counts for the organisation where there is no node', () =>
    expect(rowsOf(posted({ by: 'SME' }))).toEqual([
      { ...accepted, dims: { org: 'sme-org', kind: 'SELF' } },
      { ...minutes(0), dims: { org: 'sme-org', kind: 'SELF' } },
    ]));
  it('counts for the day of recording, and as late beyond three working days', () => {
    // 5 March 2026 is a Thursday.
    const recorded = (recordedAt: string) => rowsOf(posted({ recordedAt }));
    const dims = { node: 'N01', kind: 'SELF' };
    const row = (occurredOn: string) => ({ ...accepted, occurredOn, dims });
    expect(recorded('2026-03-10T23:59:00.000+08:00')).toEqual([
      row('2026-03-10'),
      { ...minutes(8_039, '2026-03-10'), dims },
    ]);
    const late = row('2026-03-11');
    expect(recorded('2026-03-11T00:00:00.000+08:00')).toEqual([
      late,
      { ...late, measure: 'posting-late' },
      { ...minutes(8_040, '2026-03-11'), dims },
    ]);
  });
  it('counts as untimed what reaches into a year whose holidays are not known', () => {
    const dims = { node: 'N01', kind: 'SELF' };
    const row = { ...accepted, occurredOn: '2030-01-02', dims };
    expect(rowsOf(posted({ recordedAt: '2030-01-02T10:00:00.000+08:00' }))).toEqual([
      row,
      { ...row, measure: 'posting-untimed' },
      { ...minutes(2_014_560, '2030-01-02'), dims },
    ]);
  });
  it('counts a statement once, not what followed from it', () => {
    const stated = posted({ causationId: 'an-earlier-event' });
    expect(rowsOf(stated)).toHaveLength(2);
    expect(rowsOf({ ...stated, id: 'derived' })).toEqual([]);
  });
  it('takes a clock that runs ahead for one that is right', () => {
    const ahead = { occurredAt: '2026-03-05T10:03:00.000+08:00', recordedAt: '2026-03-05T10:00:00.000+08:00' };
    expect(rowsOf(posted(ahead))).toMatchObject([{}, { ...minutes(0), dims: { node: 'N01', kind: 'SELF' } }]);
  });
  it('leaves out what the ledger says', () => expect(rowsOf(posted({ by: 'LEDGER' }))).toEqual([]));
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
