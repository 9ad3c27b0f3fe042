import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { fact } from '#testing/given';
import {
  classifiedOn,
  isRelated,
  organizationSight,
  qualificationsOn,
  sizeOn,
  type Organization,
} from './published.js';

const { view } = organizationSight('E001');
const seen = (...facts: readonly Fact[]): Organization =>
  facts.reduce((org, each) => view.evolve(org, each), view.initial);

const registered = (data: object) =>
  fact('OrganizationRegistered', { name: '某某科技', kind: 'ENTERPRISE', divisionCode: '440300', ...data });
const granted = (kind: string, validFrom: string, validTo: string) =>
  fact('OrganizationQualificationGranted', { kind, level: 'PROVINCIAL', validFrom, validTo, listRef: '2026 年名单' });
const at = (day: string) => ({ occurredAt: `${day}T10:00:00.000+08:00` });
const figures = (year: number) =>
  fact('OrganizationFiguresReported', { year, headcount: 9, revenueFen: 1, assetsFen: 1, industry: '6513' });
const classified = (size: string, { id }: Fact, day: string) =>
  fact('EnterpriseSizeClassified', { size, standardVersion: '2011-300', figuresEventId: id }, at(day));

describe('an organisation, as other contexts see it', () => {
  const specialised = granted('SPECIALISED_AND_NEW', '2025-01-01', '2027-12-31');
  const innovative = granted('INNOVATIVE', '2026-03-01', '2026-03-31');
  const lapse = fact('OrganizationQualificationLapsed', {
    kind: 'SPECIALISED_AND_NEW',
    level: 'PROVINCIAL',
    on: '2026-03-20',
    basis: '复核未通过',
  });

  it('has a qualification from its first day to its last, or to the day before it lapsed', () => {
    const org = seen(specialised, innovative, lapse);
    const held = (date: string) => qualificationsOn(org, date).map(({ kind, eventId }) => [kind, eventId]);
    const [special, innovates] = [
      ['SPECIALISED_AND_NEW', specialised.id],
      ['INNOVATIVE', innovative.id],
    ];
    expect(
      ['2024-12-31', '2025-01-01', '2026-03-01', '2026-03-19', '2026-03-20', '2026-03-31', '2026-04-01'].map(held),
    ).toEqual([[], [special], [special, innovates], [special, innovates], [innovates], [innovates], []]);
  });

  it('has the size of its newest figures classified by the end of the day, and says which event that was', () => {
    const [older, newer] = [figures(2024), figures(2025)];
    const small = classified('SMALL', older, '2026-02-01');
    const micro = classified('MICRO', newer, '2026-03-01');
    const late = classified('MEDIUM', older, '2026-04-01');
    const org = seen(older, newer, small, micro, late);
    const dates = ['2026-01-31', '2026-02-01', '2026-03-01', '2026-04-02'];
    expect(dates.map((date) => sizeOn(org, date))).toEqual([undefined, 'SMALL', 'MICRO', 'MICRO']);
    expect(dates.map((date) => classifiedOn(org, date)?.eventId)).toEqual([undefined, small.id, micro.id, micro.id]);
  });

  it('was registered on the day it was founded; a team never was', () => {
    expect([{ foundedOn: '2015-06-01' }, { kind: 'TEAM' }].map((data) => seen(registered(data)).registeredOn)).toEqual([
      '2015-06-01',
      undefined,
    ]);
  });

  it('is related to itself, and to whom either has declared a relation with', () => {
    const declares = seen(fact('OrganizationRelationDeclared', { otherOrgId: 'E002', kind: 'GROUP' }));
    const silent = seen();
    expect([
      isRelated(declares, silent, 'E001', 'E002'),
      isRelated(silent, declares, 'E002', 'E001'),
      isRelated(declares, silent, 'E001', 'E003'),
      isRelated(silent, silent, 'E001', 'E001'),
    ]).toEqual([true, true, false, true]);
  });
});
