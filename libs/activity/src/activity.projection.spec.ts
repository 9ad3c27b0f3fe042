import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#kernel';
import { fact } from '#testing/given';
import { activityProjection, type ServiceDoc } from './activity.projection.js';
import { projectedBy, type Log } from '#testing/projected';
import { attendance, HELD, PLANNED, told, until, withoutOrg } from './worked-activity.fixture.js';
import {
  agency,
  authority,
  buyer,
  hub,
  march,
  photo,
  RED_LETTER,
  SESSION,
  stated,
  upTo,
} from './worked-order.fixture.js';

const projected = projectedBy(activityProjection);

const ord = (facts: readonly Fact[]): Log => facts.map((each) => ['ord-1', each]);
const act = (facts: readonly Fact[]): Log => facts.map((each) => ['act-1', each]);

/** Rows of services, without those of plans and of the public-welfare statement (see welfare-rows.spec.ts). */
const served = (rows: readonly string[]): readonly string[] =>
  rows.filter((row) => !/^(?:welfare|activity-due|activity-settled)/.test(row));

const ORDER = 'node=N01 class=14 org=E001 agency=A001';
const ACTIVITY = 'node=N01 class=13';

const reversing = (target: Fact) =>
  fact(
    'EntryReversed',
    { targetEventId: target.id, reasonCode: 'NOT_HAPPENED', reason: '核查' },
    { by: authority, occurredAt: march(20) },
  );
const restating = (target: Fact, replacement: object) =>
  fact(
    'EntryRestated',
    { targetEventId: target.id, reason: '录入错误', replacement },
    { by: authority, occurredAt: march(20) },
  );

