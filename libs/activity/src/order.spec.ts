import { describe, expect, it } from '@jest/globals';
import type { Actor, Fact } from '#kernel';
import { fact, given, type Otherwise } from '#testing/given';
import {
  agency,
  authority,
  buyer,
  byProxy,
  COMPLETED,
  CONTRACT,
  hub,
  INVOICE,
  march,
  node,
  organization,
  PAYMENT,
  placed,
  PLACED,
  report,
  SESSION,
  stated,
  upTo,
  window,
  world,
  type Step,
} from './worked-order.fixture.js';
import { order } from './order.js';
import { paper } from './paper.js';

const after = (step: Step) => given(order).among(paper).past(upTo(step));
const placing = (differently: object = {}, otherwise: Otherwise = {}) =>
  placed({ ...PLACED, ...differently }, otherwise);
const place = (statement: Fact) => given(order).among(paper).seeing(world).when(statement);
const session = (differently: object, otherwise: Otherwise = {}) =>
  fact('SessionHeld', { ...SESSION, ...differently }, { by: agency, occurredAt: march(3, 11), ...otherwise });
const invoice = (differently: object, otherwise: Otherwise = {}) =>
  fact('InvoiceRecorded', { ...INVOICE, ...differently }, { by: agency, occurredAt: march(7, 12), ...otherwise });
const payment = (differently: object, otherwise: Otherwise = {}) =>
  fact(
    'PaymentEvidenceRecorded',
    { ...PAYMENT, ...differently },
    { by: buyer, occurredAt: march(7, 12), ...otherwise },
  );

describe('an order', () => {
  it('goes from placing to an excluded rating', () => {
    const past: Fact[] = [];
    for (const step of Object.values<Fact>(stated)) {
      given(order).among(paper).past(past).seeing(world).when(step).recordsIt();
      past.push(step);
    }
  });

  it('is declined', () => {
    after('placed')
      .when(fact('OrderDeclined', { reason: '档期已满' }, { by: agency, occurredAt: march(2) }))
      .recordsIt();
  });

  it('expires when the agency did not answer in 7 days', () => {
    after('placed')
      .when(fact('OrderExpired', { days: 7 }, { by: hub, occurredAt: march(8) }))
      .recordsIt();
  });

  it('counts as confirmed after 15 days of silence', () => {
    after('delivered')
      .when(fact('OrderDeemedConfirmed', { days: 15 }, { by: hub, occurredAt: march(20) }))
      .recordsIt();
  });

  it('is cancelled by buyer, agency or hub before delivery', () => {
    for (const by of [buyer, agency, hub])
      after('online')
        .when(fact('OrderCancelled', { reason: '企业停产' }, { by, occurredAt: march(5) }))
        .recordsIt();
  });

  it('is disputed by either party, and what is ruled leads on', () => {
    const disputed = fact(
      'OrderDisputed',
      { reasonCode: 'OTHER', reason: '交付不符' },
      { by: buyer, occurredAt: march(5, 12) },
    );
    after('delivered').when(disputed).recordsIt();
    const ruled = (ruling: string) =>
      given(order)
        .among(paper)
        .past([...upTo('delivered'), disputed])
        .when(fact('DisputeResolved', { ruling, refundFen: 0, basis: '调解书' }, { by: hub, occurredAt: march(6) }))
        .state;
    expect(['RESUME', 'UPHOLD', 'CANCEL'].map((ruling) => ruled(ruling))).toMatchObject([
      { status: 'DELIVERED' },
      { status: 'DEEMED_CONFIRMED' },
      { status: 'CANCELLED' },
    ]);
  });

  it('takes invoices and payments after it is rated', () => {
    after('rated')
      .when(invoice({ number: '26442000000000000002', amountFen: 0 }, { occurredAt: march(12) }))
      .recordsIt();
    after('rated')
      .when(payment({ bankSerialHash: 'e'.repeat(64) }, { occurredAt: march(12) }))
      .recordsIt();
  });

  it('belongs to its parties and its nodes', () => {
    const { state } = after('placed').when(stated.accepted);
    expect(order.parties(state as never, 'ord-T01')).toEqual({ nodes: ['N01', 'N02'], orgs: ['E001', 'A001'] });
    expect(order.parties(order.initial, 'ord-T01')).toEqual({ nodes: [], orgs: [] });
  });
});

