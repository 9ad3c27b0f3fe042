import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from '#kernel';
import { evaluateFigure, type FigureScope, type GroupKey } from '#read-store';
import { fact, type Otherwise } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import { activityProjection } from './activity.projection.js';
import { activityFigures } from './figures.js';
import { orderFigures } from './order-figures.js';
import { welfareStatement } from './welfare-figures.js';
import { ATTENDED, attendance, HELD, PLANNED, told, until } from './worked-activity.fixture.js';
import {
  agency,
  authority,
  buyer,
  hub,
  march,
  photo,
  placed,
  PLACED,
  SESSION,
  upTo,
  window,
} from './worked-order.fixture.js';

/** What counts in the figures, as of which day, worked out by hand. */

const projected = projectedBy(activityProjection);
const FIGURES = [...activityFigures, ...orderFigures, ...Object.values(welfareStatement)];

/** The same fact in another stream, under an id of its own. */
const again = (stream: string, { type, version, data, meta }: Fact): Fact =>
  fact(type, data as object, { ...meta, version, by: meta.actor, statementId: `${stream}-${meta.statementId}` });
const on = (stream: string, ...facts: readonly Fact[]): Log => facts.map((each) => [stream, again(stream, each)]);

/** A figure's numerator, or numerator and denominator, of a period; by group where it is cut. */
async function valuesOf(log: Log, code: string, scope: FigureScope = {}, groupBy: readonly GroupKey[] = []) {
  const figure = FIGURES.find((each) => each.code === code);
  if (figure === undefined) throw new Error(`no figure ${code}`);
  let found: readonly unknown[] = [];
  await projected(log, async ({ store }) => {
    const values = await evaluateFigure(store, figure, scope, groupBy);
    found = values.map(({ by, numerator, denominator }) => [
      ...Object.values(by),
      denominator === undefined ? numerator : `${numerator}/${denominator}`,
    ]);
  });
  return found;
}
const valueOf = async (log: Log, code: string, scope: FigureScope = {}) => (await valuesOf(log, code, scope))[0];
const in2026 = (month: string): FigureScope => ({ from: `2026-${month}-01`, to: `2026-${month}-31` });

const session = (day: number, differently: object = {}, otherwise: Otherwise = {}): Fact =>
  fact(
    'SessionHeld',
    { ...SESSION, startAt: march(day, 9), endAt: march(day, 11), channel: '64', ...differently },
    { by: agency, occurredAt: march(day, 11), ...otherwise },
  );
const reversing = (stream: string, target: Fact): Fact =>
  fact(
    'EntryReversed',
    { targetEventId: again(stream, target).id, reasonCode: 'NOT_HAPPENED', reason: '核查' },
    { by: authority, occurredAt: march(29) },
  );
const restating = (stream: string, target: Fact, replacement: object): Fact =>
  fact(
    'EntryRestated',
    { targetEventId: again(stream, target).id, reason: '录入错误', replacement },
    { by: authority, occurredAt: march(29) },
  );

describe('S05, enterprises online', () => {
  const april = fact(
    'SessionHeld',
    { ...SESSION, startAt: '2026-04-02T09:00:00.000+08:00', endAt: '2026-04-02T11:00:00.000+08:00', channel: '64' },
    { by: agency, occurredAt: '2026-04-02T11:00:00.000+08:00' },
  );
  const log = on('ord-1', ...upTo('accepted'), session(20), session(21), april);

  it('counts an enterprise in every month and on every day it was online, and once over any period', async () => {
    expect(await valueOf(log, 'S05', in2026('03'))).toEqual([1]);
    expect(await valueOf(log, 'S05', in2026('04'))).toEqual([1]);
    expect(await valueOf(log, 'S05')).toEqual([1]);
    expect(await valuesOf(log, 'S05', {}, ['day'])).toEqual([
      ['2026-03-20', 1],
      ['2026-03-21', 1],
      ['2026-04-02', 1],
    ]);
  });

  it('loses with a reversed session that session alone', async () => {
    const [first, second] = [reversing('ord-1', session(20)), reversing('ord-1', session(21))];
    const once = [...log, ...on('ord-1', first)];
    expect(await valuesOf(once, 'S05', {}, ['month'])).toEqual([
      ['2026-03', 1],
      ['2026-04', 1],
    ]);
    const twice = [...once, ...on('ord-1', second)];
    expect(await valueOf(twice, 'S05', in2026('03'))).toEqual([0]);
    expect(await valueOf(twice, 'S05', in2026('04'))).toEqual([1]);
  });
});

