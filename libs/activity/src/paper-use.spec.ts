import { describe, it } from '@jest/globals';
import { sha256, type Fact } from '#kernel';
import { actorOf, fact, given, type Otherwise } from '#testing/given';
import { order } from './order.js';
import { paperStream } from './paper.published.js';
import { paper } from './paper.js';
import { agency, buyer, CONTRACT, hub, INVOICE, march, PAYMENT, stated, upTo } from './worked-order.fixture.js';

const OWN = 'ord-T01';
const OTHER = 'ord-T02';
const invoiceStream = (number: string): string => paperStream('invoice', sha256(JSON.stringify({ number })));
const X = invoiceStream(INVOICE.number);
const ANOTHER = '26442000000000000002';
const Y = invoiceStream(ANOTHER);

const invoice = (differently: object = {}, otherwise: Otherwise = {}): Fact =>
  fact('InvoiceRecorded', { ...INVOICE, ...differently }, { by: agency, occurredAt: march(7, 12), ...otherwise });
const taken = (holder: string, at: number, cause = 'e-1'): Fact =>
  fact('PaperTaken', { holder, at }, { by: actorOf('LEDGER'), occurredAt: march(7), causationId: cause });
const reversal = (target: Fact): Fact =>
  fact(
    'EntryReversed',
    { targetEventId: target.id, reasonCode: 'WRONG_SUBJECT', reason: '误' },
    { by: hub, occurredAt: march(7, 15) },
  );
const restatement = (target: Fact, replacement: object): Fact =>
  fact('EntryRestated', { targetEventId: target.id, reason: '误', replacement }, { by: hub, occurredAt: march(7, 16) });

const mine = upTo('confirmed');
/** Another order that recorded the invoice as its ninth entry. */
const theirs = upTo('invoice');
const AT = theirs.length - 2;
const held = { [X]: [taken(OTHER, AT)], [OTHER]: theirs };
const onMine = (others: Readonly<Record<string, readonly Fact[]>>, past: readonly Fact[] = mine) =>
  given(order, OWN).among(paper).past(past).seeing(others);