describe('who may state what of an order', () => {
  it('lets serving and origin node place for the buyer', () => {
    place(placing({}, byProxy('E001'))).recordsIt();
    place(placing({}, { ...byProxy('E001'), by: { ...window, node: 'N02' } })).recordsIt();
  });

  it('lets the serving node enter what the agency says and does, and the papers of both', () => {
    const enter = (step: Step, past: Step, onBehalfOf: string) => {
      const { type, data, meta } = stated[step];
      after(past)
        .when(fact(type, data, { ...byProxy(onBehalfOf), occurredAt: meta.occurredAt }))
        .recordsIt();
    };
    enter('accepted', 'placed', 'A001');
    enter('contract', 'accepted', 'E001');
    enter('session', 'contract', 'A001');
    enter('delivered', 'online', 'A001');
    enter('invoice', 'confirmed', 'A001');
    enter('payment', 'invoice', 'E001');
  });

  it('refuses another buyer or agency', () => {
    place(placing({}, { by: { ...buyer, org: 'E999' } })).refuses('not-own-business');
    const stranger = { ...agency, org: 'A999' };
    after('placed')
      .when(fact('OrderAccepted', {}, { by: stranger, occurredAt: march(2) }))
      .refuses('not-own-business');
  });

  // Never (access): a window posts for another node
  it('refuses other nodes, in their own name and as proxies', () => {
    const other = { ...window, node: 'N09' };
    after('accepted')
      .when(session({}, { by: other }))
      .refuses('not-own-node');
    place(placing({}, { ...byProxy('E001'), by: other })).refuses('not-own-node');
  });

  it('refuses a node that places or accepts without saying for whom', () => {
    place(placing({}, { by: window })).refuses('proxy-required');
    place(placing({}, byProxy('A001'))).refuses('proxy-required');
    after('placed')
      .when(fact('OrderAccepted', {}, { by: window, occurredAt: march(2) }))
      .refuses('proxy-required');
  });

  // Never (the business): a rating exists by default, by silence, by ruling or by proxy
  it('refuses proxies for what only the buyer can say', () => {
    const proxied = (step: Step, past: Step) => {
      const { type, data, meta } = stated[step];
      const otherwise: Otherwise = { by: buyer, enteredBy: 'PROXY', onBehalfOf: 'E001', occurredAt: meta.occurredAt };
      after(past)
        .when(fact(type, data, otherwise))
        .refuses('proxy-not-allowed');
    };
    proxied('confirmed', 'delivered');
    proxied('rated', 'completed');
    proxied('revised', 'rated');
  });

  it('refuses confirmation and rating by window, agency or hub', () => {
    for (const by of [window, agency, hub]) {
      after('delivered')
        .when(fact('OrderConfirmed', {}, { by, occurredAt: march(6) }))
        .refuses('role-may-not-state');
      after('completed')
        .when(fact('RatingGiven', { level: 5 }, { by, occurredAt: march(9) }))
        .refuses('role-may-not-state');
    }
  });

  it('refuses confirmation and rating by another enterprise', () => {
    const by = { ...buyer, org: 'E002' };
    after('delivered')
      .when(fact('OrderConfirmed', {}, { by, occurredAt: march(6) }))
      .refuses('not-own-business');
    after('completed')
      .when(fact('RatingGiven', { level: 1 }, { by, occurredAt: march(9) }))
      .refuses('not-own-business');
  });

  it('refuses a proxy for what the network itself says', () => {
    const by: Otherwise = { by: hub, enteredBy: 'PROXY', onBehalfOf: 'A001', occurredAt: march(20) };
    after('delivered')
      .when(fact('OrderDeemedConfirmed', { days: 15 }, by))
      .refuses('proxy-not-allowed');
  });

  it('refuses rulings and exclusions by an organisation related to a party', () => {
    const related = fact('OrganizationRelationDeclared', { otherOrgId: 'A001', kind: 'GROUP' });
    after('revised')
      .seeing({ 'org-H001': [related] })
      .when(stated.excluded)
      .refuses('own-business');
  });

  it('refuses rulings and exclusions by a party or from its nodes', () => {
    const disputed = fact(
      'OrderDisputed',
      { reasonCode: 'OTHER', reason: '交付不符' },
      { by: buyer, occurredAt: march(5, 12) },
    );
    const ruling = { ruling: 'RESUME', refundFen: 0, basis: '调解书' };
    for (const by of [
      { ...hub, org: 'A001' },
      { ...hub, node: 'N02' },
      { ...authority, org: 'E001' },
    ]) {
      const past = [...upTo('delivered'), disputed];
      given(order)
        .among(paper)
        .past(past)
        .when(fact('DisputeResolved', ruling, { by, occurredAt: march(6) }))
        .refuses('own-business');
      const excluded = fact('RatingExcluded', stated.excluded.data, { by, occurredAt: march(11) });
      after('rated').when(excluded).refuses('own-business');
    }
  });
});