describe('contact', () => {
  it('is none by printed matter: neither minutes nor sessions', async () => {
    const paper = on('ord-1', ...upTo('accepted'), session(20, { channel: '4', minutes: 60 }));
    for (const code of ['A09', 'S03', 'S05']) expect([code, await valueOf(paper, code)]).toEqual([code, [0]]);
    const both = [...paper, ...on('ord-1', session(21, { channel: '3', minutes: 45 }))];
    expect([await valueOf(both, 'A09'), await valueOf(both, 'S03')]).toEqual([[45], [1]]);
    const mailing = fact('ActivityPlanned', { ...PLANNED, channels: ['5'] }, { by: window, occurredAt: march(1) });
    const mailed = on('act-1', mailing, told.scheduled, told.held);
    for (const code of ['A09', 'S03', 'P12-D', 'P12-A'])
      expect([code, await valueOf(mailed, code)]).toEqual([code, [0]]);
    // Somebody came all the same.
    expect(await valueOf([...mailed, ...on('act-1', attendance(1))], 'S03')).toEqual([1]);
  });

  it('of no minutes does not count until minutes are stated for it', async () => {
    const empty = session(20, { minutes: 0 });
    const order = on('ord-1', ...upTo('accepted'), empty);
    for (const code of ['S03', 'S05', 'A09']) expect([code, await valueOf(order, code)]).toEqual([code, [0]]);
    const cured = [...order, ...on('ord-1', restating('ord-1', empty, session(20, { minutes: 30 }).data as object))];
    expect([await valueOf(cured, 'S03'), await valueOf(cured, 'S05'), await valueOf(cured, 'A09')]).toEqual([
      [1],
      [1],
      [30],
    ]);
    const nobody = attendance(1, { channel: '64', minutes: 0 });
    const activity = on('act-1', ...until('held'), nobody);
    for (const code of ['F01', 'F02', 'F03', 'S05', 'P12-Q'])
      expect([code, await valueOf(activity, code)]).toEqual([code, [0]]);
    const present = attendance(1, { channel: '64', minutes: 1 }).data as object;
    const came = [...activity, ...on('act-1', restating('act-1', nobody, present))];
    for (const code of ['F01', 'F02', 'F03', 'S05', 'P12-Q'])
      expect([code, await valueOf(came, code)]).toEqual([code, [1]]);
  });

  it('of an activity held for less than a minute is none, and its plan has no outcome', async () => {
    const brief = fact(
      'ActivityHeld',
      { ...HELD, actualEnd: '2026-03-10T14:00:30.000+08:00' },
      { by: window, occurredAt: march(10, 16) },
    );
    const log = on('act-1', told.planned, told.scheduled, brief);
    expect([await valueOf(log, 'S03'), await valueOf(log, 'S04'), await valueOf(log, 'P12-D')]).toEqual([
      [0],
      ['0/1'],
      [0],
    ]);
  });
});

describe('F01 and F02', () => {
  const org = (kind: string, size?: string) => ({ served: { kind, ...(size === undefined ? {} : { size }) } });

  it('count enterprises, sole traders, cooperatives and teams, and people of others as persons only', async () => {
    const kinds = ['ENTERPRISE', 'SOLE_TRADER', 'COOP', 'INSTITUTION', 'ASSOCIATION', 'TEAM'];
    const came = kinds.map((kind, n) => attendance(n, { orgId: `O${n}`, ...org(kind), channel: '64' }));
    const log = on('act-1', ...until('held'), ...came);
    for (const code of ['F01', 'F02', 'S05', 'P12-Q']) expect([code, await valueOf(log, code)]).toEqual([code, [4]]);
    expect(await valueOf(log, 'F03')).toEqual([6]);
    const bought = kinds.flatMap((kind) =>
      on(`ord-${kind}`, placed({ ...PLACED, buyerOrgId: kind, ...org(kind) }), ...upTo('completed').slice(1)),
    );
    for (const code of ['F01', 'F02', 'S05']) expect([code, await valueOf(bought, code)]).toEqual([code, [4]]);
    expect(await valueOf(bought, 'A05')).toEqual([6]);
  });

  it('count neither who operates the node nor an agency of the activity', async () => {
    const planned = fact('ActivityPlanned', { ...PLANNED, operatorOrgId: 'OP1' }, { by: window, occurredAt: march(1) });
    const came = ['OP1', 'A001', 'E001'].map((orgId, n) => attendance(n, { orgId }));
    const log = on('act-1', planned, told.scheduled, told.held, ...came);
    expect([await valueOf(log, 'F01'), await valueOf(log, 'F02'), await valueOf(log, 'F03')]).toEqual([[1], [1], [3]]);
    const own = on('ord-1', placed({ ...PLACED, operatorOrgId: 'E001' }), ...upTo('completed').slice(1));
    expect([await valueOf(own, 'F01'), await valueOf(own, 'F02'), await valueOf(own, 'A05')]).toEqual([[0], [0], [1]]);
  });

  it('are cut by the size of that day; what is not known is shown as such', async () => {
    const log = [
      ...on('ord-1', placed({ ...PLACED, ...org('ENTERPRISE', 'SMALL') }), ...upTo('completed').slice(1)),
      ...on('act-1', ...until('held'), attendance(1, org('ENTERPRISE', 'MEDIUM')), attendance(2, { orgId: 'E002' })),
    ];
    expect(await valuesOf(log, 'F02', {}, ['size'])).toEqual([
      ['MEDIUM', 1],
      ['SMALL', 1],
      ['UNKNOWN', 1],
    ]);
    expect(await valueOf(log, 'F01')).toEqual([2]);
  });

  it('count whoever came, of no known size, where the ledger did not note whom a service served', async () => {
    const { served: _none, ...old } = ATTENDED;
    const came = ['OP1', 'A001'].map((orgId, n) =>
      fact(
        'AttendanceRecorded',
        { ...old, orgId, personKey: String(n).repeat(64) },
        { by: window, occurredAt: march(10, 17) },
      ),
    );
    const log = on('act-1', ...until('held'), ...came);
    expect(await valuesOf(log, 'F01', {}, ['size'])).toEqual([['UNKNOWN', 2]]);
  });
});

