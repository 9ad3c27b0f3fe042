import { describe, expect, it } from '@jest/globals';
import { admit, foldAll, foldOn, POSTING_RULE, Refusal, type Fact, type Folded } from '#kernel';
import { fact, given, type Otherwise } from '#testing/given';
import { seenBy } from '#testing/seen';
import {
  ATTENDED,
  attendance,
  enterprises,
  HELD,
  person,
  PLANNED,
  told,
  until,
  type Scene,
} from './worked-activity.fixture.js';
import { serviceActivity } from './activity.js';
import { authority, catalogue, hub, march, node, organization, photo, window } from './worked-order.fixture.js';

const world = { ...node('N01'), ...catalogue, ...enterprises(3) };
const after = (scene: Scene) => given(serviceActivity).past(until(scene)).seeing(world);
const say = (type: string, data: object, occurredAt: string, otherwise: Otherwise = {}) =>
  fact(type, data, { by: window, occurredAt, ...otherwise });

const plan = (differently: object = {}, otherwise: Otherwise = {}) =>
  given(serviceActivity)
    .seeing(world)
    .when(say('ActivityPlanned', { ...PLANNED, ...differently }, march(1), otherwise));
const hold = (differently: object, occurredAt = march(10, 16)) =>
  after('scheduled').when(say('ActivityHeld', { ...HELD, ...differently }, occurredAt));
const attend = (differently: object) =>
  after('attended').when(
    say('AttendanceRecorded', { ...ATTENDED, personKey: person(2), ...differently }, march(10, 17)),
  );
const declare = (enterprises: number, persons: number, unnamed: number) =>
  after('attended').when(say('AttendanceSummaryDeclared', { enterprises, persons, unnamed }, march(11)));

describe('an activity', () => {
  it('goes from plan to verification, and is invalidated', () => {
    const past: Fact[] = [];
    for (const step of Object.values<Fact>(told)) {
      given(serviceActivity).past(past).seeing(world).when(step).recordsIt();
      past.push(step);
    }
  });

  it('is rescheduled and cancelled before it is held', () => {
    const later = { startAt: march(11, 14), endAt: march(11, 16), capacity: 60, reason: '台风' };
    const moved = after('scheduled').when(say('ActivityRescheduled', later, march(9)));
    moved.recordsIt();
    expect(moved.state).toMatchObject({ status: 'SCHEDULED', startAt: march(11, 14), capacity: 60 });
    after('scheduled')
      .when(say('ActivityCancelled', { reason: '台风' }, march(10, 15)))
      .recordsIt();
  });

  it('belongs to its host node', () => {
    const { state } = plan();
    expect(serviceActivity.parties(state, 'act-T01')).toEqual({ nodes: ['N01'], orgs: [] });
    expect(serviceActivity.parties(serviceActivity.initial, 'act-T01')).toEqual({ nodes: [], orgs: [] });
  });
});

describe('who may state what of an activity', () => {
  // Never (access): a window posts for another node
  it('refuses other nodes and proxies', () => {
    plan({}, { by: { ...window, node: 'N02' } }).refuses('not-own-node');
    plan({}, { enteredBy: 'PROXY', onBehalfOf: 'A001' }).refuses('proxy-not-allowed');
    plan({}, { by: hub }).refuses('not-own-node');
  });

  it('lets the hub host its own activities', () => {
    given(serviceActivity)
      .seeing({ ...node('HUB01'), ...catalogue })
      .when(say('ActivityPlanned', { ...PLANNED, hostNode: 'HUB01' }, march(1), { by: hub }))
      .recordsIt();
  });

  it('refuses review by windows and from the host node', () => {
    const verified = (otherwise: Otherwise) =>
      after('attached').when(say('ActivityVerified', { basis: '核验' }, march(13), otherwise));
    verified({ by: window }).refuses('role-may-not-state');
    verified({ by: { ...hub, node: 'N01' } }).refuses('own-business');
    verified({ by: hub, enteredBy: 'PROXY', onBehalfOf: 'G001' }).refuses('proxy-not-allowed');
  });
});