describe('placing', () => {
  const seeing = (others: Readonly<Record<string, readonly Fact[]>>) =>
    given(order)
      .among(paper)
      .seeing({ ...world, ...others })
      .when(placing());
  const agencyPast = world['mship-A001-P44'] ?? [];
  const membership = (type: string, data: object, occurredAt = '2026-02-01T10:00:00.000+08:00') =>
    seeing({ 'mship-A001-P44': [...agencyPast, fact(type, data, { by: hub, occurredAt })] });

  it('refuses a buyer that is unknown or was deregistered by then', () => {
    seeing({ 'org-E001': [] }).refuses('organization-not-registered');
    const gone = (on: string) => fact('OrganizationDeregistered', { on }, { by: authority, occurredAt: march(1, 9) });
    const past = organization('E001')['org-E001'] ?? [];
    seeing({ 'org-E001': [...past, gone('2026-03-01')] }).refuses('organization-deregistered');
    seeing({ 'org-E001': [...past, gone('2026-03-02')] }).recordsIt();
  });

  it('refuses an agency that was no live member at the time of the order', () => {
    seeing({ 'mship-A001-P44': [] }).refuses('membership-not-live');
    membership('MembershipSuspended', { basis: '整改' }).refuses('membership-not-live');
    membership('MembershipExited', { mode: 'VOLUNTARY', basis: '申请' }).refuses('membership-not-live');
    const barred = { until: '2029-01-01', basis: '虚假申报', decisionSha256: 'f'.repeat(64) };
    membership('AgencyBarred', barred).refuses('membership-not-live');
  });

  it('accepts an order from before the agency was suspended, and after it was reinstated', () => {
    membership('MembershipSuspended', { basis: '整改' }, march(2)).recordsIt();
    const suspended = fact(
      'MembershipSuspended',
      { basis: '整改' },
      { by: hub, occurredAt: '2026-02-01T10:00:00.000+08:00' },
    );
    const reinstated = fact(
      'MembershipReinstated',
      { basis: '整改完成' },
      { by: hub, occurredAt: '2026-02-20T10:00:00.000+08:00' },
    );
    seeing({ 'mship-A001-P44': [...agencyPast, suspended, reinstated] }).recordsIt();
  });

  it('refuses a class the agency is not admitted for, and follows later additions and removals', () => {
    given(order)
      .among(paper)
      .seeing(world)
      .when(placing({ classCode: '17' }))
      .refuses('class-not-admitted');
    membership('ServiceClassRemoved', { classCode: '14' }).refuses('class-not-admitted');
    membership('ServiceClassAdded', { classCode: '17' }).recordsIt();
  });

  it('refuses a serving node that is not accepted, suspended or gone', () => {
    seeing({ 'node-N01': [] }).refuses('node-not-in-operation');
    const past = node('N01')['node-N01'] ?? [];
    const suspended = fact(
      'NodeSuspended',
      { basisKind: 'OTHER', basis: '整改' },
      { by: authority, occurredAt: march(1, 9) },
    );
    seeing({ 'node-N01': [...past, suspended] }).refuses('node-not-in-operation');
    const reinstated = fact('NodeReinstated', { basis: '完成' }, { by: authority, occurredAt: march(1, 9) });
    seeing({ 'node-N01': [...past, suspended, reinstated] }).recordsIt();
    const exited = { basis: '撤销', effectiveOn: '2026-03-01', handoverNodeCode: 'N02' };
    seeing({ 'node-N01': [...past, fact('NodeExited', exited, { by: authority })] }).refuses('node-not-in-operation');
  });

  it('flags parties that declared a relation, whichever of the two did', () => {
    const declared = (otherOrgId: string) => fact('OrganizationRelationDeclared', { otherOrgId, kind: 'GROUP' });
    const flagged = { type: 'OrderPlaced', data: { ...PLACED, flags: ['related-parties'] } };
    seeing({ 'org-E001': [...(world['org-E001'] ?? []), declared('A001')] }).records(flagged);
    seeing({ 'org-A001': [...(world['org-A001'] ?? []), declared('E001')] }).records(flagged);
  });

  it('asks a reason for class 99 and flags it', () => {
    place(placing({ classCode: '99' })).refuses('class-reason-missing');
    const other = { ...PLACED, classCode: '99', classReason: '数字化转型诊断' };
    place(placing(other)).records({ type: 'OrderPlaced', data: { ...other, flags: ['class-other'] } });
  });

  it('refuses what contradicts itself', () => {
    place(placing({ agencyOrgId: 'E001' })).refuses('buyer-is-agency');
    place(placing({ welfareKind: 'PUBLIC' })).refuses('public-with-fee');
    place(placing({ classCode: '18' })).refuses('class-not-in-force');
    place(placing({ flags: ['class-other'] })).refuses('flags-not-stated');
  });

  it('refuses a second order on one stream', () => {
    given(order).among(paper).past(upTo('placed')).seeing(world).when(placing()).refuses('status-not-allowed');
  });
});

