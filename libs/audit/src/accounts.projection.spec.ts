import { describe, expect, it } from '@jest/globals';
import { actorOf, fact } from '#testing/given';
import { accountsProjection, hoursOf } from './accounts.projection.js';

const at = (day: string, time: string): string => `${day}T${time}:00.000+08:00`;

describe('hours', () => {
  it.each([
    [at('2026-03-05', '04:59'), 'NIGHT'],
    [at('2026-03-05', '05:00'), 'OFF'],
    [at('2026-03-05', '09:00'), 'WORKING'],
    [at('2026-03-05', '12:00'), 'OFF'],
    [at('2026-03-07', '10:00'), 'OFF'],
    [at('2026-02-28', '10:00'), 'WORKING'],
    [at('2035-03-05', '10:00'), 'UNTOLD'],
    [at('2035-03-05', '20:00'), 'OFF'],
    [at('2035-03-05', '02:00'), 'NIGHT'],
  ])('of %s are %s', (instant, hours) => expect(hoursOf(instant)).toBe(hours));
});

describe('rows of an account', () => {
  const rows = (...facts: readonly ReturnType<typeof fact>[]) =>
    facts.flatMap((each) => {
      const measured = accountsProjection.measure?.(each, undefined, undefined, 'sub-node-N01-202603') ?? [];
      return 'voidsAllBut' in measured ? [] : measured;
    });

  it('say of each posting when it was recorded, who entered it and at which hours', () => {
    const late = { recordedAt: at('2026-03-06', '23:30'), enteredBy: 'PROXY', onBehalfOf: 'E001' } as const;
    expect(rows(fact('OrganizationRenamed', {}), fact('OrganizationRenamed', {}, late))).toEqual([
      {
        measure: 'account-posted',
        amount: 1,
        occurredOn: '2026-03-05',
        dims: { code: 'window-1', kind: 'SELF', level: 'WORKING' },
      },
      {
        measure: 'account-posted',
        amount: 1,
        occurredOn: '2026-03-06',
        dims: { code: 'window-1', kind: 'PROXY', level: 'OFF' },
      },
    ]);
  });

  it('count corrections as postings and apart, and refusals by code', () => {
    const reversed = fact('EntryReversed', { targetEventId: 'e' }, { by: 'HUB' });
    const ledger = { ...actorOf('HUB'), role: 'LEDGER' } as const;
    const refused = fact('PostingRejected', { account: 'window-1', code: 'period-closed' }, { by: ledger });
    expect(rows(reversed, refused).map(({ measure, dims }) => [measure, dims.code, dims.kind])).toEqual([
      ['account-posted', 'hub-1', 'SELF'],
      ['account-corrected', 'hub-1', 'EntryReversed'],
      ['account-refused', 'window-1', 'period-closed'],
    ]);
  });

  it('leave out what a statement led to besides itself', () => {
    expect(rows(fact('UsccBound', {}, { causationId: 'another' }))).toHaveLength(1);
    expect(rows({ ...fact('UsccBound', {}, { causationId: 'another' }), id: 'second' })).toEqual([]);
  });
});
