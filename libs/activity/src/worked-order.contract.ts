import type { Actor, Fact } from '#kernel';
import { fact, type Otherwise } from '../../../test/support/given.js';

/** One order from placing to an excluded rating, and the streams its placing sees; the past of many specs. */

export const buyer: Actor = { account: 'buyer-1', org: 'E001', role: 'SME' };
export const agency: Actor = { account: 'agency-1', org: 'A001', role: 'AGENCY' };
export const window: Actor = { account: 'window-1', org: 'W001', node: 'N01', role: 'WINDOW' };
export const hub: Actor = { account: 'hub-1', org: 'H001', node: 'HUB01', role: 'HUB' };
export const authority: Actor = { account: 'authority-1', org: 'G001', role: 'AUTHORITY' };

/** A time in March 2026: day, hour, minute. */
export const march = (day: number, hour = 10, minute = 0): string =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000+08:00`;

const early = { by: authority, occurredAt: '2026-01-05T10:00:00.000+08:00' } as const;
export const node = (code: string): Readonly<Record<string, readonly Fact[]>> => ({
  [`node-${code}`]: [fact('NodeAccepted', { on: '2026-01-05', inPlan: true }, early)],
});
export const organization = (org: string): Readonly<Record<string, readonly Fact[]>> => ({
  [`org-${org}`]: [
    fact('OrganizationRegistered', { name: '某某科技', kind: 'ENTERPRISE', foundedOn: '2020-01-01' }, early),
  ],
});

/** What placing sees when nothing is wrong. */
export const world: Readonly<Record<string, readonly Fact[]>> = {
  ...node('N01'),
  ...organization('E001'),
  ...organization('A001'),
  'mship-A001-P44': [fact('MembershipApproved', { classes: ['14', '99'], probationUntil: '2026-06-30' }, early)],
};

export const PLACED = {
  buyerOrgId: 'E001',
  agencyOrgId: 'A001',
  networkCode: 'P44',
  classCode: '1402',
  title: '知识产权诊断',
  demandId: 'd-1',
  priceFen: 3_000_000,
  welfareKind: 'LOW_FEE',
  servingNode: 'N01',
  originNode: 'N02',
  customised: true,
};

export const photo = { sha256: 'a'.repeat(64), kind: 'PHOTO', bytes: 2_000_000, mediaType: 'image/jpeg' };
export const report = { sha256: 'b'.repeat(64), kind: 'DELIVERABLE', bytes: 90_000, mediaType: 'application/pdf' };

export const SESSION = {
  startAt: march(3, 9),
  endAt: march(3, 11),
  channel: '3',
  staffIds: ['s-1'],
  minutes: 120,
  evidence: [photo],
};
const ONLINE = {
  startAt: march(4, 14),
  endAt: march(4, 15, 30),
  channel: '64',
  staffIds: ['s-1'],
  minutes: 90,
  evidence: [],
};
export const CONTRACT = {
  contractNo: 'HT-2026-1',
  amountFen: 3_000_000,
  signedOn: '2026-03-02',
  docHash: 'c'.repeat(64),
};
export const INVOICE = {
  kind: 'ORDINARY',
  number: '26442000000000000001',
  amountFen: 3_000_000,
  taxFen: 169_811,
  issuedOn: '2026-03-07',
  verification: 'VALID',
};
export const PAYMENT = {
  bankSerialHash: 'd'.repeat(64),
  amountFen: 1_500_000,
  payerOrgId: 'E001',
  payeeOrgId: 'A001',
  payerAccount: 'CORPORATE',
  paidOn: '2026-03-07',
};
export const COMPLETED = {
  sessions: 2,
  minutes: 210,
  contractFen: 3_000_000,
  invoicedFen: 3_000_000,
  paidFen: 1_500_000,
};

export const stated = {
  placed: fact('OrderPlaced', PLACED, { by: buyer, occurredAt: march(1) }),
  accepted: fact('OrderAccepted', {}, { by: agency, occurredAt: march(2) }),
  contract: fact('ContractRecorded', CONTRACT, { by: agency, occurredAt: march(2, 15) }),
  session: fact('SessionHeld', SESSION, { by: agency, occurredAt: march(3, 11) }),
  online: fact('SessionHeld', ONLINE, { by: window, occurredAt: march(4, 16) }),
  delivered: fact('OrderDelivered', { evidence: [report] }, { by: agency, occurredAt: march(5) }),
  confirmed: fact('OrderConfirmed', {}, { by: buyer, occurredAt: march(6) }),
  invoice: fact('InvoiceRecorded', INVOICE, { by: agency, occurredAt: march(7) }),
  payment: fact('PaymentEvidenceRecorded', PAYMENT, { by: buyer, occurredAt: march(7, 11) }),
  completed: fact('OrderCompleted', COMPLETED, { by: agency, occurredAt: march(8) }),
  rated: fact('RatingGiven', { level: 4, dimensions: { quality: 5 } }, { by: buyer, occurredAt: march(9) }),
  revised: fact('RatingRevised', { level: 5 }, { by: buyer, occurredAt: march(10) }),
  excluded: fact(
    'RatingExcluded',
    { reasonCode: 'MALICIOUS', basis: '复核决定1号' },
    { by: hub, occurredAt: march(11) },
  ),
};
export type Step = keyof typeof stated;

/** The order's past up to and including a step. */
export const upTo = (step: Step): readonly Fact[] => {
  const steps = Object.keys(stated);
  return Object.values<Fact>(stated).slice(0, steps.indexOf(step) + 1);
};

/** A fact of the past, entered by the serving node for a party. */
export const byProxy = (onBehalfOf: string): Otherwise => ({ by: window, enteredBy: 'PROXY', onBehalfOf });