describe('rows of an order', () => {
  it('are exactly these from placing to rating', async () => {
    await projected(ord(upTo('rated')), async ({ rows }) => {
      expect(await rows('ord-1')).toEqual([
        `order-placed 1 2026-03-01 ${ORDER} welfare=LOW_FEE code=DEMAND`,
        `order-accepted 1 2026-03-02 ${ORDER} welfare=LOW_FEE`,
        `demand-ordered 1 2026-03-02 ${ORDER} welfare=LOW_FEE code=d-1`,
        `order-cross-node 1 2026-03-02 ${ORDER} welfare=LOW_FEE code=N02`,
        `order-customised 1 2026-03-02 ${ORDER} welfare=LOW_FEE`,
        `amount-contracted 3000000 2026-03-02 ${ORDER} welfare=LOW_FEE`,
        `session 1 2026-03-03 ${ORDER} channel=OFFLINE welfare=LOW_FEE`,
        `contact-minutes 120 2026-03-03 ${ORDER} channel=OFFLINE welfare=LOW_FEE`,
        `session 1 2026-03-04 ${ORDER} channel=ONLINE welfare=LOW_FEE`,
        `contact-minutes 90 2026-03-04 ${ORDER} channel=ONLINE welfare=LOW_FEE`,
        `online-contact 1 2026-03-04 ${ORDER} channel=ONLINE welfare=LOW_FEE size=UNKNOWN`,
        `amount-invoiced 3000000 2026-03-07 ${ORDER} welfare=LOW_FEE`,
        `amount-paid 1500000 2026-03-07 ${ORDER} welfare=LOW_FEE`,
        `order-completed 1 2026-03-08 ${ORDER} welfare=LOW_FEE`,
        `service-unit 1 2026-03-08 ${ORDER} welfare=LOW_FEE size=UNKNOWN`,
        `rating 1 2026-03-09 ${ORDER} welfare=LOW_FEE level=4`,
        `rating-respect 5 2026-03-09 ${ORDER} welfare=LOW_FEE code=quality`,
        `order-rated 1 2026-03-08 ${ORDER} welfare=LOW_FEE`,
      ]);
    });
  });

  it('take a revised and an excluded rating back for the day it was given', async () => {
    await projected(ord(upTo('excluded')), async ({ rows }) => {
      expect((await rows('ord-1')).filter((row) => row.startsWith('rating'))).toEqual([
        `rating 1 2026-03-09 ${ORDER} welfare=LOW_FEE level=4`,
        `rating-respect 5 2026-03-09 ${ORDER} welfare=LOW_FEE code=quality`,
        `rating -1 2026-03-09 ${ORDER} welfare=LOW_FEE level=4`,
        `rating-respect -5 2026-03-09 ${ORDER} welfare=LOW_FEE code=quality`,
        `rating 1 2026-03-09 ${ORDER} welfare=LOW_FEE level=5`,
        `rating -1 2026-03-09 ${ORDER} welfare=LOW_FEE level=5`,
      ]);
    });
  });

  it('take back what a red letter takes back, on its own day, and nothing for an invoice that was reversed', async () => {
    const redLetter = fact('InvoiceRedLettered', RED_LETTER, { by: agency, occurredAt: march(9) });
    const reversal = fact(
      'EntryReversed',
      { targetEventId: stated.invoice.id, reasonCode: 'OTHER', reason: '误' },
      { by: hub, occurredAt: march(10) },
    );
    const invoiced = (rows: readonly string[]) => rows.filter((row) => row.startsWith('amount-invoiced'));
    await projected(ord([...upTo('payment'), redLetter]), async ({ rows }) => {
      expect(invoiced(await rows('ord-1'))).toEqual([
        `amount-invoiced 3000000 2026-03-07 ${ORDER} welfare=LOW_FEE`,
        `amount-invoiced -1000000 2026-03-09 ${ORDER} welfare=LOW_FEE`,
      ]);
    });
    await projected(ord([...upTo('payment'), redLetter, reversal]), async ({ rows }) => {
      expect(invoiced(await rows('ord-1')).slice(2)).toEqual([
        `amount-invoiced -3000000 2026-03-07 ${ORDER} welfare=LOW_FEE`,
        `amount-invoiced 1000000 2026-03-09 ${ORDER} welfare=LOW_FEE`,
      ]);
    });
  });

  it('count a buyer who cancels after acceptance for the day of acceptance, and take its contracts back', async () => {
    const cancelled = (by: typeof buyer) => fact('OrderCancelled', { reason: '停产' }, { by, occurredAt: march(5) });
    const calledOff = (by: string): string => `order-cancelled 1 2026-03-05 ${ORDER} kind=${by} welfare=LOW_FEE`;
    const takenBack = `amount-contracted -3000000 2026-03-02 ${ORDER} welfare=LOW_FEE`;
    await projected(ord([...upTo('contract'), cancelled(buyer)]), async ({ rows }) => {
      const undone = [
        `order-cancelled-by-buyer 1 2026-03-02 ${ORDER} kind=SME welfare=LOW_FEE`,
        calledOff('SME'),
        takenBack,
      ];
      expect((await rows('ord-1')).slice(6)).toEqual(undone);
    });
    await projected(ord([...upTo('contract'), cancelled(agency)]), async ({ rows }) => {
      expect((await rows('ord-1')).slice(6)).toEqual([calledOff('AGENCY'), takenBack]);
    });
    await projected(ord([...upTo('placed'), cancelled(buyer)]), async ({ rows }) => {
      expect((await rows('ord-1')).slice(1)).toEqual([calledOff('SME')]);
    });
  });

  it('count orders that were declined or ran out', async () => {
    const ended = (type: string, data: object, by: typeof buyer) => fact(type, data, { by, occurredAt: march(2) });
    await projected(ord([...upTo('placed'), ended('OrderDeclined', { reason: '满员' }, agency)]), async ({ rows }) => {
      expect((await rows('ord-1'))[1]).toBe(`order-declined 1 2026-03-02 ${ORDER} welfare=LOW_FEE`);
    });
    await projected(ord([...upTo('placed'), ended('OrderExpired', { days: 3 }, hub)]), async ({ rows }) => {
      expect((await rows('ord-1'))[1]).toBe(`order-expired 1 2026-03-02 ${ORDER} welfare=LOW_FEE`);
    });
  });

  it('take the contracts back when a ruling cancels the order', async () => {
    const disputed = fact(
      'OrderDisputed',
      { reasonCode: 'OTHER', reason: '争议' },
      { by: buyer, occurredAt: march(5, 12) },
    );
    const ruled = fact(
      'DisputeResolved',
      { ruling: 'CANCEL', refundFen: 50_000, basis: '裁定' },
      { by: hub, occurredAt: march(6) },
    );
    await projected(ord([...upTo('delivered'), disputed, ruled]), async ({ store, rows }) => {
      expect((await rows('ord-1')).slice(11)).toEqual([
        `order-disputed 1 2026-03-05 ${ORDER} kind=OTHER welfare=LOW_FEE`,
        `amount-refunded 50000 2026-03-06 ${ORDER} welfare=LOW_FEE`,
        `order-cancelled 1 2026-03-06 ${ORDER} kind=HUB welfare=LOW_FEE`,
        `amount-contracted -3000000 2026-03-02 ${ORDER} welfare=LOW_FEE`,
      ]);
      expect((await store.get<ServiceDoc>(activityProjection, 'ord-1'))?.status).toBe('CANCELLED');
    });
  });

  it('follow a restated session to its new minutes', async () => {
    const log = ord([...upTo('session'), restating(stated.session, { ...SESSION, minutes: 100, channel: '66' })]);
    await projected(log, async ({ store, rows }) => {
      expect((await rows('ord-1')).slice(8).sort()).toEqual([
        `contact-minutes -120 2026-03-03 ${ORDER} channel=OFFLINE welfare=LOW_FEE`,
        `contact-minutes 100 2026-03-03 ${ORDER} channel=REMOTE welfare=LOW_FEE`,
        `session -1 2026-03-03 ${ORDER} channel=OFFLINE welfare=LOW_FEE`,
        `session 1 2026-03-03 ${ORDER} channel=REMOTE welfare=LOW_FEE`,
      ]);
      expect(await store.get<ServiceDoc>(activityProjection, 'ord-1')).toMatchObject({ sessions: 1, minutes: 100 });
    });
  });
});