describe('planning', () => {
  it('refuses a host node not in operation', () => {
    given(serviceActivity)
      .when(say('ActivityPlanned', PLANNED, march(1)))
      .refuses('node-not-in-operation');
  });

  it('refuses codes that are not in force', () => {
    plan({ classCode: '18' }).refuses('class-not-in-force');
    plan({ channels: ['1', '8'] }).refuses('channel-not-in-force');
    plan({ places: [{ name: '某地', divisionCode: '999999' }] }).refuses('division-not-in-force');
  });

  it('refuses times and fees that cannot be', () => {
    plan({ endAt: PLANNED.startAt }).refuses('end-not-after-start');
    plan({ endAt: march(11, 3) }).refuses('session-too-long');
    plan({ feeFen: 1 }).refuses('public-with-fee');
  });

  it('is told at once all that is wrong with its plan', () => {
    const wrong = { feeFen: 1, classCode: '99', channels: ['1', '9'], endAt: PLANNED.startAt };
    try {
      expect(plan(wrong).recorded).toEqual([]);
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      expect(refused.errors.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
        'end-not-after-start /data/endAt',
        'channel-not-in-force /data/channels/1',
        'public-with-fee /data/feeFen',
        'class-reason-missing /data/classReason',
      ]);
    }
    expect.assertions(1);
  });

  it('asks for a place or an online address', () => {
    const { places: _places, onlineUrl: _url, ...nowhere } = PLANNED;
    given(serviceActivity)
      .seeing(world)
      .when(say('ActivityPlanned', nowhere, march(1)))
      .refuses('place-missing');
  });

  it('asks a reason for class 99 and flags it', () => {
    plan({ classCode: '99' }).refuses('class-reason-missing');
    const other = { ...PLANNED, classCode: '99', classReason: '综合服务日' };
    plan(other).records({ type: 'ActivityPlanned', data: { ...other, flags: ['class-other'] } });
  });

  it('refuses stated flags', () => {
    plan({ flags: ['class-other'] }).refuses('flags-not-stated');
  });

  it('refuses to publish or move what has begun', () => {
    after('planned')
      .when(say('ActivityScheduled', { evidence: [] }, march(10, 14)))
      .refuses('activity-started');
    const later = { startAt: march(11, 14), endAt: march(11, 16), reason: '改期' };
    after('scheduled')
      .when(say('ActivityRescheduled', later, march(10, 15)))
      .refuses('activity-started');
  });

  it('moves at most twenty times', () => {
    const moved = (n: number) =>
      say('ActivityRescheduled', { startAt: march(11, 14), endAt: march(11, 16), reason: '改期' }, march(3), {
        statementId: `m-${n}`,
      });
    const past = [...until('scheduled'), ...Array.from({ length: 20 }, (_, n) => moved(n))];
    given(serviceActivity).past(past).when(moved(20)).refuses('limit-reached');
  });
});

describe('holding', () => {
  it('refuses to have been held before it ended, or on another day', () => {
    hold({}, march(10, 15, 59)).refuses('occurrence-off-end');
    hold({}, march(11)).refuses('occurrence-off-end');
  });

  it('refuses times that cannot be', () => {
    hold({ actualStart: HELD.actualEnd }).refuses('end-not-after-start');
    hold({ actualStart: march(10, 3) }).refuses('session-too-long');
  });

  it('flags more heads than 120 % of the capacity', () => {
    hold({ headcount: 120 }).recordsIt();
    hold({ headcount: 121 }).records({
      type: 'ActivityHeld',
      data: { ...HELD, headcount: 121, flags: ['over-capacity'] },
    });
  });

  it('refuses to hold what was not published', () => {
    after('planned').when(told.held).refuses('status-not-allowed');
  });
});

