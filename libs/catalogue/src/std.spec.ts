import { describe, expect, it } from '@jest/globals';
import { fact, given, type Otherwise } from '#testing/given';
import { std } from './std.js';
import { standardOn, type StdState } from './std.state.js';

const AUTHORITY = { by: 'AUTHORITY' } as const;
const publish = (version: number, effectiveFrom: string, changes: object = {}, otherwise: Otherwise = AUTHORITY) =>
  fact(
    'ServiceStandardPublished',
    {
      code: 'DB32/T 4369—2022',
      title: '中小企业公共服务规范',
      version,
      classCodes: ['13', '14'],
      effectiveFrom,
      docHash: 'b'.repeat(64),
      ...changes,
    },
    otherwise,
  );
const withdraw = (on: string, otherwise: Otherwise = AUTHORITY) =>
  fact('ServiceStandardWithdrawn', { on, reason: '已被替代' }, otherwise);
const fresh = given(std, 'std-S1');

describe('a service standard', () => {
  it('is published and withdrawn by the authority in its own name', () => {
    fresh.when(publish(1, '2026-03-05')).recordsIt();
    fresh.when(publish(1, '2026-03-05', {}, { by: 'HUB' })).refuses('role-may-not-state');
    const proxy = { ...AUTHORITY, enteredBy: 'PROXY', onBehalfOf: 'x' } as const;
    fresh.when(publish(1, '2026-03-05', {}, proxy)).refuses('proxy-not-allowed');
    fresh
      .past([publish(1, '2026-03-05')])
      .when(withdraw('2026-06-01', proxy))
      .refuses('proxy-not-allowed');
  });

  it('is for classes that exist when it takes effect', () =>
    fresh.when(publish(1, '2026-03-05', { classCodes: ['14', '18'] })).refuses('class-not-in-force'));

  it('follows its earlier versions', () => {
    const second = fresh.past([publish(1, '2026-03-05')]);
    second.when(publish(2, '2026-04-01')).recordsIt();
    second.when(publish(1, '2026-04-01')).refuses('version-not-ascending');
    second.when(publish(2, '2026-03-04')).refuses('effective-before-earlier-version');
  });

  it('is withdrawn once, not before it took effect, and may come back as a later version', () => {
    const published = fresh.past([publish(1, '2026-03-05')]);
    published.when(withdraw('2026-06-01')).recordsIt();
    published.when(withdraw('2026-03-04')).refuses('withdrawn-before-issued');
    fresh.when(withdraw('2026-06-01')).refuses('status-not-allowed');
    const withdrawn = fresh.past([publish(1, '2026-03-05'), withdraw('2026-06-01')]);
    withdrawn.when(withdraw('2026-07-01')).refuses('status-not-allowed');
    withdrawn.when(publish(2, '2026-07-01')).recordsIt();
  });

  it('says for any day which version holds', () => {
    const state = fresh
      .past([publish(1, '2026-01-01'), publish(2, '2026-02-01'), withdraw('2026-03-01')])
      .when(publish(3, '2026-04-01')).state as StdState;
    const on = (date: string) => standardOn(state, date)?.version;
    expect(['2025-12-31', '2026-01-01', '2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map(on)).toEqual([
      undefined,
      1,
      2,
      undefined,
      undefined,
      3,
    ]);
  });
});
