import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProjectionRunner } from '#read-store';
import { sha256 } from '#kernel';
import { RunningLedger } from '../support/running-ledger.js';
import { heldActivity, openSmallProvince, type SmallProvince } from '../support/small-province.js';

const MARCH = 'sub-node-Wa-202603';
const inApril = (day: number): string => `2026-04-${String(day).padStart(2, '0')}T10:00:00+08:00`;

let ledger: RunningLedger;
let province: SmallProvince;
let authority: string;
beforeAll(async () => {
  ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
  province = await openSmallProvince(ledger);
  authority = ledger.key;
  await heldActivity(province, 'v1', 9, 4);
}, 60_000);
afterAll(() => ledger.discard());

let n = 0;
/** States one event at a moment of recording; gives back the code of the refusal, or the position. */
async function state(
  key: string,
  type: string,
  subject: string,
  at: { recorded: string; time?: string },
  data: object,
) {
  n += 1;
  const event = {
    specversion: '1.0',
    id: `p-${n}`,
    source: 'urn:test',
    type: `cn.smes.${type}.v1`,
    subject,
    time: at.time ?? at.recorded,
    data,
  };
  const { status, body } = await ledger.post(event, { key, headers: { 'Demo-Now': at.recorded } });
  return status === 201 ? body.position : body.code;
}
const attendance = (day: number) =>
  state(
    province.window,
    'activity.attendance-recorded',
    'act-v1',
    { recorded: inApril(day), time: '2026-03-09T11:00:00+08:00' },
    {
      orgId: 'buyer-1',
      personKey: sha256(`late ${day}`),
      channel: '3',
      signedAt: '2026-03-09T09:00:00+08:00',
      minutes: 60,
    },
  );
async function persons(position: number): Promise<unknown> {
  expect(await ledger.app.get(ProjectionRunner).waitFor(position, 10_000)).toBe(true);
  const path = `/v1/figures/F03?period=2026-03&node=Wa&atPosition=${position}`;
  const { body } = await ledger.fetch(path, { key: province.auditor });
  return body['numerator'];
}

describe('a month that was closed', () => {
  let closing: number;

  // Never (closed months): a closed month gains rows but by what comes later by its nature
  it('takes late entries until it is closed, and none after it', async () => {
    expect(await attendance(1)).toEqual(expect.any(Number));
    expect(
      await state(province.window, 'submission.submission-declared-complete', MARCH, { recorded: inApril(2) }, {}),
    ).toEqual(expect.any(Number));
    closing = Number(await state(province.hub, 'submission.period-closed', MARCH, { recorded: inApril(3) }, {}));
    expect(closing).toBeGreaterThan(0);
    expect(await attendance(4)).toBe('period-closed');
    expect(await persons(closing)).toBe(5);
  });

  // Never (closed months): a closed month gains rows but by what comes later by its nature
  it('takes nothing later either that would count in it, whatever its time', async () => {
    const recorded = { recorded: inApril(4) };
    const late = {
      orgId: 'buyer-1',
      personKey: sha256('later still'),
      channel: '3',
      signedAt: '2026-03-09T09:00:00+08:00',
      minutes: 60,
    };
    const evidence = [{ kind: 'SIGN_IN', sha256: sha256('签到表'), bytes: 9, mediaType: 'image/png' }];
    const address = `/v1/evidence/${sha256('签到表')}`;
    await ledger.fetch(address, { method: 'PUT', body: '签到表', headers: { 'Content-Type': 'image/png' } });
    expect(await state(province.window, 'activity.attendance-recorded', 'act-v1', recorded, late)).toBe(
      'period-closed',
    );
    expect(await state(province.window, 'activity.activity-evidence-attached', 'act-v1', recorded, { evidence })).toBe(
      'period-closed',
    );
    expect(
      await state(province.window, 'activity.attendance-summary-declared', 'act-v1', recorded, {
        enterprises: 3,
        persons: 9,
        unnamed: 0,
      }),
    ).toBe('period-closed');
  });

  it('is in the way of nothing that counts in a month that is open', async () => {
    const planned = { recorded: inApril(4), time: '2026-03-30T09:00:00+08:00' };
    expect(await state(province.window, 'activity.activity-planned', 'act-v3', planned, planFor(20))).toEqual(
      expect.any(Number),
    );
    expect(await state(province.window, 'activity.activity-planned', 'act-v4', planned, planFor(0))).toBe(
      'period-closed',
    );
  });

  it('takes what by its nature comes later, unless that too happened in it', async () => {
    const queried = { basis: '照片不足' };
    const inMarch = { recorded: inApril(4), time: '2026-03-20T09:00:00+08:00' };
    expect(await state(province.hub, 'activity.activity-queried', 'act-v1', inMarch, queried)).toBe('period-closed');
    expect(await state(province.hub, 'activity.activity-queried', 'act-v1', { recorded: inApril(4) }, queried)).toEqual(
      expect.any(Number),
    );
  });

  it('leaves other months and other nodes alone', async () => {
    const data = { name: '单位x', kind: 'ENTERPRISE', divisionCode: '430111' };
    expect(
      await state(province.hub, 'network.organization-registered', 'org-x', { recorded: inApril(4) }, data),
    ).toEqual(expect.any(Number));
    await heldActivity(
      {
        ...province,
        window: province.otherWindow,
        say: (key, type, subject, time, planned) => sayAt(key, type, subject, time, planned),
      },
      'v2',
      10,
      1,
    );
  });

  // Never (closed months): a closed month gains rows but by what comes later by its nature
  it('takes no correction of what happened in it', async () => {
    const [, , , first] = (await ledger.log()).filter(({ stream }) => stream === 'act-v1');
    const reversal = { targetEventId: first?.id, reasonCode: 'DUPLICATE', reason: '重复' };
    expect(await state(province.hub, 'activity.entry-reversed', 'act-v1', { recorded: inApril(5) }, reversal)).toBe(
      'period-closed',
    );
  });

  it('is reopened by the authority alone, and then takes them again', async () => {
    const reopening = { reason: '漏报一人', basisSha256: sha256('批复') };
    expect(await state(province.hub, 'submission.period-reopened', MARCH, { recorded: inApril(6) }, reopening)).toBe(
      'role-may-not-state',
    );
    await state(authority, 'submission.period-reopened', MARCH, { recorded: inApril(6) }, reopening);
    const late = Number(await attendance(7));
    expect(await persons(late)).toBe(6);
    expect(await persons(closing)).toBe(5);
  });
});

/** A plan of the window for a day of April; for the last of March where it is 0. */
const planFor = (day: number): object => {
  const on = day === 0 ? '2026-03-31' : inApril(day).slice(0, 10);
  return {
    kind: 'POLICY_BRIEFING',
    classCode: '10',
    title: '政策宣讲',
    startAt: `${on}T14:00:00+08:00`,
    endAt: `${on}T16:00:00+08:00`,
    places: [{ name: '大厅' }],
    channels: ['3'],
    capacity: 50,
    hostNode: 'Wa',
    agencies: [],
    welfareKind: 'PUBLIC',
    networkCode: 'HN',
    entryCode: 'GY-01',
    feeFen: 0,
  };
};

/** Recorded in April, happened when the plan says. */
async function sayAt(key: string, type: string, subject: string, time: string, data: object): Promise<number> {
  const said = await state(key, type, subject, { recorded: inApril(4), time }, planOf(data));
  if (typeof said !== 'number') throw new Error(said);
  return said;
}

/** The other window hosts it. */
const planOf = (data: object): object => ('hostNode' in data ? { ...data, hostNode: 'Wb' } : data);
