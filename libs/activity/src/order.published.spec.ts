import { describe, expect, it } from '@jest/globals';
import { effective, sha256, type Fact } from '#kernel';
import { fact } from '#testing/given';
import { orderSight, type OrderSeen } from './published.js';
import { agency, byProxy, hub, march, placed, PLACED_PUBLIC, SESSION, stated, upTo } from './worked-order.fixture.js';

const { view } = orderSight('T01');
const seen = (facts: readonly Fact[]): OrderSeen =>
  effective(facts).reduce((order, each) => view.evolve(order, each), view.initial);

describe('an order, as who pays public money for it sees it', () => {
  it('is on the stream of its id', () => {
    expect(orderSight('2026-0001').stream).toBe('ord-2026-0001');
  });

  it('says what it is, what it came to and which events that rests on', () => {
    const { papers, evidenceKinds, contractEvents, invoiceEvents, paymentEvents, ...order } = seen(upTo('rated'));
    expect(order).toEqual({
      status: 'RATED',
      disputedFrom: 'ABSENT',
      buyer: 'E001',
      agency: 'A001',
      servingNode: 'N01',
      networkCode: 'P44',
      classCode: '1402',
      itemId: undefined,
      entryCode: undefined,
      terms: undefined,
      welfareKind: 'LOW_FEE',
      priceFen: 3_000_000,
      contractFen: 3_000_000,
      contractSignedOn: '2026-03-02',
      invoicedFen: 3_000_000,
      invoices: { '26442000000000000001': 3_000_000 },
      paidFen: 1_500_000,
      sessions: 2,
      minutes: 210,
      placedAt: march(1),
      completedAt: march(8),
      ratedAt: march(9),
      isConfirmed: true,
      isRated: true,
      placedEvent: stated.placed.id,
      completedEvent: stated.completed.id,
    });
    expect([contractEvents, invoiceEvents, paymentEvents].map((ids) => ids.toArray())).toEqual([
      [stated.contract.id],
      [stated.invoice.id],
      [stated.payment.id],
    ]);
    expect(evidenceKinds.toArray().toSorted()).toEqual(['DELIVERABLE', 'PHOTO']);
    expect(papers.toArray().toSorted()).toEqual([
      `paper-contract-${'c'.repeat(64)}`,
      `paper-invoice-${sha256('{"number":"26442000000000000001"}')}`,
      `paper-slip-${'d'.repeat(64)}`,
    ]);
  });

  it('quotes the entry it is under and what that demanded', () => {
    const { entryCode, terms, welfareKind } = seen([placed(PLACED_PUBLIC)]);
    expect({ entryCode, terms, welfareKind }).toEqual({
      entryCode: 'GY-02',
      terms: PLACED_PUBLIC.terms,
      welfareKind: 'PUBLIC',
    });
  });

  it('counts no material sent as a session, nor its minutes', () => {
    const material = { ...SESSION, channel: '4' };
    const { sessions, minutes } = seen([
      ...upTo('session'),
      fact('SessionHeld', material, { by: agency, occurredAt: march(4) }),
    ]);
    expect({ sessions, minutes }).toEqual({ sessions: 1, minutes: 120 });
  });

  it('is confirmed by the buyer alone: not by silence, and not by a ruling on what the buyer confirmed', () => {
    const deemed = fact('OrderDeemedConfirmed', { days: 15 }, { by: hub, occurredAt: march(21) });
    const disputed = fact(
      'OrderDisputed',
      { reasonCode: 'BUYER_DEFAULT', reason: '未付款' },
      { by: agency, occurredAt: march(7) },
    );
    const ruled = (ruling: string) =>
      fact('DisputeResolved', { ruling, refundFen: 0, basis: '裁定1号' }, { by: hub, occurredAt: march(8) });
    const told = (...facts: Fact[]) => {
      const { status, isConfirmed } = seen(facts);
      return { status, isConfirmed };
    };
    expect([
      told(...upTo('delivered'), deemed),
      told(...upTo('confirmed')),
      told(...upTo('confirmed'), disputed, ruled('RESUME')),
      told(...upTo('confirmed'), disputed, ruled('UPHOLD')),
    ]).toEqual([
      { status: 'DEEMED_CONFIRMED', isConfirmed: false },
      { status: 'CONFIRMED', isConfirmed: true },
      { status: 'CONFIRMED', isConfirmed: true },
      { status: 'DEEMED_CONFIRMED', isConfirmed: false },
    ]);
  });

  it('is not rated any more once its rating is excluded', () => {
    expect([upTo('completed'), upTo('revised'), upTo('excluded')].map((past) => seen(past).isRated)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('holds no paper whose entry was reversed', () => {
    const reversal = fact(
      'EntryReversed',
      { targetEventId: stated.invoice.id, reasonCode: 'INPUT_ERROR', reason: '误' },
      { by: hub, occurredAt: march(7, 12) },
    );
    const { papers, invoicedFen, invoiceEvents } = seen([...upTo('invoice'), reversal]);
    expect({ papers: papers.toArray(), invoicedFen, invoiceEvents: invoiceEvents.size }).toEqual({
      papers: [`paper-contract-${'c'.repeat(64)}`],
      invoicedFen: 0,
      invoiceEvents: 0,
    });
  });

  it('tells an older invoice, which has a code, from one that has the same number', () => {
    const invoice = (data: object) =>
      fact('InvoiceRecorded', { ...stated.invoice.data, ...data }, { ...byProxy('A001'), occurredAt: march(7) });
    const streams = [{ number: '12345678' }, { code: '4300211130', number: '12345678' }].map((data) =>
      seen([invoice(data)]).papers.first(),
    );
    expect(streams).toEqual([
      `paper-invoice-${sha256('{"number":"12345678"}')}`,
      `paper-invoice-${sha256('{"code":"4300211130","number":"12345678"}')}`,
    ]);
  });
});