it('F03, S03, F11 and A09 leave out exchanges among peers', async () => {
  const exchange = fact('ActivityPlanned', { ...PLANNED, kind: 'PEER_EXCHANGE' }, { by: window, occurredAt: march(1) });
  const log = on('act-1', exchange, told.scheduled, told.held, attendance(1), told.declared);
  for (const code of ['F01', 'F02', 'F03', 'S03', 'S05', 'A09'])
    expect([code, await valueOf(log, code)]).toEqual([code, [0]]);
  expect([await valueOf(log, 'F11'), await valueOf(log, 'S04')]).toEqual([['0/0'], ['1/1']]);
});

describe('an invalidated activity', () => {
  const sound = on('act-1', ...until('held'));
  const fake = on('act-2', ...until('held'), attendance(1), told.invalidated);

  it('was planned, and counts as not held', async () => {
    const log = [...sound, ...fake];
    expect([await valueOf(log, 'S04'), await valueOf(log, 'P12-P'), await valueOf(log, 'P12-D')]).toEqual([
      ['1/2'],
      [2],
      [1],
    ]);
    for (const code of ['F01', 'F02', 'F03', 'P12-Q']) expect([code, await valueOf(log, code)]).toEqual([code, [0]]);
  });

  it('never raises a share by being caught', async () => {
    const evidence = ['SIGN_IN', 'PHOTO', 'PHOTO', 'PHOTO'].map((kind, n) => ({
      ...photo,
      sha256: String(n).repeat(64),
      kind,
    }));
    const shown = fact('ActivityEvidenceAttached', { evidence }, { by: window, occurredAt: march(12) });
    const conforming = on('act-3', ...until('held'), shown);
    // One conforms, one does not, and one of those that do not is found to be false.
    expect(await valueOf([...conforming, ...fake.slice(0, -1)], 'F14-C')).toEqual(['1/2']);
    expect(await valueOf([...conforming, ...fake], 'F14-C')).toEqual(['1/2']);
    expect(await valueOf(on('act-3', ...until('held'), shown, told.invalidated), 'F14-C')).toEqual(['0/1']);
  });
});

