import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { fact } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import type { DemandDoc } from './demand.doc.js';
import { demandProjection } from './demand.projection.js';
import {
  asker,
  authority,
  byProxy,
  FORWARDED,
  hub,
  march,
  otherWindow,
  REGISTERED,
  RESPONDED,
  stated,
  TERMS,
  upTo,
  window,
} from './worked-demand.fixture.js';

const projected = projectedBy(demandProjection);

const dem = (facts: readonly Fact[]): Log => facts.map((each) => ['dem-1', each]);

const dims = (node: string, rest = '', agency = ''): string =>
  `node=${node} class=11 org=E001${agency} channel=REMOTE kind=APPEAL${rest}`;
const FIRST = dims('N01');
const THERE = dims('N02');
const BY_AGENCY = dims('N02', '', ' agency=A001');

const reversing = (target: Fact) =>
  fact(
    'EntryReversed',
    { targetEventId: target.id, reasonCode: 'NOT_HAPPENED', reason: '核查' },
    { by: authority, occurredAt: march(20) },
  );
const restating = (target: Fact, replacement: object, occurredAt?: string) =>
  fact(
    'EntryRestated',
    { targetEventId: target.id, reason: '录入错误', replacement, ...(occurredAt === undefined ? {} : { occurredAt }) },
    { by: authority, occurredAt: march(20) },
  );
const closedOn = (day: number, data: object = {}, by = window) =>
  fact('DemandClosed', { outcome: 'UNMET', reason: '无', ...data }, { by, occurredAt: march(day, 23, 59) });
const registered = (data: object) => fact('DemandRegistered', data, { by: window, occurredAt: march(2, 11, 30) });
const respondedAt = (occurredAt: string) => fact('DemandFirstResponded', RESPONDED, { by: window, occurredAt });