describe('attendance', () => {
  it('refuses attendance before the activity was held', () => {
    after('scheduled').when(attendance(1)).refuses('status-not-allowed');
  });

  it('refuses the same person twice', () => {
    after('attended')
      .when(attendance(1, { minutes: 60 }))
      .refuses('person-already-recorded');
  });

  it('refuses an enterprise nobody registered, and takes persons without one', () => {
    attend({ orgId: 'E404' }).refuses('organization-not-registered');
    const { orgId: _none, served: _nobody, ...alone } = ATTENDED;
    after('held')
      .when(say('AttendanceRecorded', alone, march(10, 17)))
      .recordsIt();
  });

  it('refuses an enterprise that was gone by then', () => {
    const gone = fact('OrganizationDeregistered', { on: '2026-03-01' }, { by: authority });
    const past = organization('E001')['org-E001'] ?? [];
    given(serviceActivity)
      .past(until('held'))
      .seeing({ 'org-E001': [...past, gone] })
      .when(attendance(1))
      .refuses('organization-deregistered');
  });

  it('refuses sign-in on another day, more minutes than there were, and material sent', () => {
    attend({ signedAt: march(11, 14) }).refuses('signed-outside-activity');
    attend({ signedAt: march(9, 14) }).refuses('signed-outside-activity');
    attend({ minutes: 121 }).refuses('minutes-exceed-duration');
    attend({ channel: '4' }).refuses('material-is-no-attendance');
    attend({ channel: '8' }).refuses('channel-not-in-force');
  });

  it('refuses more named persons than declared', () => {
    const declared = say('AttendanceSummaryDeclared', { enterprises: 1, persons: 2, unnamed: 1 }, march(11));
    given(serviceActivity)
      .past([...until('attended'), declared])
      .seeing(world)
      .when(attendance(2))
      .refuses('attendance-exceeds-declared', { persons: 1 });
  });

  it('refuses a declaration below what is recorded, or a second one', () => {
    declare(0, 90, 10).refuses('named-exceeds-declared');
    declare(1, 1, 1).refuses('named-exceeds-declared');
    declare(1, 0, 1).refuses('named-exceeds-declared');
    const again = say('AttendanceSummaryDeclared', { enterprises: 2, persons: 90, unnamed: 0 }, march(12));
    after('declared').when(again).refuses('summary-already-declared');
  });

  it('flags many unnamed persons and too many persons', () => {
    const flagged = (data: object, ...flags: string[]) => ({
      type: 'AttendanceSummaryDeclared',
      data: { ...data, flags },
    });
    declare(1, 100, 20).recordsIt();
    declare(1, 100, 21).records(flagged({ enterprises: 1, persons: 100, unnamed: 21 }, 'unnamed-share'));
    declare(1, 121, 0).records(flagged({ enterprises: 1, persons: 121, unnamed: 0 }, 'over-capacity'));
  });

  it('takes 20,000 persons and no more, each in constant time', () => {
    let folded: Folded = foldAll(serviceActivity, until('held'));
    const never = { findLast: () => undefined };
    const registered = { kind: 'ENTERPRISE', deregistered: never, sizes: never };
    const seen = seenBy(() => registered as never);
    const record = (n: number): Folded => {
      const stated = attendance(n, { orgId: `E${n % 500}` });
      const facts = admit(serviceActivity, folded, stated, { stream: 'act-T01', seen, rule: POSTING_RULE });
      const next = foldOn(serviceActivity, folded, facts);
      if (next === undefined) throw new Error('an attendance takes no fold of the whole stream');
      return next;
    };
    for (let n = 1; n <= 20_000; n += 1) folded = record(n);
    expect(() => record(20_001)).toThrow('limit-reached');
  });
});

