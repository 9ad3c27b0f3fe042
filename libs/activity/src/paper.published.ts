import { canonical, sha256 } from '#kernel';
import type { OrderFact } from './order.events.js';

/** What a paper of an order is. */
export type PaperKind = 'invoice' | 'contract' | 'slip';

/** The stream of a paper, of which the network has one: whoever names the same paper names the same stream (X3). */
export const paperStream = (kind: PaperKind, hash: string): string => `paper-${kind}-${hash}`;

/** An invoice is one by its code and number: only older ones have a code. */
const invoiceHash = ({ code, number }: { readonly code?: string; readonly number: string }): string =>
  sha256(canonical({ code, number }));

/** The paper that an entry of an order files; undefined where it files none. */
export function paperFiled(fact: OrderFact): string | undefined {
  switch (fact.type) {
    case 'ContractRecorded':
      return paperStream('contract', fact.data.docHash);
    case 'InvoiceRecorded':
      return paperStream('invoice', invoiceHash(fact.data));
    case 'PaymentEvidenceRecorded':
      return paperStream('slip', fact.data.bankSerialHash);
    default:
      return undefined;
  }
}
