import { sha256 } from '#kernel';
import type { Outcome, Said, Speaker, TraceTeller } from './trace-teller.js';
import { AGENCY, AUTHORITY, BUYER, HUB, OFFER, on, openCity, publish, WINDOW } from './worked-city.js';

/**
 * A city's enterprise asks for a technical service on 11 September 2026, orders it, pays half of it, and rates it; in
 * December an inspection finds that the second session never took place.
 */

/** Positions at which figures are asked for, and what was refused on the way. */
export interface WorkedTrace {
  /** The last event recorded in November, and in December. */
  readonly november: number;
  readonly december: number;
  readonly refused: readonly { readonly what: string; readonly code: string }[];
}

export async function tellWorkedTrace(teller: TraceTeller): Promise<WorkedTrace> {
  await openCity(teller);
  await publish(teller);
  await demand(teller);
  const served = await order(teller);
  const november = await closeMonths(teller);
  return { november, ...(await inspect(teller, served)) };
}

async function demand(teller: TraceTeller): Promise<void> {
  const subject = 'dem-1';
  const say = (by: Speaker, type: string, clock: string, data: object): Promise<Outcome> =>
    teller.say(by, { type: `demand.${type}`, subject, time: on('09-11', clock), data });
  await say(BUYER, 'demand-registered', '09:00', {
    orgId: BUYER.org,
    classCode: '14',
    kind: 'SERVICE',
    textSha256: sha256('需要质量体系认证辅导'),
    budgetFen: 3_500_000,
    channel: '61',
    originNode: 'W4407',
    contactMedium: 'PHONE',
  });
  await say(WINDOW, 'demand-accepted', '09:05', { handlerId: 'staff-1' });
  const response = { by: 'staff-1', medium: 'PHONE', summarySha256: sha256('已联系') };
  await say(WINDOW, 'demand-first-responded', '09:38', response);
  const match = { agencyOrgId: AGENCY.org, networkCode: 'GD', itemId: 'renzheng' };
  await say(WINDOW, 'demand-matched', '15:00', match);
}

/** The entries that the inspection is about. */
interface Served {
  readonly falseSession: Outcome;
  readonly confirmed: Outcome;
  readonly completed: Outcome;
  readonly rated: Outcome;
}

async function order(teller: TraceTeller): Promise<Served> {
  const say = (by: Speaker, type: string, time: string, data: object): Promise<Outcome> =>
    teller.say(by, { type: `activity.${type}`, subject: 'ord-1', time, data });
  await say(BUYER, 'order-placed', on('09-18', '10:00'), {
    buyerOrgId: BUYER.org,
    agencyOrgId: AGENCY.org,
    networkCode: 'GD',
    classCode: '14',
    title: OFFER.title,
    itemId: 'renzheng',
    itemVersion: 1,
    demandId: '1',
    priceFen: 3_000_000,
    welfareKind: 'VALUE_ADDED',
    servingNode: 'W4407',
    customised: false,
  });
  await say(AGENCY, 'order-accepted', on('09-19', '09:00'), {});
  const contract = { contractNo: 'HT-1', amountFen: 3_000_000, signedOn: '2026-09-19', docHash: sha256('h1') };
  await say(AGENCY, 'contract-recorded', on('09-19', '11:00'), contract);
  const session = (day: string, end: string, channel: string, minutes: number) => ({
    startAt: on(day, '14:00'),
    endAt: on(day, end),
    channel,
    staffIds: ['expert-1'],
    minutes,
    evidence: [],
  });
  await say(AGENCY, 'session-held', on('09-22', '16:00'), session('09-22', '16:00', '3', 120));
  const falseSession = await say(AGENCY, 'session-held', on('09-29', '15:30'), session('09-29', '15:30', '64', 90));
  await say(AGENCY, 'order-delivered', on('10-08', '09:00'), { evidence: [] });
  const confirmed = await say(BUYER, 'order-confirmed', on('10-08', '15:00'), {});
  await teller.say(WINDOW, {
    type: 'demand.demand-closed',
    subject: 'dem-1',
    time: on('10-08', '16:00'),
    data: { outcome: 'SATISFIED', reason: '已签约并交付' },
  });
  await say(AGENCY, 'invoice-recorded', on('10-09', '09:00'), {
    kind: 'SPECIAL',
    number: '26447000000000000001',
    amountFen: 3_000_000,
    taxFen: 169_811,
    issuedOn: '2026-10-09',
    verification: 'VALID',
  });
  await say(BUYER, 'payment-evidence-recorded', on('10-09', '10:00'), {
    bankSerialHash: sha256('h3'),
    amountFen: 1_500_000,
    payerOrgId: BUYER.org,
    payeeOrgId: AGENCY.org,
    payerAccount: 'CORPORATE',
    paidOn: '2026-10-09',
  });
  const totals = { sessions: 2, minutes: 210, contractFen: 3_000_000, invoicedFen: 3_000_000, paidFen: 1_500_000 };
  const completed = await say(AGENCY, 'order-completed', on('10-09', '16:00'), totals);
  const rated = await say(BUYER, 'rating-given', on('10-09', '20:00'), { level: 4, dimensions: { quality: 4 } });
  return { falseSession, confirmed, completed, rated };
}

