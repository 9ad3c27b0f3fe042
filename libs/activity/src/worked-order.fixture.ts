import type { Actor, Fact } from '#kernel';
import { fact, type Otherwise } from '#testing/given';

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

/** A demand of E001 for this, accepted on 1 February. */
const DEMAND = { orgId: 'E001', classCode: '1402', kind: 'SERVICE', originNode: 'N02' };
const february = (day: number, hour = 10): Otherwise => ({
  by: window,
  occurredAt: `2026-02-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000+08:00`,
});
export const demand = (id: string, differently: object = {}): Readonly<Record<string, readonly Fact[]>> => ({
  [`dem-${id}`]: [
    fact('DemandRegistered', { ...DEMAND, ...differently }, february(1, 9)),
    fact('DemandAccepted', {}, february(1)),
  ],
});

/** An item of A001, its second version on the shelf since 2 February. */
const OFFER = {
  agencyOrgId: 'A001',
  networkCode: 'P44',
  classCode: '14',
  title: '知识产权诊断',
  priceFen: 3_000_000,
  priceMode: 'FIXED',
  welfareKind: 'LOW_FEE',
};
export const item = (id: string, differently: object = {}): Readonly<Record<string, readonly Fact[]>> => ({
  [`item-${id}`]: [
    fact('ServiceItemDrafted', { ...OFFER, title: '诊断', ...differently }, february(1)),
    fact('ServiceItemListed', { version: 1 }, february(1, 11)),
    fact('ServiceItemRevised', { ...OFFER, ...differently, version: 2 }, february(2)),
    fact('ServiceItemListed', { version: 2 }, february(2, 11)),
  ],
});

const entry = (code: string, unit: string, evidenceKinds: readonly string[]) => ({ code, unit, evidenceKinds });
/** The welfare catalogue of P44, in its second version since 1 February. */
export const catalogue: Readonly<Record<string, readonly Fact[]>> = {
  'wcat-P44': [
    fact(
      'WelfareCataloguePublished',
      { version: 1, effectiveFrom: '2026-01-01', entries: [entry('GY-01', 'TIMES', []), entry('GY-09', 'TIMES', [])] },
      early,
    ),
    fact(
      'WelfareCataloguePublished',
      {
        version: 2,
        effectiveFrom: '2026-02-01',
        entries: [
          entry('GY-01', 'ORGS', ['SIGN_IN', 'PHOTO']),
          entry('GY-02', 'SESSIONS', ['PHOTO', 'DELIVERABLE']),
          entry('GY-03', 'PERSONS', []),
        ],
      },
      early,
    ),
  ],
};

/** What placing sees when nothing is wrong. */
export const world: Readonly<Record<string, readonly Fact[]>> = {
  ...node('N01'),
  ...organization('E001'),
  ...organization('A001'),
  ...demand('d-1'),
  ...item('i-1'),
  ...catalogue,
  'mship-A001-P44': [fact('MembershipApproved', { classes: ['14', '99'], probationUntil: '2026-06-30' }, early)],
};

const ORDER = {
  buyerOrgId: 'E001',
  served: { kind: 'ENTERPRISE' },
  agencyOrgId: 'A001',
  networkCode: 'P44',
  classCode: '1402',
  title: '知识产权诊断',
  priceFen: 3_000_000,
  welfareKind: 'LOW_FEE',
  servingNode: 'N01',
  originNode: 'N02',
  customised: true,
};

export const PLACED = { ...ORDER, demandId: 'd-1' };
export const PLACED_DIRECTLY = { ...ORDER, withoutDemand: 'DIRECT' };

/** Public welfare, under an entry of the catalogue and for no demand. */
export const PLACED_PUBLIC = {
  ...PLACED_DIRECTLY,
  priceFen: 0,
  welfareKind: 'PUBLIC',
  entryCode: 'GY-02',
  terms: { catalogueVersion: 2, unit: 'SESSIONS', evidenceKinds: ['PHOTO', 'DELIVERABLE'] },
};

/** An order placed as on 1 March, in the newest shape. */
export const placed = (data: object, otherwise: Otherwise = {}): Fact<string, object> =>
  fact('OrderPlaced', data, { by: buyer, occurredAt: march(1), version: 2, ...otherwise });

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
/** Takes a third of it back. */
export const RED_LETTER = {
  number: INVOICE.number,
  redNumber: '26442000000000000009',
  amountFen: 1_000_000,
  issuedOn: '2026-03-07',
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
  placed: placed(PLACED),
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
