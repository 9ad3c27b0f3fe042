import { DAY_MS, MINUTE_MS, sha256 } from '#kernel';
import { dateOf } from './calendar.js';
import type { OrderParts } from './order-parts.js';

/** Contract, invoices and payments of an order, and what they come to. */
export class OrderPapers {
  #contractFen = 0;
  #invoicedFen = 0;
  #paidFen = 0;

  constructor(private readonly order: OrderParts) {}

  get totals(): { readonly contractFen: number; readonly invoicedFen: number; readonly paidFen: number } {
    return { contractFen: this.#contractFen, invoicedFen: this.#invoicedFen, paidFen: this.#paidFen };
  }

  /** Gives back when it was recorded. */
  contract(afterMs: number): number {
    const { cast, story, random, agency, id, priceFen } = this.order;
    const atMs = afterMs + random.integer(60, 1_400) * MINUTE_MS;
    const evidence = cast.shelf.ref('CONTRACT', random.integer(0, 999));
    story.tell({
      by: { ...agency.account, isMonthly: false },
      type: 'ContractRecorded',
      data: {
        contractNo: `HT-${id}`,
        amountFen: priceFen,
        signedOn: dateOf(atMs),
        docHash: sha256(`合同 ${id}`),
        evidence: [evidence],
      },
      atMs,
    });
    this.#contractFen = priceFen;
    return atMs;
  }

  /** The agency invoices and, mostly, is paid; now and then an amount is keyed wrongly and restated by the hub. */
  bill(afterMs: number): void {
    const { cast, story, random, agency, buyer, buyerAccount, id, priceFen } = this.order;
    if (random.chance(0.08)) return;
    const issuedMs = afterMs + random.integer(60, 4_000) * MINUTE_MS;
    const isWrong = random.chance(0.03);
    const invoice = {
      kind: random.pick(['SPECIAL', 'ORDINARY']),
      number: `2643${invoiceDigits(id)}`,
      amountFen: priceFen,
      taxFen: Math.floor((priceFen * 6) / 106),
      issuedOn: dateOf(issuedMs),
      verification: 'VALID',
    };
    const { eventId: targetEventId } = story.tell({
      by: agency.account,
      type: 'InvoiceRecorded',
      data: isWrong ? { ...invoice, amountFen: priceFen * 10 } : invoice,
      atMs: issuedMs,
    });
    const isRight =
      !isWrong ||
      story.tell({
        by: cast.offices.hub,
        type: 'EntryRestated',
        data: { targetEventId, reason: '开票金额多录一位', replacement: invoice },
        atMs: story.knownMs + MINUTE_MS,
        correctsMs: issuedMs,
      }).isRecorded;
    this.#invoicedFen = isRight ? priceFen : priceFen * 10;
    if (random.chance(0.1)) return;
    const paidMs = story.knownMs + random.magnitude(6) * DAY_MS;
    story.tell({
      by: random.chance(0.5) ? buyerAccount : agency.account,
      type: 'PaymentEvidenceRecorded',
      data: {
        bankSerialHash: sha256(`回单 ${id}`),
        amountFen: priceFen,
        payerOrgId: buyer.orgId,
        payeeOrgId: agency.orgId,
        payerAccount: 'CORPORATE',
        paidOn: dateOf(paidMs),
      },
      atMs: paidMs,
    });
    this.#paidFen = priceFen;
  }
}

/** Sixteen digits of an all-electronic invoice's number, as if drawn. */
const invoiceDigits = (id: string): string =>
  BigInt(`0x${sha256(`发票 ${id}`).slice(0, 13)}`)
    .toString()
    .padStart(16, '0')
    .slice(0, 16);