describe('F05', () => {
  const inApril = (day: string): string => `2026-04-${day}T10:00:00.000+08:00`;
  const rated = fact('RatingGiven', { level: 5 }, { by: buyer, occurredAt: inApril('02') });
  const excluded = fact(
    'RatingExcluded',
    { reasonCode: 'MALICIOUS', basis: '复核' },
    { by: hub, occurredAt: inApril('09') },
  );
  const log = on('ord-1', ...upTo('completed'), rated);

  it('counts a rating for the day its order was completed, whenever it is given', async () => {
    expect(await valueOf(log, 'F05', in2026('03'))).toEqual(['1/1']);
    expect(await valueOf(log, 'F05', in2026('04'))).toEqual(['0/0']);
    expect(await valueOf(log, 'F04', in2026('04'))).toEqual(['1/1']);
    expect(await valueOf(log, 'F05', { ...in2026('03'), atPosition: log.length - 1 })).toEqual(['0/1']);
  });

  it('takes back one that is excluded, and no other for being revised', async () => {
    const revised = fact('RatingRevised', { level: 1 }, { by: buyer, occurredAt: inApril('03') });
    expect(await valueOf([...log, ...on('ord-1', revised)], 'F05')).toEqual(['1/1']);
    expect(await valueOf([...log, ...on('ord-1', revised, excluded)], 'F05')).toEqual(['0/1']);
  });

  it('never exceeds 1, for any day and cut', async () => {
    for (const groupBy of ['day', 'month', 'agency', 'node', 'class'] as const)
      for (const [, value] of (await valuesOf([...log, ...on('ord-2', ...upTo('completed'))], 'F05', {}, [
        groupBy,
      ])) as readonly [string, string][]) {
        const [numerator = 0, denominator = 0] = value.split('/').map(Number);
        expect(numerator).toBeLessThanOrEqual(denominator);
      }
  });
});

describe('F10', () => {
  const disputed = (reasonCode: string) =>
    fact('OrderDisputed', { reasonCode, reason: '争议' }, { by: agency, occurredAt: march(5, 12) });
  const ruled = (differently: object = {}) =>
    fact(
      'DisputeResolved',
      { ruling: 'CANCEL', refundFen: 0, basis: '裁定', ...differently },
      { by: hub, occurredAt: march(6) },
    );
  const after = (reasonCode: string, ruling: Fact) => on('ord-1', ...upTo('delivered'), disputed(reasonCode), ruling);

  it.each([
    ['BUYER_DEFAULT', ruled(), '0/0', '1/1'],
    ['BUYER_DEFAULT', ruled({ against: 'AGENCY' }), '0/1', '0/1'],
    ['BUYER_DEFAULT', ruled({ against: 'NEITHER' }), '0/1', '0/1'],
    ['BUYER_DEFAULT', ruled({ ruling: 'RESUME' }), '0/1', '0/1'],
    ['AGENCY_DEFAULT', ruled(), '0/1', '0/1'],
    ['OTHER', ruled(), '0/1', '0/1'],
    ['OTHER', ruled({ against: 'BUYER' }), '0/0', '1/1'],
  ])('counts a cancellation over %s as the ruling finds', async (reasonCode, ruling, completion, lost) => {
    const log = after(reasonCode, ruling);
    expect([await valueOf(log, 'F10'), await valueOf(log, 'F10-B')]).toEqual([[completion], [lost]]);
  });

  it('shows beside it who the buyers were that cancelled, or for whose default it was ruled', async () => {
    const cancelled = fact('OrderCancelled', { reason: '停产' }, { by: buyer, occurredAt: march(5) });
    const log = [...after('BUYER_DEFAULT', ruled()), ...on('ord-2', ...upTo('accepted'), cancelled)];
    expect(await valuesOf(log, 'F10-B', {}, ['kind'])).toEqual([
      ['', '0/2'],
      ['RULING', '1/0'],
      ['SME', '1/0'],
    ]);
  });
});

describe('F11', () => {
  const held = (channels: readonly string[]) =>
    on(
      'act-1',
      fact('ActivityPlanned', { ...PLANNED, channels }, { by: window, occurredAt: march(1) }),
      told.scheduled,
      told.held,
    );
  const offline = (n: number, minutes = 60) => attendance(n, { channel: '1', minutes });
  const online = (n: number, minutes = 60) => attendance(n, { channel: '64', minutes });
  const remote = (n: number, minutes = 60) => attendance(n, { channel: '2', minutes });

  it('counts a hybrid session where most minutes were; on a tie in the main channel, else in the first by name', async () => {
    const channelOf = async (channels: readonly string[], ...came: readonly Fact[]) =>
      (await valuesOf([...held(channels), ...on('act-1', ...came)], 'S03', {}, ['channel'])).filter(
        (group) => (group as readonly unknown[])[1] !== 0,
      );
    expect(await channelOf(['1', '64'], offline(1), online(2))).toEqual([['OFFLINE', 1]]);
    expect(await channelOf(['1', '64'], online(2), offline(1))).toEqual([['OFFLINE', 1]]);
    expect(await channelOf(['64', '1'], offline(1), online(2))).toEqual([['ONLINE', 1]]);
    expect(await channelOf(['64', '1'], offline(1, 61), online(2))).toEqual([['OFFLINE', 1]]);
    expect(await channelOf(['1', '64'], remote(1), online(2))).toEqual([['ONLINE', 1]]);
    expect(await channelOf(['1', '64'], online(2), remote(1))).toEqual([['ONLINE', 1]]);
  });
});