describe('clocks of an order', () => {
  it('refuses to expire or confirm before the days are over, or by other days than the rule', () => {
    const expired = (days: number, occurredAt: string) => fact('OrderExpired', { days }, { by: hub, occurredAt });
    after('placed')
      .when(expired(7, march(8, 9, 59)))
      .refuses('not-yet-due');
    after('placed')
      .when(expired(6, march(8)))
      .refuses('days-differ');
    const deemed = fact('OrderDeemedConfirmed', { days: 15 }, { by: hub, occurredAt: march(20, 9, 59) });
    after('delivered').when(deemed).refuses('not-yet-due');
  });

  it('refuses silence as confirmation while a dispute is open', () => {
    const disputed = fact(
      'OrderDisputed',
      { reasonCode: 'OTHER', reason: '交付不符' },
      { by: agency, occurredAt: march(6) },
    );
    const deemed = fact('OrderDeemedConfirmed', { days: 15 }, { by: hub, occurredAt: march(21) });
    given(order)
      .among(paper)
      .past([...upTo('delivered'), disputed])
      .when(deemed)
      .refuses('status-not-allowed');
  });

  it('refuses a revision after 15 days', () => {
    const revised = (occurredAt: string) => fact('RatingRevised', { level: 2 }, { by: buyer, occurredAt });
    after('rated')
      .when(revised(march(24)))
      .recordsIt();
    after('rated')
      .when(revised(march(24, 10, 1)))
      .refuses('rating-revision-late');
  });
});