const month = (yearMonth: string): string => `sub-node-W4407-${yearMonth}`;

/** The window's September and October are closed. Gives back the last position of November. */
async function closeMonths(teller: TraceTeller): Promise<number> {
  const close = async (yearMonth: string, day: string): Promise<number> => {
    const subject = month(yearMonth);
    const declared = { type: 'submission.submission-declared-complete', subject, time: on(day, '17:00'), data: {} };
    await teller.say(WINDOW, declared);
    const closed = { type: 'submission.period-closed', subject, time: on(day, '22:00'), data: {} };
    return (await teller.say(HUB, closed)).position;
  };
  await close('202609', '10-14');
  return close('202610', '11-09');
}

/**
 * 12 December: the hub may not take the session out, because the month is closed; nor after it was opened again, because a
 * completed order stands on it. What stands on it is taken back from the end, entry by entry.
 */
async function inspect(teller: TraceTeller, served: Served): Promise<Omit<WorkedTrace, 'november'>> {
  const refused: { what: string; code: string }[] = [];
  const reversal = ({ eventId }: Outcome, time: string): Said => ({
    type: 'activity.entry-reversed',
    subject: 'ord-1',
    time,
    data: { targetEventId: eventId, reasonCode: 'NOT_HAPPENED', reason: '12月12日督查:9月29日服务未发生' },
  });
  const attempt = async (what: string, by: Speaker, said: Said): Promise<void> => {
    refused.push({ what, code: (await teller.ask(by, said)).code });
  };
  await attempt('September is closed', HUB, reversal(served.falseSession, on('12-12', '10:00')));
  await attempt('the agency does not correct itself', AGENCY, reversal(served.falseSession, on('12-12', '10:30')));
  for (const yearMonth of ['202609', '202610'])
    await teller.say(AUTHORITY, {
      type: 'submission.period-reopened',
      subject: month(yearMonth),
      time: on('12-14', '09:00'),
      data: { reason: '督查发现虚假服务,更正', basisSha256: sha256('督查通知') },
    });
  await attempt('the order was completed on it', HUB, reversal(served.falseSession, on('12-14', '10:00')));
  for (const [index, entry] of [served.rated, served.completed, served.confirmed, served.falseSession].entries())
    await teller.say(HUB, reversal(entry, on('12-15', `10:0${index}`)));
  let december = 0;
  for (const yearMonth of ['202609', '202610']) {
    const closed = { type: 'submission.period-closed', subject: month(yearMonth), time: on('12-16', '22:00'), data: {} };
    ({ position: december } = await teller.say(HUB, closed));
  }
  return { december, refused };
}