describe('an activity of several agencies', () => {
  const joint = fact(
    'ActivityPlanned',
    { ...PLANNED, agencies: ['A001', 'A002'] },
    { by: window, occurredAt: march(1) },
  );
  const log = [
    ...on('act-1', joint, told.scheduled, told.held, attendance(1)),
    ...on('act-2', ...until('held'), attendance(1), attendance(2, { orgId: 'E002' })),
    ...on(
      'act-3',
      fact('ActivityPlanned', { ...PLANNED, agencies: [] }, { by: window, occurredAt: march(1) }),
      told.scheduled,
      told.held,
      attendance(1),
    ),
  ];

  it('counts for each of them in a cut by agency, and once in the total', async () => {
    expect([await valueOf(log, 'S03'), await valueOf(log, 'F02'), await valueOf(log, 'F01')]).toEqual([[3], [4], [2]]);
    expect(await valuesOf(log, 'S03', {}, ['agency'])).toEqual([
      ['', 1],
      ['A001', 2],
      ['A002', 1],
    ]);
    expect(await valuesOf(log, 'F01', {}, ['agency'])).toEqual([
      ['', 1],
      ['A001', 2],
      ['A002', 1],
    ]);
  });

  it('is in every figure of an agency what its group says', async () => {
    await projected(log, async ({ store }) => {
      for (const figure of FIGURES) {
        const groups = await evaluateFigure(store, figure, {}, ['agency']);
        for (const agencyId of ['A001', 'A002']) {
          const { by: _key, ...group } = groups.find(({ by }) => by.agency === agencyId) ?? { numerator: 0 };
          const [{ by: _none, ...filtered } = { by: {}, numerator: NaN }] = await evaluateFigure(store, figure, {
            agency: agencyId,
          });
          expect([figure.code, filtered]).toEqual([figure.code, { ...filtered, ...group }]);
        }
      }
    });
  });

  it('is taken back for all of them when it is invalidated', async () => {
    const voided = [...log, ...on('act-1', told.invalidated)];
    expect(await valuesOf(voided, 'S03', {}, ['agency'])).toEqual([
      ['', 1],
      ['A001', 1],
      ['A002', 0],
    ]);
    expect(await valuesOf(voided, 'S04', {}, ['agency'])).toEqual([
      ['', '1/1'],
      ['A001', '1/2'],
      ['A002', '0/1'],
    ]);
  });
});

describe('the figures of an activity', () => {
  const anyone = fc.record({
    orgId: fc.constantFrom('E001', 'E002', 'OP1'),
    channel: fc.constantFrom('1', '2', '64'),
    minutes: fc.constantFrom(0, 30, 60),
    served: fc.record(
      { kind: fc.constantFrom('ENTERPRISE', 'INSTITUTION'), size: fc.constantFrom('MICRO', 'LARGE') },
      { requiredKeys: ['kind'] },
    ),
  });
  const planned = fact(
    'ActivityPlanned',
    { ...PLANNED, operatorOrgId: 'OP1', agencies: ['A001', 'A002'] },
    { by: window, occurredAt: march(1) },
  );
  const cuts: readonly GroupKey[] = ['size', 'channel', 'agency'];
  const everything = async (log: Log) => {
    const all: unknown[] = [];
    await projected(log, async ({ store }) => {
      for (const figure of FIGURES)
        for (const cut of cuts) all.push([figure.code, await evaluateFigure(store, figure, {}, [cut])]);
    });
    // Groups that came and went are no difference.
    return all.map((each) =>
      JSON.stringify(each, (_key, value: unknown) => (Array.isArray(value) ? value.filter(stands) : value)),
    );
  };
  const stands = (value: unknown): boolean =>
    typeof value !== 'object' ||
    value === null ||
    !('numerator' in value) ||
    value.numerator !== 0 ||
    ('denominator' in value && value.denominator !== 0);

  it('do not depend on the order in which attendance is entered', async () => {
    const some = fc.array(anyone, { minLength: 2, maxLength: 6 }).chain((people) =>
      fc.record({
        people: fc.constant(people.map((person, n) => attendance(n, person))),
        shuffled: fc.shuffledSubarray([...people.keys()], { minLength: people.length }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(some, async ({ people, shuffled }) => {
        const held = [planned, told.scheduled, told.held];
        const inOrder = on('act-1', ...held, ...people);
        const otherwise = on('act-1', ...held, ...shuffled.flatMap((at) => people.slice(at, at + 1)));
        expect(await everything(otherwise)).toEqual(await everything(inOrder));
      }),
      { numRuns: 8 },
    );
  });
});