describe('rows of an activity', () => {
  const dims = `${ACTIVITY} agency=A001`;

  it('are exactly these from plan to verification', async () => {
    const log = act([...until('held'), attendance(1), withoutOrg(2), told.declared, told.attached, told.verified]);
    await projected(log, async ({ rows }) => {
      expect(served(await rows('act-1'))).toEqual([
        `activity-held 1 2026-03-10 ${dims} kind=TRAINING welfare=PUBLIC`,
        `session 1 2026-03-10 ${dims} channel=OFFLINE kind=TRAINING welfare=PUBLIC`,
        `contact-minutes 120 2026-03-10 ${dims} channel=OFFLINE kind=TRAINING welfare=PUBLIC`,
        `attendance 1 2026-03-10 ${ACTIVITY} org=E001 agency=A001 channel=OFFLINE kind=TRAINING welfare=PUBLIC`,
        `service-unit 1 2026-03-10 ${ACTIVITY} org=E001 agency=A001 kind=TRAINING welfare=PUBLIC size=UNKNOWN`,
        `attendance 1 2026-03-10 ${dims} channel=OFFLINE kind=TRAINING welfare=PUBLIC`,
        `attendance-declared 90 2026-03-10 ${dims} kind=TRAINING welfare=PUBLIC`,
        `attendance-unnamed 10 2026-03-10 ${dims} kind=TRAINING welfare=PUBLIC`,
      ]);
    });
  });

  it('move the session to the channel of most attended minutes', async () => {
    const online = attendance(2, { channel: '64', signedAt: march(10, 14) });
    const more = attendance(3, { channel: '64', signedAt: march(10, 14) });
    await projected(act([...until('attended'), online, more]), async ({ rows }) => {
      expect(served(await rows('act-1')).filter((row) => row.startsWith('session'))).toEqual([
        `session 1 2026-03-10 ${dims} channel=OFFLINE kind=TRAINING welfare=PUBLIC`,
        `session -1 2026-03-10 ${dims} channel=OFFLINE kind=TRAINING welfare=PUBLIC`,
        `session 1 2026-03-10 ${dims} channel=ONLINE kind=TRAINING welfare=PUBLIC`,
      ]);
    });
  });

  it('leave the session where it is when the minutes are even', async () => {
    const online = attendance(2, { channel: '64', signedAt: march(10, 14) });
    await projected(act([...until('attended'), online]), async ({ rows }) => {
      expect(served(await rows('act-1')).filter((row) => row.startsWith('session'))).toHaveLength(1);
    });
  });

  it('stand under several agencies at once and again for each of them', async () => {
    const joint = fact('ActivityPlanned', { ...PLANNED, agencies: ['A001', 'A002'] }, { occurredAt: march(1) });
    await projected(act([joint, told.scheduled, told.held]), async ({ store, rows }) => {
      const of = (measure: string, agency: string): string =>
        `${measure} 1 2026-03-10 ${ACTIVITY} agency=${agency} kind=TRAINING welfare=PUBLIC`;
      expect(served(await rows('act-1')).filter((row) => row.startsWith('activity-held'))).toEqual([
        of('activity-held', '*'),
        of('activity-held-for-each-agency', 'A001'),
        of('activity-held-for-each-agency', 'A002'),
      ]);
      const found = await store.find(activityProjection, { where: { agency: 'A002' }, limit: 10 });
      expect(found.map(({ id }) => id)).toEqual(['act-1']);
    });
  });

  it('count an exchange among peers as held, and as a service to nobody', async () => {
    const exchange = fact('ActivityPlanned', { ...PLANNED, kind: 'PEER_EXCHANGE' }, { occurredAt: march(1) });
    await projected(act([exchange, told.scheduled, told.held, told.attended]), async ({ rows }) => {
      const measures = served(await rows('act-1')).map((row) => row.split(' ')[0]);
      expect(measures).toEqual(['activity-held']);
    });
  });

  it('count nothing of an activity that was only planned', async () => {
    await projected(act(until('scheduled')), async ({ rows }) => expect(served(await rows('act-1'))).toEqual([]));
  });

  it('amount to the plan alone once it is invalidated, and to all of it when that is reversed', async () => {
    const net = (rows: readonly string[]) => {
      const totals: Record<string, number> = {};
      for (const row of rows) {
        const [measure = '', amount] = row.split(' ');
        totals[measure] = (totals[measure] ?? 0) + Number(amount);
      }
      return Object.fromEntries(Object.entries(totals).filter(([, total]) => total !== 0));
    };
    const all = {
      'activity-due': 1,
      'activity-settled': 1,
      'activity-held': 1,
      session: 1,
      'contact-minutes': 120,
      attendance: 1,
      'service-unit': 1,
      'welfare-planned': 1,
      'welfare-reported': 1,
      'welfare-delivered': 1,
      'welfare-quantity': 1,
    };
    const planned = { 'activity-due': 1, 'welfare-planned': 1, 'welfare-reported': 1 };
    const log = act([...until('attended'), told.invalidated]);
    await projected(log.slice(0, -1), async ({ rows }) => expect(net(await rows('act-1'))).toEqual(all));
    await projected(log, async ({ rows }) => expect(net(await rows('act-1'))).toEqual(planned));
    await projected([...log, ...act([reversing(told.invalidated)])], async ({ store, rows }) => {
      expect(net(await rows('act-1'))).toEqual(all);
      expect((await store.get<ServiceDoc>(activityProjection, 'act-1'))?.status).toBe('HELD');
    });
  });

  it('take a reversed attendance back', async () => {
    await projected(act([...until('attended'), reversing(told.attended)]), async ({ store, rows }) => {
      expect(served(await rows('act-1')).slice(5)).toEqual([
        `attendance -1 2026-03-10 ${ACTIVITY} org=E001 agency=A001 channel=OFFLINE kind=TRAINING welfare=PUBLIC`,
        `service-unit -1 2026-03-10 ${ACTIVITY} org=E001 agency=A001 kind=TRAINING welfare=PUBLIC size=UNKNOWN`,
      ]);
      expect(await store.get<ServiceDoc>(activityProjection, 'act-1')).toMatchObject({ named: 0 });
    });
  });

  it('count an enterprise once however many of its people attend, and as long as one did', async () => {
    const both = act([...until('attended'), attendance(2), reversing(told.attended)]);
    const unit = (amount: number) =>
      `service-unit ${amount} 2026-03-10 ${ACTIVITY} org=E001 agency=A001 kind=TRAINING welfare=PUBLIC size=UNKNOWN`;
    const states = (log: Log, ...units: readonly string[]) =>
      projected(log, async ({ rows }) =>
        expect((await rows('act-1')).filter((row) => row.startsWith('service-unit'))).toEqual(units),
      );
    await states(both.slice(0, -1), unit(1));
    await states(both, unit(1), unit(-1), unit(1));
  });

  it('count every contact of an enterprise online', async () => {
    const online = (n: number) => attendance(n, { channel: '64' });
    await projected(act([...until('held'), attendance(1), online(2), online(3)]), async ({ rows }) => {
      const contact = `online-contact 1 2026-03-10 ${ACTIVITY} org=E001 agency=A001 channel=ONLINE kind=TRAINING welfare=PUBLIC size=UNKNOWN`;
      expect((await rows('act-1')).filter((row) => row.startsWith('online-contact'))).toEqual([contact, contact]);
    });
  });

  it('hold a plan to its outcome, for the day it was last planned for', async () => {
    const plan = async (facts: readonly Fact[]): Promise<readonly string[]> => {
      let found: readonly string[] = [];
      await projected(act(facts), async ({ rows }) => {
        found = (await rows('act-1'))
          .filter((row) => /^activity-(?:due|settled)/.test(row))
          .map((row) => row.split(' ').slice(0, 3).join(' '));
      });
      return found;
    };
    const moved = fact(
      'ActivityRescheduled',
      { startAt: march(12, 14), endAt: march(12, 16), reason: '暴雨' },
      { occurredAt: march(3) },
    );
    const calledOff = fact('ActivityCancelled', { reason: '场地停用' }, { occurredAt: march(4) });
    const due = 'activity-due 1 2026-03-10';
    expect(await plan(until('scheduled'))).toEqual([due]);
    expect(await plan(until('held'))).toEqual([due, 'activity-settled 1 2026-03-10']);
    expect(await plan([...until('scheduled'), moved, calledOff])).toEqual([
      due,
      'activity-due -1 2026-03-10',
      'activity-due 1 2026-03-12',
      'activity-settled 1 2026-03-12',
    ]);
  });

  it('follow a restated holding to its new day', async () => {
    const moved = restating(told.held, { ...HELD, actualStart: march(9, 14), actualEnd: march(9, 15) });
    const later = fact(
      'EntryRestated',
      { ...moved.data, occurredAt: march(9, 15) },
      { by: authority, occurredAt: march(20) },
    );
    await projected(act([...until('held'), later]), async ({ rows }) => {
      expect(
        served(await rows('act-1'))
          .slice(3)
          .filter((row) => !row.includes(' -')),
      ).toEqual([
        `activity-held 1 2026-03-09 ${dims} kind=TRAINING welfare=PUBLIC`,
        `session 1 2026-03-09 ${dims} channel=OFFLINE kind=TRAINING welfare=PUBLIC`,
        `contact-minutes 60 2026-03-09 ${dims} channel=OFFLINE kind=TRAINING welfare=PUBLIC`,
      ]);
    });
  });
});