describe('rows of a demand', () => {
  it('are exactly these from registration to a second closing', async () => {
    await projected(dem(upTo('closedAgain')), async ({ rows }) => {
      expect(await rows('dem-1')).toEqual([
        `demand-registered 1 2026-03-02 ${FIRST}`,
        `response-due 1 2026-03-02 ${FIRST}`,
        `forward-owed 1 2026-03-02 ${FIRST}`,
        `demand-accepted 1 2026-03-02 ${FIRST}`,
        `closing-due 1 2026-03-02 ${FIRST}`,
        // 11:30–12:00 and 13:30–13:50: the noon break does not count.
        `response-minutes 50 2026-03-02 ${FIRST}`,
        `response-in-time 1 2026-03-02 ${FIRST}`,
        `forward-owed -1 2026-03-02 ${FIRST}`,
        `demand-forwarded 1 2026-03-02 ${FIRST}`,
        `forward-minutes 300 2026-03-02 ${FIRST}`,
        `receipt-minutes 30 2026-03-02 ${FIRST}`,
        // Referred: what was accepted at one node is due at the other.
        `demand-accepted -1 2026-03-02 ${FIRST}`,
        `closing-due -1 2026-03-02 ${FIRST}`,
        `demand-accepted 1 2026-03-02 ${THERE}`,
        `closing-due 1 2026-03-02 ${THERE}`,
        `demand-referred 1 2026-03-03 ${dims('HUB01', ' code=N02')}`,
        `demand-matched 1 2026-03-02 ${THERE}`,
        `match-tried 1 2026-03-04 ${BY_AGENCY}`,
        `match-days 2 2026-03-04 ${BY_AGENCY}`,
        `match-held 1 2026-03-04 ${BY_AGENCY}`,
        `demand-matched -1 2026-03-02 ${THERE}`,
        `match-held -1 2026-03-04 ${BY_AGENCY}`,
        `match-declined 1 2026-03-05 ${BY_AGENCY}`,
        `demand-matched 1 2026-03-02 ${THERE}`,
        `match-tried 1 2026-03-06 ${BY_AGENCY}`,
        `match-days 4 2026-03-06 ${BY_AGENCY}`,
        `match-held 1 2026-03-06 ${BY_AGENCY}`,
        // Due on Wednesday, 11 March, the seventh working day after.
        `met-in-time 1 2026-03-02 ${THERE}`,
        `demand-closed 1 2026-03-11 ${dims('N02', ' code=SATISFIED')}`,
        `return-called 1 2026-03-11 ${dims('N02', ' code=SATISFIED')}`,
        `return-call-satisfied 1 2026-03-11 ${dims('N02', ' code=SATISFIED')}`,
        // Reopened: the closing did not stand, and the next one is late.
        `met-in-time -1 2026-03-02 ${THERE}`,
        `demand-closed -1 2026-03-11 ${dims('N02', ' code=SATISFIED')}`,
        `return-called -1 2026-03-11 ${dims('N02', ' code=SATISFIED')}`,
        `return-call-satisfied -1 2026-03-11 ${dims('N02', ' code=SATISFIED')}`,
        `demand-reopened 1 2026-03-12 ${THERE}`,
        `closed-unmet 1 2026-03-02 ${THERE}`,
        `demand-closed 1 2026-03-13 ${dims('N02', ' code=UNMET')}`,
        `return-called 1 2026-03-13 ${dims('N02', ' code=UNMET')}`,
        `return-call-satisfied 1 2026-03-13 ${dims('N02', ' code=UNMET')}`,
      ]);
    });
  });

  it('come from no clock where there was no SLA', async () => {
    const facts = [registered(REGISTERED), stated.accepted, stated.responded, closedOn(3)];
    await projected(dem(facts), async ({ rows }) => {
      expect(await rows('dem-1')).toEqual([
        `demand-registered 1 2026-03-02 ${FIRST}`,
        `forward-owed 1 2026-03-02 ${FIRST}`,
        `demand-accepted 1 2026-03-02 ${FIRST}`,
        `demand-closed 1 2026-03-03 ${dims('N01', ' code=UNMET')}`,
      ]);
    });
  });

  describe('in a year whose holidays are not announced', () => {
    const next = (text: string): string => text.replace('2026', '2027');
    const { closeBy: _closeBy, hardCaseCloseBy: _hard, ...undated } = TERMS;
    const asked = [
      fact('DemandRegistered', { ...REGISTERED, sla: undated }, { by: window, occurredAt: next(march(2, 11, 30)) }),
      fact('DemandAccepted', {}, { by: window, occurredAt: next(march(2, 11, 45)) }),
    ];
    const measuresAfter = async (...more: readonly Fact[]): Promise<readonly string[]> => {
      let found: readonly string[] = [];
      await projected(dem([...asked, ...more]), async ({ rows }) => {
        found = (await rows('dem-1')).slice(5).map((row) => row.split(' ').slice(0, 2).join(' '));
      });
      return found;
    };
    const closed = (outcome: string, on: string) =>
      fact('DemandClosed', { outcome, reason: '无' }, { by: window, occurredAt: on });

    it.each([
      ['within what any morning allows', march(2, 12, 20), ['response-in-time 1']],
      ['the next day, which may be a holiday', march(3), ['response-due -1', 'response-untimed 1']],
      ['a month later', '2026-04-02T10:00:00.000+08:00', []],
    ])('a response is judged where no arrangement makes a difference: %s', async (_, at, expected) => {
      expect(await measuresAfter(respondedAt(next(at)))).toEqual(expected);
    });

    it.each([
      ['SATISFIED', march(9, 23, 59), ['met-in-time 1']],
      ['SATISFIED', march(16), ['closing-due -1', 'closing-untimed 1']],
      ['SATISFIED', '2026-04-20T10:00:00.000+08:00', []],
      ['UNMET', march(16), ['closed-unmet 1']],
    ])('so is a closing: %s on %s', async (outcome, at, expected) => {
      expect(await measuresAfter(closed(outcome, next(at)))).toEqual([...expected, 'demand-closed 1']);
    });
  });

  it('say a response at once as zero minutes, and one after the last in-time minute as late', async () => {
    const of = async (occurredAt: string): Promise<readonly string[]> => {
      let found: readonly string[] = [];
      await projected(dem([stated.registered, respondedAt(occurredAt)]), async ({ rows }) => {
        found = (await rows('dem-1')).slice(3).map((row) => row.split(' ').slice(0, 2).join(' '));
      });
      return found;
    };
    expect(await of(march(2, 11, 30))).toEqual(['response-minutes 0', 'response-in-time 1']);
    expect(await of(march(2, 14, 0))).toEqual(['response-minutes 60', 'response-in-time 1']);
    expect(await of(march(2, 14, 1))).toEqual(['response-minutes 61']);
    // The week before and the weekend: 30 minutes of Friday morning, 4 hours of its afternoon.
    expect(await of(march(9, 9, 0))).toEqual([`response-minutes ${30 + 240 + 4 * 420}`]);
  });

  it('excuse what the enterprise withdrew itself; not what was withdrawn by proxy', async () => {
    const withdrawn = (otherwise: object) =>
      fact(
        'DemandClosed',
        { outcome: 'WITHDRAWN', reason: '已解决' },
        { by: asker, occurredAt: march(5), ...otherwise },
      );
    const itself = [...upTo('accepted'), withdrawn({})];
    await projected(dem(itself), async ({ rows }) => {
      expect((await rows('dem-1')).slice(5)).toEqual([
        `forward-owed -1 2026-03-02 ${FIRST}`,
        `closing-excused 1 2026-03-02 ${FIRST}`,
        `demand-closed 1 2026-03-05 ${dims('N01', ' code=WITHDRAWN')}`,
      ]);
    });
    await projected(dem([...upTo('accepted'), withdrawn(byProxy('E001'))]), async ({ rows }) => {
      expect((await rows('dem-1')).slice(5)).toEqual([
        `forward-owed -1 2026-03-02 ${FIRST}`,
        `demand-closed 1 2026-03-05 ${dims('N01', ' code=WITHDRAWN')}`,
      ]);
    });
    await projected(dem([stated.registered, withdrawn({})]), async ({ rows }) => {
      expect((await rows('dem-1')).slice(3)).toEqual([
        `forward-owed -1 2026-03-02 ${FIRST}`,
        `demand-closed 1 2026-03-05 ${dims('N01', ' code=WITHDRAWN')}`,
      ]);
    });
  });

  it('give a hard case its longer period, to the end of the last day', async () => {
    const hard = fact('DemandHardCaseDeclared', { reason: '多部门' }, { by: hub, occurredAt: march(10) });
    const inTime = async (facts: readonly Fact[]): Promise<boolean | undefined> => {
      let found: boolean | undefined;
      await projected(dem(facts), async ({ store }) => {
        found = (await store.get<DemandDoc>(demandProjection, 'dem-1'))?.closed?.inTime;
      });
      return found;
    };
    expect(await inTime([...upTo('accepted'), closedOn(11)])).toBe(true);
    expect(await inTime([...upTo('accepted'), closedOn(12)])).toBe(false);
    expect(await inTime([...upTo('accepted'), hard, closedOn(23)])).toBe(true);
    expect(await inTime([...upTo('accepted'), hard, closedOn(24)])).toBe(false);
  });

  it('take a rejection back when the demand is reopened', async () => {
    const rejected = fact('DemandRejected', { reasonCode: 'DUPLICATE' }, { by: window, occurredAt: march(3) });
    const reopened = fact('DemandReopened', { reason: '并非重复' }, { by: asker, occurredAt: march(4) });
    await projected(dem([stated.registered, rejected, reopened]), async ({ rows }) => {
      expect((await rows('dem-1')).slice(3)).toEqual([
        `forward-owed -1 2026-03-02 ${FIRST}`,
        `demand-rejected 1 2026-03-03 ${dims('N01', ' code=DUPLICATE')}`,
        `demand-rejected -1 2026-03-03 ${dims('N01', ' code=DUPLICATE')}`,
        `forward-owed 1 2026-03-02 ${FIRST}`,
        `demand-reopened 1 2026-03-04 ${FIRST}`,
      ]);
    });
  });

  it('owe the hub nothing that it was asked itself', async () => {
    const atHub = fact('DemandRegistered', { ...REGISTERED, originNode: 'HUB01' }, { by: hub, occurredAt: march(2) });
    await projected(dem([atHub]), async ({ rows }) => {
      expect(await rows('dem-1')).toEqual([`demand-registered 1 2026-03-02 ${dims('HUB01')}`]);
    });
  });

  it('go back with the entry that stated them', async () => {
    await projected(
      dem([...upTo('forwarded'), reversing(stated.forwarded), reversing(stated.responded)]),
      async (made) => {
        expect((await made.rows('dem-1')).slice(11).sort()).toEqual([
          `demand-forwarded -1 2026-03-02 ${FIRST}`,
          `forward-minutes -300 2026-03-02 ${FIRST}`,
          `forward-owed 1 2026-03-02 ${FIRST}`,
          `receipt-minutes -30 2026-03-02 ${FIRST}`,
          `response-in-time -1 2026-03-02 ${FIRST}`,
          `response-minutes -50 2026-03-02 ${FIRST}`,
        ]);
      },
    );
  });

  it('follow a registration moved to another time and other terms', async () => {
    const earlier = { ...TERMS, version: 1, closeBy: '2026-03-10', firstResponseMinutes: 240 };
    const moved = restating(stated.registered, { ...REGISTERED, sla: earlier }, march(2, 9, 0));
    await projected(dem([...upTo('responded'), moved]), async ({ store, rows }) => {
      expect((await rows('dem-1')).slice(7)).toEqual([
        `response-minutes -50 2026-03-02 ${FIRST}`,
        `response-minutes 200 2026-03-02 ${FIRST}`,
      ]);
      expect(await store.get<DemandDoc>(demandProjection, 'dem-1')).toMatchObject({
        responseMinutes: 200,
        respondedInTime: true,
        sla: { version: 1 },
      });
    });
  });

  it('have no negative duration when a correction moves the registration past the response', async () => {
    const moved = restating(stated.registered, { ...REGISTERED, sla: TERMS }, march(4));
    await projected(dem([...upTo('forwarded'), moved]), async ({ store }) => {
      expect(await store.get<DemandDoc>(demandProjection, 'dem-1')).toMatchObject({
        responseMinutes: 0,
        forwards: [{ minutes: 0, receiptMinutes: 30 }],
      });
    });
  });
});