describe('sessions', () => {
  it('refuses times that cannot be', () => {
    after('accepted')
      .when(session({ endAt: SESSION.startAt }))
      .refuses('end-not-after-start');
    after('accepted')
      .when(session({ startAt: march(2, 22) }))
      .refuses('session-too-long');
    after('accepted')
      .when(session({ minutes: 121 }))
      .refuses('minutes-exceed-duration');
    after('accepted')
      .when(session({}, { occurredAt: march(3, 10, 59) }))
      .refuses('occurrence-off-end');
    after('accepted')
      .when(session({}, { occurredAt: march(4) }))
      .refuses('occurrence-off-end');
  });

  it('compares instants, whatever their offset', () => {
    after('accepted')
      .when(session({ startAt: '2026-03-03T01:00:00Z', endAt: '2026-03-03T03:00:00Z' }))
      .recordsIt();
    after('accepted')
      .when(session({ startAt: '2026-03-03T09:00:00Z' }))
      .refuses('end-not-after-start');
  });

  it('refuses an unknown channel', () => {
    after('accepted')
      .when(session({ channel: '8' }))
      .refuses('channel-not-in-force');
  });

  it('flags staff in two places and minutes of nothing', () => {
    const overlapping = { ...SESSION, startAt: march(3, 10), endAt: march(3, 12), staffIds: ['s-2', 's-1'] };
    const { evidence, ...rest } = overlapping;
    const statement = session({ ...rest, minutes: 0 }, { occurredAt: march(3, 12) });
    const flags = ['staff-overlap', 'zero-minutes'];
    after('session')
      .when(statement)
      .records({ type: 'SessionHeld', data: { ...rest, minutes: 0, evidence, flags } });
    const adjacent = session({ startAt: march(3, 11), endAt: march(3, 12), minutes: 60 }, { occurredAt: march(3, 12) });
    after('session').when(adjacent).recordsIt();
  });

  it('refuses a session after delivery', () => {
    after('delivered').when(session({})).refuses('status-not-allowed');
  });

  it('stops at 500', () => {
    const past = Array.from({ length: 500 }, (_, n) => session({}, { statementId: `s-${n}` }));
    given(order)
      .among(paper)
      .past([...upTo('accepted'), ...past])
      .when(session({}))
      .refuses('limit-reached');
  });
});

