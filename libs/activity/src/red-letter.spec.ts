import { describe, expect, it } from '@jest/globals';
import { fact, given, type Otherwise } from '#testing/given';
import { order } from './order.js';
import { paper } from './paper.js';
import { orderSight } from './published.js';
import {
  agency,
  buyer,
  byProxy,
  COMPLETED,
  hub,
  INVOICE,
  march,
  RED_LETTER,
  stated,
  upTo,
  window,
  type Step,
} from './worked-order.fixture.js';

const after = (step: Step) => given(order).among(paper).past(upTo(step));
const invoice = (differently: object, otherwise: Otherwise = {}) =>
  fact('InvoiceRecorded', { ...INVOICE, ...differently }, { by: agency, occurredAt: march(7, 12), ...otherwise });

describe('a red letter', () => {
  const redLetter = (differently: object = {}, otherwise: Otherwise = {}) =>
    fact(
      'InvoiceRedLettered',
      { ...RED_LETTER, ...differently },
      { by: agency, occurredAt: march(7, 13), ...otherwise },
    );
  const past = [...upTo('invoice'), redLetter()];
  const further = { redNumber: '26442000000000000010' };

  it('takes back an invoice of the order, in parts', () => {
    after('invoice').when(redLetter()).recordsIt();
    given(order)
      .among(paper)
      .past(past)
      .when(redLetter({ ...further, amountFen: 2_000_000 }))
      .recordsIt();
  });
  it('never takes back nothing, nor more than is left', () => {
    const of = (amountFen: number, leftFen: number) => ({ number: INVOICE.number, amountFen, leftFen });
    after('invoice')
      .when(redLetter({ amountFen: 3_000_001 }))
      .refuses('red-letter-amount', of(3_000_001, 3_000_000));
    after('invoice')
      .when(redLetter({ amountFen: 0 }))
      .refuses('red-letter-amount', of(0, 3_000_000));
    given(order)
      .among(paper)
      .past(past)
      .when(redLetter({ ...further, amountFen: 2_000_001 }))
      .refuses('red-letter-amount', of(2_000_001, 2_000_000));
  });
  it('names an invoice of the order, by its code too', () => {
    after('confirmed').when(redLetter()).refuses('invoice-not-recorded', { number: INVOICE.number });
    after('invoice')
      .when(redLetter({ code: '4403201130' }))
      .refuses('invoice-not-recorded', { number: `4403201130 ${INVOICE.number}` });
  });
  it('has a number of its own, recorded once', () => {
    given(order)
      .among(paper)
      .past(past)
      .when(redLetter({ amountFen: 1 }))
      .refuses('invoice-already-recorded');
    after('invoice')
      .when(redLetter({ redNumber: INVOICE.number }))
      .refuses('invoice-already-recorded');
    given(order)
      .among(paper)
      .past(past)
      .when(invoice({ number: RED_LETTER.redNumber }, { occurredAt: march(7, 14) }))
      .refuses('invoice-already-recorded');
  });
  it('is not dated after it is stated, and is flagged before the order was placed', () => {
    after('invoice')
      .when(redLetter({ issuedOn: '2026-03-08' }))
      .refuses('date-in-future');
    const early = { ...RED_LETTER, issuedOn: '2026-02-28' };
    after('invoice')
      .when(redLetter(early))
      .records({
        type: 'InvoiceRedLettered',
        data: { ...early, flags: ['paper-before-order', 'paper-before-contract'] },
      });
  });
  it('is stated by either party, and by nobody else', () => {
    after('invoice')
      .when(redLetter({}, { by: buyer }))
      .recordsIt();
    after('invoice')
      .when(redLetter({}, byProxy('A001')))
      .recordsIt();
    after('invoice')
      .when(redLetter({}, { by: window }))
      .refuses('proxy-required');
  });
  it('still comes when the order is disputed, called off or rated', () => {
    const disputed = fact(
      'OrderDisputed',
      { reasonCode: 'OTHER', reason: '争议' },
      { by: buyer, occurredAt: march(7, 11) },
    );
    const cancelled = fact(
      'DisputeResolved',
      { ruling: 'CANCEL', refundFen: 0, basis: '裁定1号' },
      { by: hub, occurredAt: march(7, 12) },
    );
    given(order)
      .among(paper)
      .past([...upTo('invoice'), disputed])
      .when(redLetter())
      .recordsIt();
    given(order)
      .among(paper)
      .past([...upTo('invoice'), disputed, cancelled])
      .when(redLetter())
      .recordsIt();
    after('rated')
      .when(redLetter({}, { occurredAt: march(10) }))
      .recordsIt();
  });
  it('is what a completed order was invoiced less', () => {
    const completing = (invoicedFen: number) =>
      fact('OrderCompleted', { ...COMPLETED, invoicedFen, paidFen: 0 }, { by: agency, occurredAt: march(8) });
    given(order).among(paper).past(past).when(completing(2_000_000)).recordsIt();
    given(order).among(paper).past(past).when(completing(3_000_000)).refuses('totals-differ');
  });
  it('takes back nothing once its invoice is reversed', () => {
    const reversal = fact(
      'EntryReversed',
      { targetEventId: stated.invoice.id, reasonCode: 'INPUT_ERROR', reason: '误' },
      { by: hub, occurredAt: march(7, 15) },
    );
    const again = invoice({ number: '26442000000000000002', amountFen: 500 }, { occurredAt: march(7, 16) });
    const completing = fact(
      'OrderCompleted',
      { ...COMPLETED, invoicedFen: 500, paidFen: 0 },
      { by: agency, occurredAt: march(8) },
    );
    given(order)
      .among(paper)
      .past([...past, reversal, again])
      .when(completing)
      .recordsIt();
  });
  it('counts up to a hundred', () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      redLetter({ amountFen: 1, redNumber: `${30_000_000 + n}` }, { occurredAt: march(7, 13, 1) }),
    );
    given(order)
      .among(paper)
      .past([...upTo('invoice'), ...many])
      .when(redLetter({ amountFen: 1 }, { occurredAt: march(7, 14) }))
      .refuses('limit-reached');
  });
  it('is seen to lessen what was invoiced, and rests on its own event too', () => {
    const { view } = orderSight('T01');
    const { invoicedFen, invoices, invoiceEvents } = past.reduce((seen, each) => view.evolve(seen, each), view.initial);
    expect({ invoicedFen, invoices, invoiceEvents: invoiceEvents.toArray() }).toEqual({
      invoicedFen: 2_000_000,
      invoices: { [INVOICE.number]: 2_000_000 },
      invoiceEvents: [stated.invoice.id, redLetter().id],
    });
  });
});