describe('durations', () => {
  it('have percentiles over what stands, zero among it', async () => {
    const minutes = [0, 20, 30, 50, 90];
    const log: Log = minutes.flatMap((each, n) => {
      const stream = `dem-${n}`;
      const facts = [
        registered({ ...REGISTERED, sla: TERMS }),
        respondedAt(march(3, 9 + Math.floor(each / 60), each % 60)),
      ];
      return facts.map(
        (one) =>
          [
            stream,
            {
              ...one,
              id: one.id.slice(0, -1) + String(n),
              meta: { ...one.meta, statementId: `${stream}-${one.type}` },
            },
          ] as const,
      );
    });
    const reversed = reversing({ ...respondedAt(march(3, 9)), id: log[1]?.[1].id ?? '' });
    const percentile = { measures: ['response-minutes'], function: { kind: 'percentile', p: 50 } } as const;
    await projected([...log, ['dem-0', reversed]], async ({ store }) => {
      const at = async (atPosition?: number) =>
        (
          await store.aggregate(demandProjection, {
            ...percentile,
            ...(atPosition === undefined ? {} : { atPosition }),
          })
        )[0]?.value;
      // 30 + 240 minutes of Monday come to each.
      expect([await at(log.length), await at()]).toEqual([300, 300]);
      expect((await store.rowsOf(demandProjection, 'dem-0')).map(({ amount }) => amount)).toContain(-270);
    });
  });
});

