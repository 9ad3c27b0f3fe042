import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { fact, given } from '#testing/given';
import { serviceActivity } from './activity.js';
import { order } from './order.js';
import { paper } from './paper.js';
import { largerSize, sizeServed } from './served.js';
import { ATTENDED, HELD, PLANNED, told, until } from './worked-activity.fixture.js';
import { agency, authority, buyer, march, PLACED, SESSION, upTo, window, world } from './worked-order.fixture.js';

const at = (day: string) => ({ by: authority, occurredAt: `${day}T10:00:00.000+08:00` });
const figures = (year: number, day: string): Fact => fact('OrganizationFiguresReported', { year }, at(day));
const classified = (size: string, of: Fact, day: string): Fact =>
  fact('EnterpriseSizeClassified', { size, figuresEventId: of.id, standardVersion: '2011-300' }, at(day));
const appointed = (operatorOrgId: string, from: string, to?: string): Fact =>
  fact('NodeOperatorAppointed', { operatorOrgId, from, ...(to === undefined ? {} : { to }) }, at('2026-01-02'));

/** What placing an order quotes when the buyer has also recorded these. */
function placing(buyers: readonly Fact[], nodes: readonly Fact[] = []) {
  const { served: _quoted, ...unquoted } = PLACED;
  const seeing = {
    ...world,
    'org-E001': [...(world['org-E001'] ?? []), ...buyers],
    'node-N01': [...nodes, ...(world['node-N01'] ?? [])],
  };
  const said = fact('OrderPlaced', unquoted, { by: buyer, occurredAt: march(1), version: 2 });
  const [recorded] = given(order).among(paper).seeing(seeing).when(said).recorded;
  const { served, operatorOrgId } = (recorded?.data ?? {}) as { served?: unknown; operatorOrgId?: unknown };
  return { served, operatorOrgId };
}

describe('what the ledger notes of whom a service serves', () => {
  const [of2024, of2025] = [figures(2024, '2026-02-01'), figures(2025, '2026-02-02')];

  it('is its kind, and its size by the newest figures classified by that day', () => {
    expect(placing([])).toEqual({ served: { kind: 'ENTERPRISE' } });
    const small = classified('SMALL', of2024, '2026-02-03');
    expect(placing([of2024, small]).served).toEqual({ kind: 'ENTERPRISE', size: 'SMALL' });
    const medium = classified('MEDIUM', of2025, '2026-02-04');
    expect(placing([of2024, of2025, medium, small]).served).toEqual({ kind: 'ENTERPRISE', size: 'MEDIUM' });
    const later = classified('MEDIUM', of2025, '2026-03-02');
    expect(placing([of2024, of2025, small, later]).served).toEqual({ kind: 'ENTERPRISE', size: 'SMALL' });
  });

  it('is who operated the node that day', () => {
    expect(placing([], [appointed('OP1', '2020-01-01', '2026-02-28'), appointed('OP2', '2026-03-01')])).toMatchObject({
      operatorOrgId: 'OP2',
    });
    const planned = fact('ActivityPlanned', { ...PLANNED }, { by: window, occurredAt: march(1) });
    given(serviceActivity)
      .seeing({ ...world, 'node-N01': [appointed('OP1', '2026-01-01', '2026-03-10'), ...(world['node-N01'] ?? [])] })
      .when(planned)
      .records({ type: 'ActivityPlanned', data: { ...PLANNED, operatorOrgId: 'OP1' } });
  });

  it('is noted with each person who came for it, and not stated otherwise', () => {
    const { served: _quoted, ...unquoted } = ATTENDED;
    const came = (data: object) =>
      given(serviceActivity)
        .past(until('held'))
        .seeing(world)
        .when(fact('AttendanceRecorded', data, { by: window, occurredAt: march(10, 17) }));
    came(unquoted).records({ type: 'AttendanceRecorded', data: ATTENDED });
    came({ ...ATTENDED, served: { kind: 'TEAM' } }).refuses('quote-differs', { field: 'served' });
    const { orgId: _org, ...alone } = ATTENDED;
    came(alone).refuses('quote-differs');
  });

  it('counts an enterprise under its size, none of the providers, and an older record under no known size', () => {
    expect(sizeServed('E', { kind: 'COOP', size: 'MICRO' }, [undefined])).toBe('MICRO');
    expect(sizeServed('E', { kind: 'SOLE_TRADER' }, [])).toBe('UNKNOWN');
    expect(sizeServed('E', { kind: 'TEAM' }, [])).toBe('UNKNOWN');
    expect(sizeServed('E', { kind: 'INSTITUTION' }, [])).toBeUndefined();
    expect(sizeServed('E', { kind: 'ASSOCIATION' }, [])).toBeUndefined();
    expect(sizeServed('E', { kind: 'ENTERPRISE' }, ['E'])).toBeUndefined();
    expect(sizeServed('E', undefined, ['E'])).toBe('UNKNOWN');
    expect([largerSize('SMALL', 'UNKNOWN'), largerSize('UNKNOWN', 'MICRO'), largerSize('MEDIUM', 'LARGE')]).toEqual([
      'SMALL',
      'MICRO',
      'LARGE',
    ]);
  });
});

describe('no minutes', () => {
  it('are flagged in a session, an attendance and an activity', () => {
    const attended = { ...ATTENDED, minutes: 0 };
    given(serviceActivity)
      .past(until('held'))
      .seeing(world)
      .when(fact('AttendanceRecorded', attended, { by: window, occurredAt: march(10, 17) }))
      .records({ type: 'AttendanceRecorded', data: { ...attended, flags: ['zero-minutes'] } });
    const held = { ...HELD, actualEnd: '2026-03-10T14:00:59.000+08:00' };
    given(serviceActivity)
      .past([told.planned, told.scheduled])
      .seeing(world)
      .when(fact('ActivityHeld', held, { by: window, occurredAt: march(10, 16) }))
      .records({ type: 'ActivityHeld', data: { ...held, flags: ['zero-minutes'] } });
  });

  it('deliver nothing, as material sent does not', () => {
    const delivered = fact('OrderDelivered', { evidence: [] }, { by: agency, occurredAt: march(5) });
    const after = (session: object) =>
      given(order)
        .among(paper)
        .past([
          ...upTo('accepted'),
          fact('SessionHeld', { ...SESSION, ...session }, { by: agency, occurredAt: march(3, 11) }),
        ])
        .seeing(world)
        .when(delivered);
    after({ minutes: 0, flags: ['zero-minutes'] }).refuses('nothing-delivered');
    after({ channel: '4' }).refuses('nothing-delivered');
    after({ minutes: 1 }).recordsIt();
  });
});
