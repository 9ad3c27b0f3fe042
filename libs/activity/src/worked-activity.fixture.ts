import type { Fact } from '#kernel';
import { fact, type Otherwise } from '#testing/given';
import { authority, hub, march, organization, photo, window } from './worked-order.fixture.js';

/** One training held on 10 March 2026 by node N01, hybrid, from plan to verification. */

export const PLANNED = {
  kind: 'TRAINING',
  classCode: '13',
  title: '数字化转型公开课',
  startAt: march(10, 14),
  endAt: march(10, 16),
  places: [{ name: '高新区会议中心', divisionCode: '440305' }],
  onlineUrl: 'https://live.example.cn/1',
  channels: ['1', '64'],
  capacity: 100,
  hostNode: 'N01',
  agencies: ['A001'],
  welfareKind: 'PUBLIC',
  networkCode: 'P44',
  entryCode: 'GY-01',
  terms: { catalogueVersion: 2, unit: 'ORGS', evidenceKinds: ['SIGN_IN', 'PHOTO'] },
  feeFen: 0,
};
/** What a plan says differently under entries that are counted otherwise. */
export const bySessions = {
  entryCode: 'GY-02',
  terms: { catalogueVersion: 2, unit: 'SESSIONS', evidenceKinds: ['PHOTO', 'DELIVERABLE'] },
};
export const byPersons = { entryCode: 'GY-03', terms: { catalogueVersion: 2, unit: 'PERSONS', evidenceKinds: [] } };

export const HELD = { actualStart: march(10, 14), actualEnd: march(10, 16), staffIds: ['s-1'], headcount: 90 };

/** Person `n`, keyed like the HMAC of a phone number. */
export const person = (n: number): string => n.toString(16).padStart(64, '0');

export const ATTENDED = {
  orgId: 'E001',
  served: { kind: 'ENTERPRISE' },
  personKey: person(1),
  channel: '1',
  signedAt: march(10, 13, 50),
  minutes: 120,
};

const said = (type: string, data: object, occurredAt: string, otherwise: Otherwise = {}): Fact =>
  fact(type, data, { by: window, occurredAt, ...otherwise });

export const attendance = (n: number, differently: object = {}): Fact =>
  said('AttendanceRecorded', { ...ATTENDED, personKey: person(n), ...differently }, march(10, 17));

export const withoutOrg = (n: number): Fact => {
  const { orgId: _none, served: _nobody, ...rest } = ATTENDED;
  return said('AttendanceRecorded', { ...rest, personKey: person(n) }, march(10, 17));
};

export const told = {
  planned: said('ActivityPlanned', PLANNED, march(1)),
  scheduled: said('ActivityScheduled', { evidence: [] }, march(2)),
  held: said('ActivityHeld', HELD, march(10, 16)),
  attended: attendance(1),
  declared: said('AttendanceSummaryDeclared', { enterprises: 40, persons: 90, unnamed: 10 }, march(11)),
  attached: said('ActivityEvidenceAttached', { evidence: [photo] }, march(12)),
  queried: said('ActivityQueried', { basis: '照片不足3张' }, march(13), { by: hub }),
  verified: said('ActivityVerified', { basis: '已补充说明' }, march(14), { by: authority }),
  invalidated: said('ActivityInvalidated', { reasonCode: 'DUPLICATE', basis: '与 act-7 重复' }, march(15), { by: hub }),
};
export type Scene = keyof typeof told;

/** The activity's past up to and including a scene. */
export const until = (scene: Scene): readonly Fact[] =>
  Object.values<Fact>(told).slice(0, Object.keys(told).indexOf(scene) + 1);

/** Enterprises E001 … E00n. */
export const enterprises = (n: number): Readonly<Record<string, readonly Fact[]>> =>
  Object.assign({}, ...Array.from({ length: n }, (_, at) => organization(`E00${at + 1}`)));
