import { describe, expect, it } from '@jest/globals';
import { fact, given, type Otherwise } from '#testing/given';
import { wcat } from './wcat.js';
import { entryOn } from './wcat.published.js';
import type { WcatState } from './wcat.state.js';

const AUTHORITY = { by: 'AUTHORITY' } as const;
const entry = (code: string, unitPriceFen = 50_000) => ({
  code,
  scope: '小微企业',
  requirement: '每场不少于 60 分钟',
  standard: '按规范',
  unit: 'SESSIONS',
  unitPriceFen,
  evidenceKinds: ['SIGN_IN', 'PHOTO'],
  fundingMode: 'PURCHASE',
});
const publish = (
  version: number,
  effectiveFrom: string,
  entries: readonly object[] = [entry('GY-01')],
  otherwise: Otherwise = AUTHORITY,
) => fact('WelfareCataloguePublished', { version, effectiveFrom, entries }, otherwise);
const fresh = given(wcat, 'wcat-HN');

describe('a welfare catalogue', () => {
  it('is published by the authority in its own name', () => {
    fresh.when(publish(1, '2026-03-05')).recordsIt();
    fresh.when(publish(1, '2026-03-05', undefined, { by: 'HUB' })).refuses('role-may-not-state');
    fresh
      .when(publish(1, '2026-03-05', undefined, { ...AUTHORITY, enteredBy: 'PROXY', onBehalfOf: 'hub-org' }))
      .refuses('proxy-not-allowed');
  });

  it('has each entry code once', () =>
    fresh
      .when(publish(1, '2026-03-05', [entry('GY-01'), entry('GY-02'), entry('GY-01', 1)]))
      .refuses('entry-code-twice', { entry: 'GY-01' }));

  it('ascends in versions', () => {
    const second = fresh.past([publish(2025, '2025-01-01')]);
    second.when(publish(2026, '2026-04-01')).recordsIt();
    second.when(publish(2025, '2026-04-01')).refuses('version-not-ascending', { stated: 2025, last: 2025 });
    second.when(publish(1, '2026-04-01')).refuses('version-not-ascending');
  });

  it('never takes effect before an earlier version, and may replace one from the same day', () => {
    const second = fresh.past([publish(1, '2026-04-01')]);
    second.when(publish(2, '2026-03-31')).refuses('effective-before-earlier-version');
    second.when(publish(2, '2026-04-01')).recordsIt();
  });

  it('is published at most 180 days ahead, so that a wrong year stays out', () => {
    fresh.when(publish(1, '2026-09-01')).recordsIt();
    fresh.when(publish(1, '2026-09-02')).refuses('publication-too-far-ahead', { date: '2026-09-02', days: 180 });
  });

  it('is never corrected: the next version replaces it', () => {
    const first = publish(1, '2026-03-05');
    const reversed = fact(
      'EntryReversed',
      { targetEventId: first.id, reasonCode: 'OTHER', reason: '错' },
      { by: 'HUB' },
    );
    fresh.past([first]).when(reversed).refuses('not-correctable');
  });

  it('has a limit of versions', () =>
    fresh
      .past(Array.from({ length: 200 }, (_, n) => publish(n + 1, '2026-03-05')))
      .when(publish(201, '2026-03-05'))
      .refuses('too-many-versions'));

  it('says for any day which entry holds', () => {
    const { versions } = fresh
      .past([publish(1, '2026-01-01', [entry('GY-01', 1), entry('GY-02', 2)])])
      .when(publish(2, '2026-04-01', [entry('GY-01', 3)])).state as WcatState;
    const price = (code: string, date: string) => entryOn(versions, code, date)?.entry.unitPriceFen;
    expect(price('GY-01', '2025-12-31')).toBeUndefined();
    expect(price('GY-01', '2026-01-01')).toBe(1);
    expect(price('GY-02', '2026-03-31')).toBe(2);
    expect(price('GY-01', '2026-04-01')).toBe(3);
    expect(price('GY-02', '2026-04-01')).toBeUndefined();
  });
});