describe('delivery and completion', () => {
  const delivering = (evidence: readonly object[]) =>
    fact('OrderDelivered', { evidence }, { by: agency, occurredAt: march(5) });
  const completing = (differently: object) =>
    fact('OrderCompleted', { ...COMPLETED, ...differently }, { by: agency, occurredAt: march(8) });

  it('refuses a delivery of nothing; material sent is nothing', () => {
    after('contract').when(delivering([])).refuses('nothing-delivered');
    const mailed = session({ channel: '5' });
    given(order)
      .among(paper)
      .past([...upTo('contract'), mailed])
      .when(delivering([]))
      .refuses('nothing-delivered');
    after('contract')
      .when(delivering([report]))
      .recordsIt();
    after('session').when(delivering([])).recordsIt();
  });

  it('refuses totals that differ from the entries, naming all of them', () => {
    after('payment')
      .when(completing({ minutes: 211, paidFen: 0 }))
      .refuses('totals-differ', { differences: ['minutes = 210', 'paidFen = 1500000'] });
  });

  it('refuses completion without confirmation', () => {
    after('delivered')
      .when(completing({ invoicedFen: 0, paidFen: 0 }))
      .refuses('status-not-allowed');
  });

  it('refuses completion and a ruling in favour of nothing', () => {
    const empty = [stated.placed, stated.accepted, stated.session, delivering([])];
    const disputed = fact(
      'OrderDisputed',
      { reasonCode: 'OTHER', reason: '无服务' },
      { by: buyer, occurredAt: march(5, 12) },
    );
    const uphold = fact(
      'DisputeResolved',
      { ruling: 'UPHOLD', refundFen: 0, basis: '裁定' },
      { by: hub, occurredAt: march(6) },
    );
    const reversed = fact(
      'EntryReversed',
      { targetEventId: stated.session.id, reasonCode: 'NOT_HAPPENED', reason: '核查' },
      { by: hub, occurredAt: march(6) },
    );
    given(order)
      .among(paper)
      .past([...empty, reversed, disputed])
      .when(uphold)
      .refuses('nothing-delivered');
    const totals = { sessions: 0, minutes: 0, contractFen: 0, invoicedFen: 0, paidFen: 0 };
    given(order)
      .among(paper)
      .past([...empty, reversed, stated.confirmed])
      .when(completing(totals))
      .refuses('nothing-delivered');
  });

  it('refuses cancellation once delivered', () => {
    const cancelled = fact('OrderCancelled', { reason: '反悔' }, { by: buyer, occurredAt: march(6) });
    after('delivered').when(cancelled).refuses('status-not-allowed');
  });

  it('refuses a cancellation by proxy', () => {
    const by: Otherwise = { ...byProxy('E001'), by: hub, occurredAt: march(5) };
    after('online')
      .when(fact('OrderCancelled', { reason: '代企业取消' }, by))
      .refuses('proxy-not-allowed');
  });
});

describe('an order by its times', () => {
  const then = (type: string, data: object, by: Actor, occurredAt: string) => fact(type, data, { by, occurredAt });

  it('is not accepted, served, delivered or confirmed before it was placed, nor each before the other', () => {
    const before = '2026-02-20T10:00:00.000+08:00';
    after('placed')
      .when(then('OrderAccepted', {}, agency, before))
      .refuses('before-what-it-rests-on');
    after('online')
      .when(then('OrderDelivered', { evidence: [] }, agency, march(1, 23)))
      .refuses('before-what-it-rests-on');
    after('online')
      .when(then('OrderDelivered', { evidence: [] }, agency, march(3, 12)))
      .refuses('times-out-of-order');
    after('delivered')
      .when(then('OrderConfirmed', {}, buyer, march(4)))
      .refuses('before-what-it-rests-on');
    after('completed')
      .when(then('RatingGiven', { level: 5 }, buyer, march(7, 23)))
      .refuses('before-what-it-rests-on');
  });

  it('has no session that began before it was accepted', () => {
    const session = { ...SESSION, startAt: march(2, 9), endAt: march(2, 11) };
    after('accepted')
      .when(then('SessionHeld', session, agency, march(2, 11)))
      .refuses('before-what-it-rests-on');
    after('accepted')
      .when(then('SessionHeld', { ...session, startAt: march(2, 10), minutes: 60 }, agency, march(2, 11)))
      .recordsIt();
  });

  it('takes a session late, between those it was held between, and an invoice of that time', () => {
    const session = { ...SESSION, startAt: march(3, 15), endAt: march(3, 17) };
    after('online')
      .when(then('SessionHeld', session, agency, march(3, 17)))
      .recordsIt();
    after('confirmed')
      .when(then('InvoiceRecorded', { ...INVOICE, issuedOn: '2026-03-03' }, agency, march(3)))
      .recordsIt();
  });
});