describe('a paper of an order', () => {
  it('is taken along with its entry, each kind on a stream of its own', () => {
    const takes = (stream: string, past: readonly Fact[]) => ({
      [stream]: [{ type: 'PaperTaken', data: { holder: OWN, at: past.length - 1 } }],
    });
    given(order, OWN)
      .among(paper)
      .past(upTo('accepted'))
      .when(stated.contract)
      .recordsAlong(takes(paperStream('contract', CONTRACT.docHash), upTo('accepted')));
    onMine({}).when(invoice()).recordsAlong(takes(X, mine));
    onMine({})
      .when(fact('PaymentEvidenceRecorded', PAYMENT, { by: buyer, occurredAt: march(7, 12) }))
      .recordsAlong(takes(paperStream('slip', PAYMENT.bankSerialHash), mine));
    onMine({})
      .when(invoice({ code: '4300211130', number: '12345678' }))
      .recordsAlong(takes(paperStream('invoice', sha256('{"code":"4300211130","number":"12345678"}')), mine));
  });

  it('is refused while another order has it, which is named', () => {
    const called = { zh: '发票', en: 'the invoice' };
    onMine(held).when(invoice()).refuses('paper-in-use', { paper: called, holder: OTHER });
    onMine({ ...held, [OTHER]: upTo('rated') })
      .when(invoice())
      .refuses('paper-in-use');
    onMine(held)
      .when(invoice({ number: ANOTHER }))
      .recordsIt();
  });

  it('is refused of contracts and bank slips alike', () => {
    const contract = paperStream('contract', CONTRACT.docHash);
    const slip = paperStream('slip', PAYMENT.bankSerialHash);
    given(order, OWN)
      .among(paper)
      .past(upTo('accepted'))
      .seeing({ [contract]: [taken(OTHER, 1)], [OTHER]: upTo('contract') })
      .when(stated.contract)
      .refuses('paper-in-use', { paper: { zh: '合同文件', en: 'the contract file' }, holder: OTHER });
    onMine({ [slip]: [taken(OTHER, 7)], [OTHER]: upTo('payment') })
      .when(fact('PaymentEvidenceRecorded', PAYMENT, { by: buyer, occurredAt: march(7, 12) }))
      .refuses('paper-in-use', { paper: { zh: '银行回单', en: 'the bank slip' }, holder: OTHER });
  });

  it('is refused while the order that took it may yet come to have it, and free once it has moved on without', () => {
    const [, ...rest] = theirs.toReversed();
    const without = rest.toReversed();
    onMine({ ...held, [OTHER]: without })
      .when(invoice())
      .refuses('paper-in-use');
    const moved = fact('OrderCompleted', {}, { by: agency, occurredAt: march(8) });
    onMine({ ...held, [OTHER]: [...without, moved] })
      .when(invoice())
      .recordsIt();
  });

  it('is free once its entry was reversed, or restated to another', () => {
    const [restated, reversed] = [
      [...theirs, restatement(stated.invoice, { ...INVOICE, number: ANOTHER })],
      [...theirs, reversal(stated.invoice)],
    ];
    for (const other of [restated, reversed])
      onMine({ ...held, [OTHER]: other })
        .when(invoice())
        .recordsAlong({ [X]: [{ type: 'PaperTaken', data: { holder: OWN, at: mine.length - 1 } }] });
  });

  it('is taken by a restatement that words another paper, and by none that words the same', () => {
    const past = [...mine, invoice()];
    const own = { [X]: [taken(OWN, mine.length - 1, invoice().id)] };
    onMine(own, past)
      .when(restatement(invoice(), { ...INVOICE, number: ANOTHER }))
      .recordsAlong({ [Y]: [{ type: 'PaperTaken', data: { holder: OWN, at: past.length - 1 } }] });
    onMine(own, past)
      .when(restatement(invoice(), { ...INVOICE, amountFen: 1 }))
      .recordsAlong({});
    onMine({ ...own, [Y]: [taken(OTHER, AT)], [OTHER]: [...upTo('confirmed'), invoice({ number: ANOTHER })] }, past)
      .when(restatement(invoice(), { ...INVOICE, number: ANOTHER }))
      .refuses('paper-in-use');
  });

  it('comes back to an order only where no other has taken it since', () => {
    const past = [...mine, invoice(), reversal(invoice())];
    const again = invoice({}, { statementId: 'again', occurredAt: march(7, 17) });
    const first = taken(OWN, mine.length - 1, invoice().id);
    onMine({ [X]: [first] }, past)
      .when(again)
      .recordsIt();
    onMine({ [X]: [first, taken(OTHER, AT)], [OTHER]: theirs }, past)
      .when(again)
      .refuses('paper-in-use');
  });

  it('that a dead server left taken is taken up by the same statement, and by no other of the order meanwhile', () => {
    const left = { [X]: [taken(OWN, mine.length - 1, invoice().id)] };
    onMine(left).when(invoice()).recordsIt();
    onMine(left)
      .when(invoice({}, { statementId: 'another' }))
      .refuses('paper-under-way', { stream: X });
    onMine(left, [...mine, invoice({ number: ANOTHER, amountFen: 0 })])
      .when(invoice({}, { statementId: 'another' }))
      .recordsIt();
  });

  it('that a dead server left taken by a restatement is taken up by that restatement', () => {
    const past = [...mine, invoice()];
    const restates = restatement(invoice(), { ...INVOICE, number: ANOTHER });
    const left = (cause: string) => ({ [Y]: [taken(OWN, past.length - 1, cause)] });
    onMine(left(restates.id), past)
      .when(restates)
      .recordsAlong({ [Y]: [{ type: 'PaperTaken', data: { holder: OWN, at: past.length - 1 } }] });
    onMine(left('another'), past).when(restates).refuses('paper-under-way');
  });
});
