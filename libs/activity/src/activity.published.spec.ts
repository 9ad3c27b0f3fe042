import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { fact } from '#testing/given';
import { activitySight, type ActivitySeen } from './published.js';
import { attendance, person, PLANNED, told, until, withoutOrg, type Scene } from './worked-activity.fixture.js';
import { march, photo, report, window } from './worked-order.fixture.js';

const { view } = activitySight('T01');
const seen = (facts: readonly Fact[]): ActivitySeen =>
  facts.reduce((activity, each) => view.evolve(activity, each), view.initial);
const attached = (...evidence: object[]) =>
  fact('ActivityEvidenceAttached', { evidence }, { by: window, occurredAt: march(12) });

describe('an activity, as who pays public money for it sees it', () => {
  it('is on the stream of its id', () => {
    expect(activitySight('H26-00010').stream).toBe('act-H26-00010');
  });

  it('says what it is, what it came to and which events that rests on', () => {
    const { enterprises, persons, evidenceKinds, files, ...activity } = seen([
      ...until('verified'),
      attendance(2, { orgId: 'E002' }),
      attendance(3, { orgId: 'E002' }),
      withoutOrg(4),
    ]);
    expect(activity).toEqual({
      status: 'VERIFIED',
      kind: 'TRAINING',
      hostNode: 'N01',
      operator: undefined,
      agencies: ['A001'],
      networkCode: 'P44',
      classCode: '13',
      entryCode: 'GY-01',
      terms: PLANNED.terms,
      welfareKind: 'PUBLIC',
      heldOn: '2026-03-10',
      heldEvent: told.held.id,
      verifiedEvent: told.verified.id,
    });
    expect(enterprises.toArray()).toEqual(['E001', 'E002']);
    expect(persons.toArray()).toEqual([1, 2, 3, 4].map(person));
    expect({ kinds: evidenceKinds.toArray(), files }).toEqual({ kinds: [], files: { PHOTO: [photo.sha256] } });
  });

  it('has a kind of evidence once there are as many different files as are due', () => {
    const photos = ['1', '2', '2'].map((digit) => ({ ...photo, sha256: digit.repeat(64) }));
    const kinds = (...evidence: object[]) => seen([...until('held'), attached(...evidence)]).evidenceKinds.toArray();
    expect([kinds(report), kinds(...photos), kinds(photo, ...photos)]).toEqual([['DELIVERABLE'], [], ['PHOTO']]);
  });

  it('is verified as long as nobody has queried or invalidated it since', () => {
    const scenes: readonly Scene[] = ['queried', 'verified', 'invalidated'];
    expect(scenes.map((scene) => [seen(until(scene)).status, seen(until(scene)).verifiedEvent])).toEqual([
      ['QUERIED', ''],
      ['VERIFIED', told.verified.id],
      ['INVALIDATED', ''],
    ]);
    expect(seen([...until('verified'), told.queried]).verifiedEvent).toBe('');
  });

  it('serves neither who was there for no minutes, nor who provides it, nor peers among themselves', () => {
    const peers = fact('ActivityPlanned', { ...PLANNED, kind: 'PEER_EXCHANGE' }, { by: window, occurredAt: march(1) });
    const served = (facts: readonly Fact[]) => {
      const { enterprises, persons } = seen(facts);
      return [enterprises.size, persons.size];
    };
    expect([
      served([...until('held'), attendance(1, { minutes: 0 })]),
      served([...until('held'), attendance(1, { orgId: 'A001' })]),
      served([peers, told.scheduled, told.held, told.attended]),
    ]).toEqual([
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
  });
});