describe('papers', () => {
  const contract = (differently: object) =>
    fact('ContractRecorded', { ...CONTRACT, ...differently }, { by: agency, occurredAt: march(2, 16) });

  it('refuses the same contract, invoice or bank slip twice', () => {
    after('contract')
      .when(contract({ contractNo: 'HT-2' }))
      .refuses('contract-already-recorded');
    after('invoice')
      .when(invoice({ amountFen: 1 }))
      .refuses('invoice-already-recorded');
    after('payment')
      .when(payment({ amountFen: 1 }))
      .refuses('payment-already-recorded');
  });

  it('takes a further contract while the service goes on', () => {
    const more = fact(
      'ContractRecorded',
      { ...CONTRACT, docHash: 'e'.repeat(64), amountFen: 1 },
      { by: agency, occurredAt: march(4, 17) },
    );
    expect(after('online').when(more).state).toMatchObject({ status: 'IN_SERVICE', contractFen: 3_000_001 });
  });

  it('tells invoices of one number apart by their code', () => {
    const old = { number: '00000001', code: '4403201130', amountFen: 0 };
    const past = [...upTo('confirmed'), invoice(old)];
    given(order)
      .among(paper)
      .past(past)
      .when(invoice({ ...old, code: '4403201131' }))
      .recordsIt();
    given(order)
      .among(paper)
      .past(past)
      .when(invoice({ ...old, taxFen: 1 }))
      .refuses('invoice-already-recorded');
  });

  it('refuses dates after the statement', () => {
    after('accepted')
      .when(contract({ signedOn: '2026-03-03' }))
      .refuses('date-in-future');
    after('confirmed')
      .when(invoice({ issuedOn: '2026-03-08' }))
      .refuses('date-in-future');
    after('confirmed')
      .when(payment({ paidOn: '2026-03-08' }))
      .refuses('date-in-future');
  });

  it('refuses invoices that were red-lettered or voided', () => {
    for (const verification of ['RED_LETTERED', 'VOID'])
      after('confirmed').when(invoice({ verification })).refuses('invoice-not-valid');
  });

  it('flags invoices beyond the contract', () => {
    const more = { ...INVOICE, number: '26442000000000000002', amountFen: 1 };
    after('invoice')
      .when(invoice(more))
      .records({ type: 'InvoiceRecorded', data: { ...more, flags: ['invoice-over-contract'] } });
  });

  it('flags papers dated before the order or its contract, which may be so', () => {
    const flagged = (type: string, data: object, ...flags: string[]) => ({ type, data: { ...data, flags } });
    const early = { ...CONTRACT, docHash: 'e'.repeat(64), signedOn: '2026-02-28' };
    after('contract')
      .when(contract(early))
      .records(flagged('ContractRecorded', early, 'paper-before-order'));
    const bill = { ...INVOICE, amountFen: 1, issuedOn: '2026-03-01' };
    after('confirmed')
      .when(invoice(bill))
      .records(flagged('InvoiceRecorded', bill, 'paper-before-contract'));
    const prepaid = { ...PAYMENT, paidOn: '2026-02-28' };
    after('confirmed')
      .when(payment(prepaid))
      .records(flagged('PaymentEvidenceRecorded', prepaid, 'paper-before-order', 'paper-before-contract'));
    after('accepted')
      .when(invoice({ issuedOn: '2026-03-02' }))
      .recordsIt();
  });

  it('refuses payments by others, to others, or from a personal account', () => {
    after('invoice')
      .when(payment({ payerOrgId: 'E002' }))
      .refuses('payer-is-not-buyer');
    after('invoice')
      .when(payment({ payeeOrgId: 'A002' }))
      .refuses('payee-is-not-agency');
    after('invoice')
      .when(payment({ payerAccount: 'PERSONAL' }))
      .refuses('personal-account');
  });

  it('refuses a refund beyond what was paid', () => {
    const disputed = fact(
      'OrderDisputed',
      { reasonCode: 'OTHER', reason: '质量' },
      { by: buyer, occurredAt: march(7, 12) },
    );
    const ruling = { ruling: 'RESUME', refundFen: 1_500_001, basis: '裁定' };
    given(order)
      .among(paper)
      .past([...upTo('payment'), disputed])
      .when(fact('DisputeResolved', ruling, { by: hub, occurredAt: march(8) }))
      .refuses('refund-exceeds-paid');
  });
});

