import { civilDateOf, requireNotLater, requireRoom, requireSpeaker, type Seen } from '#kernel';
import { refuse } from './activity-refusals.js';
import type { Flag } from './fields.js';
import type { OrderFactOf } from './order.events.js';
import { invoiceKey } from './invoiced.published.js';
import { eithersPaper, named } from './order.speakers.js';
import { redLetterKey, type Order } from './order.state.js';
import { requireUnused } from './paper-use.js';
import { ORDER_LIMITS } from './presets.js';

/**
 * Contracts, invoices and bank slips of an order. A paper is refused twice within its order, and while another order has it
 * (`paper-use.ts`).
 */

/** What is dated earlier than papers of its kind mostly are: it may be so, and an auditor may want to know. */
const earlyPaper = ({ placedAt, contractSignedOn }: Order, date: string): readonly Flag[] => [
  ...(date < civilDateOf(placedAt) ? ['paper-before-order' as const] : []),
  ...(date < contractSignedOn ? ['paper-before-contract' as const] : []),
];

export function recordContract(
  order: Order,
  fact: OrderFactOf<'ContractRecorded'>,
  seen: Seen,
  stream: string,
): readonly Flag[] {
  const { docHash, signedOn } = fact.data;
  requireSpeaker(fact.meta, named(fact), eithersPaper(order));
  requireNotLater(signedOn, civilDateOf(fact.meta.occurredAt), '/data/signedOn');
  if (order.contracts.has(docHash))
    throw refuse('contract-already-recorded', { params: { hash: docHash }, pointer: '/data/docHash' });
  requireRoom(named(fact), order.contracts.size, ORDER_LIMITS.contracts);
  requireUnused(fact, seen, stream);
  return earlyPaper({ ...order, contractSignedOn: '' }, signedOn);
}

export function recordInvoice(
  order: Order,
  fact: OrderFactOf<'InvoiceRecorded'>,
  seen: Seen,
  stream: string,
): readonly Flag[] {
  const { issuedOn, verification, amountFen } = fact.data;
  const number = invoiceKey(fact.data);
  requireSpeaker(fact.meta, named(fact), eithersPaper(order));
  requireNotLater(issuedOn, civilDateOf(fact.meta.occurredAt), '/data/issuedOn');
  if (verification === 'RED_LETTERED' || verification === 'VOID')
    throw refuse('invoice-not-valid', { params: { number, verification }, pointer: '/data/verification' });
  if (Object.hasOwn(order.invoices, number) || order.redLetters.has(number))
    throw refuse('invoice-already-recorded', { params: { number }, pointer: '/data/number' });
  requireRoom(named(fact), Object.keys(order.invoices).length, ORDER_LIMITS.invoices);
  requireUnused(fact, seen, stream);
  const isOver = order.contracts.size > 0 && order.invoicedFen + amountFen > order.contractFen;
  return [...(isOver ? ['invoice-over-contract' as const] : []), ...earlyPaper(order, issuedOn)];
}

export function recordRedLetter(order: Order, fact: OrderFactOf<'InvoiceRedLettered'>): readonly Flag[] {
  const { amountFen, issuedOn } = fact.data;
  const [number, redNumber] = [invoiceKey(fact.data), redLetterKey(fact.data)];
  requireSpeaker(fact.meta, named(fact), eithersPaper(order));
  requireNotLater(issuedOn, civilDateOf(fact.meta.occurredAt), '/data/issuedOn');
  if (order.redLetters.has(redNumber) || Object.hasOwn(order.invoices, redNumber))
    throw refuse('invoice-already-recorded', { params: { number: redNumber }, pointer: '/data/redNumber' });
  const leftFen = order.invoices[number];
  if (leftFen === undefined) throw refuse('invoice-not-recorded', { params: { number }, pointer: '/data/number' });
  if (amountFen === 0 || amountFen > leftFen)
    throw refuse('red-letter-amount', { params: { number, amountFen, leftFen }, pointer: '/data/amountFen' });
  requireRoom(named(fact), order.redLetters.size, ORDER_LIMITS.redLetters);
  return earlyPaper(order, issuedOn);
}

export function recordPayment(
  order: Order,
  fact: OrderFactOf<'PaymentEvidenceRecorded'>,
  seen: Seen,
  stream: string,
): readonly Flag[] {
  const { bankSerialHash: hash, payerOrgId: payer, payeeOrgId: payee, payerAccount, paidOn } = fact.data;
  requireSpeaker(fact.meta, named(fact), eithersPaper(order));
  requireNotLater(paidOn, civilDateOf(fact.meta.occurredAt), '/data/paidOn');
  if (payer !== order.buyer)
    throw refuse('payer-is-not-buyer', { params: { payer, buyer: order.buyer }, pointer: '/data/payerOrgId' });
  if (payee !== order.agency)
    throw refuse('payee-is-not-agency', { params: { payee, agency: order.agency }, pointer: '/data/payeeOrgId' });
  if (payerAccount === 'PERSONAL') throw refuse('personal-account', { pointer: '/data/payerAccount' });
  if (order.payments.has(hash))
    throw refuse('payment-already-recorded', { params: { hash }, pointer: '/data/bankSerialHash' });
  requireRoom(named(fact), order.payments.size, ORDER_LIMITS.payments);
  requireUnused(fact, seen, stream);
  return earlyPaper(order, paidOn);
}