describe('the document of a demand', () => {
  it('shows what is known of it', async () => {
    await projected(dem(upTo('closed')), async ({ store }) => {
      expect(await store.get<DemandDoc>(demandProjection, 'dem-1')).toEqual({
        status: 'CLOSED_SATISFIED',
        kind: 'APPEAL',
        class: '11',
        classCode: '1101',
        channel: 'REMOTE',
        org: 'E001',
        budgetFen: 50_000_000,
        originNode: 'N01',
        node: 'N02',
        sla: TERMS,
        isHardCase: false,
        registeredAt: march(2, 11, 30),
        acceptedAt: march(2, 11, 45),
        respondedAt: march(2, 13, 50),
        responseMinutes: 50,
        respondedInTime: true,
        closed: { at: march(11, 9), outcome: 'SATISFIED', isSatisfied: true, byAskerItself: false, inTime: true },
        forwards: [
          {
            from: 'N01',
            to: 'HUB01',
            on: '2026-03-02',
            receiptId: FORWARDED.receiptId,
            minutes: 300,
            receiptMinutes: 30,
          },
        ],
        referrals: [{ from: 'HUB01', to: 'N02', on: '2026-03-03' }],
        matches: [
          { agency: 'A001', node: 'N02', on: '2026-03-04', days: 2, declinedOn: '2026-03-05' },
          { agency: 'A001', node: 'N02', on: '2026-03-06', days: 4 },
        ],
        agency: 'A001',
        reopenings: [],
      });
    });
  });

  it('is found by node, class, asker and agency', async () => {
    await projected(dem(upTo('matched')), async ({ store }) => {
      for (const where of [
        { node: 'N02' },
        { originNode: 'N01' },
        { class: '11' },
        { org: 'E001' },
        { agency: 'A001' },
      ])
        expect(await store.find(demandProjection, { where, limit: 2 })).toHaveLength(1);
    });
  });

  it('keeps the departments it was referred to, and its node', async () => {
    const referred = fact('DemandReferred', { department: '市金融局' }, { by: window, occurredAt: march(3) });
    await projected(dem([...upTo('accepted'), referred]), async ({ store }) => {
      expect(await store.get<DemandDoc>(demandProjection, 'dem-1')).toMatchObject({
        node: 'N01',
        referrals: [{ from: 'N01', department: '市金融局', on: '2026-03-03' }],
        status: 'REFERRED',
      });
    });
  });
});

describe('the projection', () => {
  it('comes to the same bytes with any page size', async () => {
    const log = dem([
      ...upTo('rematched'),
      restating(stated.referred, { department: '市金融局' }),
      closedOn(9, {}, otherWindow),
    ]);
    const digests: string[] = [];
    for (const pageEvents of [1, 3, 1000])
      await projected(log, async ({ digest }) => void digests.push(digest), pageEvents);
    expect(new Set(digests).size).toBe(1);
  });
});