describe('ratings', () => {
  const rating = (level: number) => fact('RatingGiven', { level }, { by: buyer, occurredAt: march(10) });

  it('refuses a rating before completion, and a second one', () => {
    after('confirmed').when(rating(5)).refuses('status-not-allowed');
    after('rated').when(rating(1)).refuses('status-not-allowed');
  });

  it('refuses to revise or exclude what is excluded', () => {
    after('excluded').when(stated.revised).refuses('status-not-allowed');
    after('excluded').when(stated.excluded).refuses('status-not-allowed');
  });

  // Never (the business): a rating exists by default, by silence, by ruling or by proxy
  it('creates none by ruling or silence', () => {
    const deemed = fact('OrderDeemedConfirmed', { days: 15 }, { by: hub, occurredAt: march(20) });
    expect(
      after('delivered')
        .when(deemed)
        .recorded.map(({ type }) => type),
    ).toEqual(['OrderDeemedConfirmed']);
  });

  it('can be revised five times', () => {
    const again = (n: number) =>
      fact('RatingRevised', { level: 3 }, { by: buyer, occurredAt: march(10, 11), statementId: `r-${n}` });
    given(order)
      .among(paper)
      .past([...upTo('rated'), ...[1, 2, 3, 4, 5].map(again)])
      .when(again(6))
      .refuses('limit-reached');
  });
});

describe('corrections of an order', () => {
  const reversing = (target: Fact) =>
    fact(
      'EntryReversed',
      { targetEventId: target.id, reasonCode: 'INPUT_ERROR', reason: '录入错误' },
      { by: authority, occurredAt: march(12) },
    );
  const restating = (target: Fact, replacement: object) =>
    fact(
      'EntryRestated',
      { targetEventId: target.id, reason: '时长录入错误', replacement },
      { by: authority, occurredAt: march(12) },
    );

  it('restates a session before it is confirmed, and the totals follow', () => {
    const restating100 = restating(stated.session, { ...SESSION, minutes: 100 });
    const restated = after('delivered').when(restating100);
    restated.records({ type: 'EntryRestated', data: { ...(restating100.data as object), replacementVersion: 1 } });
    expect(restated.state).toMatchObject({ status: 'DELIVERED', minutes: 190 });
  });

  it('holds a restatement to the rule of its entry', () => {
    after('delivered')
      .when(restating(stated.session, { ...SESSION, minutes: 121 }))
      .refuses('minutes-exceed-duration');
    given(order)
      .among(paper)
      .past(upTo('delivered'))
      .seeing(world)
      .when(restating(stated.placed, { ...PLACED, classCode: '17' }))
      .refuses('class-not-admitted');
  });

  it('refuses to take the confirmation from under a completion', () => {
    after('completed').when(reversing(stated.confirmed)).refuses('later-entries-depend');
  });

  // Never (corrections): what the buyer confirmed changes while the confirmation stands
  it('refuses to change what the buyer confirmed while the confirmation stands', () => {
    after('confirmed').when(reversing(stated.online)).refuses('later-entries-depend');
    given(order)
      .among(paper)
      .past([...upTo('confirmed'), reversing(stated.confirmed)])
      .when(reversing(stated.online))
      .recordsIt();
  });

  it('refuses to change what a completion added up while it stands', () => {
    after('completed').when(reversing(stated.payment)).refuses('later-entries-depend');
    given(order)
      .among(paper)
      .past([...upTo('completed'), reversing(stated.completed)])
      .when(reversing(stated.payment))
      .recordsIt();
  });

  it('reverses a late invoice of a rated order', () => {
    const late = invoice({ number: '26442000000000000003' }, { occurredAt: march(11) });
    given(order)
      .among(paper)
      .past([...upTo('rated'), late])
      .when(reversing(late))
      .recordsIt();
  });
});