describe('documents', () => {
  it('show an order as it stands', async () => {
    await projected(ord(upTo('excluded')), async ({ store }) => {
      expect(await store.get(activityProjection, 'ord-1')).toEqual({
        is: 'order',
        status: 'RATING_EXCLUDED',
        disputedFrom: 'ABSENT',
        node: 'N01',
        originNode: 'N02',
        agency: 'A001',
        buyer: 'E001',
        size: 'UNKNOWN',
        class: '14',
        classCode: '1402',
        welfare: 'LOW_FEE',
        title: '知识产权诊断',
        customised: true,
        demandId: 'd-1',
        priceFen: 3_000_000,
        placedOn: '2026-03-01',
        acceptedOn: '2026-03-02',
        completedOn: '2026-03-08',
        sessions: 2,
        contacts: 2,
        minutes: 210,
        contracts: [{ signedFor: '2026-03-02', fen: 3_000_000 }],
        invoicedFen: 3_000_000,
        invoices: { '26442000000000000001': 3_000_000 },
        paidFen: 1_500_000,
        isConfirmed: true,
        evidence: { PHOTO: 1, DELIVERABLE: 1 },
        rating: { level: 5, on: '2026-03-09', excluded: true },
        flags: [],
      });
    });
  });

  it('show an activity as it stands', async () => {
    await projected(act(until('verified')), async ({ store }) => {
      expect(await store.get(activityProjection, 'act-1')).toEqual({
        is: 'activity',
        status: 'VERIFIED',
        node: 'N01',
        agency: ['A001'],
        kind: 'TRAINING',
        class: '13',
        classCode: '13',
        welfare: 'PUBLIC',
        network: 'P44',
        entry: 'GY-01',
        terms: { catalogueVersion: 2, unit: 'ORGS', evidenceKinds: ['SIGN_IN', 'PHOTO'] },
        title: '数字化转型公开课',
        feeFen: 0,
        capacity: 100,
        startAt: march(10, 14),
        endAt: march(10, 16),
        heldOn: '2026-03-10',
        minutes: 120,
        headcount: 90,
        mainChannel: 'OFFLINE',
        channel: 'OFFLINE',
        attendedMinutes: { OFFLINE: 120 },
        named: 1,
        served: [{ org: 'E001', size: 'UNKNOWN' }],
        declared: { enterprises: 40, persons: 90, unnamed: 10 },
        evidence: { PHOTO: 1 },
        files: { PHOTO: [photo.sha256] },
        flags: [],
      });
    });
  });

  it('collect flags and are found by them', async () => {
    const crowded = fact(
      'ActivityHeld',
      { ...HELD, headcount: 500, flags: ['over-capacity'] },
      { occurredAt: march(10, 16) },
    );
    const late = fact(
      'ActivityEvidenceAttached',
      { evidence: [], flags: ['late-evidence'] },
      { occurredAt: march(30) },
    );
    await projected(act([told.planned, told.scheduled, crowded, late]), async ({ store }) => {
      const found = await store.find(activityProjection, { where: { flags: 'late-evidence' }, limit: 10 });
      expect(found.map(({ doc }) => doc['flags'])).toEqual([['over-capacity', 'late-evidence']]);
    });
  });

  it('and rows come out the same event by event and all at once', async () => {
    const log = [
      ...ord([
        ...upTo('session'),
        restating(stated.session, { ...SESSION, minutes: 100 }),
        ...upTo('excluded').slice(4),
      ]),
      ...act([...until('attached'), reversing(told.attended), told.invalidated]),
    ];
    const digests: string[] = [];
    for (const pageEvents of [1, 3, 1000])
      await projected(log, async ({ digest }) => void digests.push(digest), pageEvents);
    expect(new Set(digests).size).toBe(1);
  });

  it('skip events of a newer build', () => {
    const unknown = fact('OrderTeleported', {});
    const doc = activityProjection.project?.(undefined, stated.placed, 'ord-1');
    expect(activityProjection.project?.(doc, unknown, 'ord-1')).toBe(doc);
    expect(activityProjection.measure?.(unknown, doc, doc, 'ord-1')).toEqual([]);
  });
});