describe('evidence', () => {
  const attach = (sha256: string, occurredAt: string) =>
    after('attached').when(say('ActivityEvidenceAttached', { evidence: [{ ...photo, sha256 }] }, occurredAt));

  it('refuses the same file twice', () => {
    attach(photo.sha256, march(12)).refuses('evidence-already-attached');
  });

  it('flags evidence later than 10 working days', () => {
    attach('b'.repeat(64), march(24, 23)).recordsIt();
    const late = { evidence: [{ ...photo, sha256: 'b'.repeat(64) }], flags: ['late-evidence'] };
    attach('b'.repeat(64), march(25, 0)).records({ type: 'ActivityEvidenceAttached', data: late });
  });

  it('flags evidence of which no one can say yet whether it is late', () => {
    const beyond = JSON.parse(JSON.stringify(until('attached')).replaceAll('2026-03', '2027-03')) as readonly Fact[];
    const flagsOf = (day: number) =>
      (
        given(serviceActivity)
          .past(beyond)
          .seeing(world)
          .when(say('ActivityEvidenceAttached', { evidence: [{ ...photo, sha256: 'b'.repeat(64) }] }, nextMarch(day)))
          .recorded[0]?.data as { readonly flags?: readonly string[] } | undefined
      )?.flags;
    const nextMarch = (day: number): string => march(day).replace('2026', '2027');
    expect([flagsOf(18), flagsOf(24)]).toEqual([undefined, ['evidence-untimed']]);
  });

  it('stops at 200 files', () => {
    const files = (from: number, n: number) =>
      Array.from({ length: n }, (_, at) => ({ ...photo, sha256: person(from + at) }));
    const past = Array.from({ length: 10 }, (_, at) =>
      say('ActivityEvidenceAttached', { evidence: files(at * 20, at === 9 ? 19 : 20) }, march(11)),
    );
    const full = given(serviceActivity).past([...until('held'), ...past]);
    full.when(say('ActivityEvidenceAttached', { evidence: files(900, 1) }, march(12))).recordsIt();
    full.when(say('ActivityEvidenceAttached', { evidence: files(900, 2) }, march(12))).refuses('limit-reached');
  });
});

describe('review', () => {
  it('refuses attendance and evidence once verified', () => {
    after('verified').when(attendance(2)).refuses('status-not-allowed');
    after('verified').when(told.attached).refuses('status-not-allowed');
  });

  it('goes back and forth at most twenty times', () => {
    const reviews = Array.from({ length: 20 }, (_, n) =>
      say(n % 2 === 0 ? 'ActivityQueried' : 'ActivityVerified', { basis: '复核' }, march(13), {
        by: hub,
        statementId: `v-${n}`,
      }),
    );
    const past = [...until('held'), ...reviews];
    given(serviceActivity).past(past).when(told.queried).refuses('limit-reached');
    given(serviceActivity).past(past).when(told.invalidated).recordsIt();
  });
});

describe('corrections of an activity', () => {
  const reversing = (target: Fact) =>
    fact(
      'EntryReversed',
      { targetEventId: target.id, reasonCode: 'DUPLICATE', reason: '重复登记' },
      { by: authority, occurredAt: march(16) },
    );

  it('reverses an attendance, after which the person can be recorded again', () => {
    after('attached').when(reversing(told.attended)).recordsIt();
    const past = [...until('attached'), reversing(told.attended)];
    given(serviceActivity).past(past).seeing(world).when(attendance(1)).recordsIt();
  });

  it('refuses to change what was verified or invalidated while that stands', () => {
    after('verified').when(reversing(told.attended)).refuses('later-entries-depend');
    after('invalidated').when(reversing(told.attended)).refuses('later-entries-depend');
    const reopened = [
      ...until('verified'),
      fact('EntryReversed', reversing(told.verified).data, { by: hub, occurredAt: march(16) }),
    ];
    given(serviceActivity).past(reopened).when(reversing(told.attended)).recordsIt();
  });

  it('refuses to take the holding from under its attendance', () => {
    after('attended').when(reversing(told.held)).refuses('later-entries-depend');
  });
});
