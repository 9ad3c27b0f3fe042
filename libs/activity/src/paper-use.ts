import { isContested, type Along, type Change, type Seen, type Sight, type Taken } from '#kernel';
import { refuse } from './activity-refusals.js';
import type { OrderFact } from './order.events.js';
import { orderSight, type OrderSeen } from './order.published.js';
import type { Order } from './order.state.js';
import { paperFiled } from './paper.published.js';
import { paperTaken, type Paper } from './paper.state.js';

/**
 * One paper stands for one order, network-wide (X3, D-203). An order that files a paper takes the paper's stream. A paper is
 * not given up: an order may file again at any time, so who wants it next looks at the order that took it last.
 */

/** The stream of the paper that an entry files. */
export function papersTaken(fact: OrderFact): readonly Taken<Paper>[] {
  const filed = paperFiled(fact);
  return filed === undefined ? [] : [paperTaken(filed)];
}

/** The order that took the paper last, where it is another. */
export const holderSights = (fact: OrderFact, seen: Seen, own: string): readonly Sight[] =>
  papersTaken(fact).flatMap((taken) => holderOf(seen.taken(taken), own) ?? []);

function holderOf({ held }: Paper, own: string): Sight<OrderSeen> | undefined {
  return held === undefined || held.holder === own ? undefined : orderSight(held.holder.slice('ord-'.length));
}

const CALLED = {
  ContractRecorded: { paper: { zh: '合同文件', en: 'the contract file' }, pointer: '/data/docHash' },
  InvoiceRecorded: { paper: { zh: '发票', en: 'the invoice' }, pointer: '/data/number' },
  PaymentEvidenceRecorded: { paper: { zh: '银行回单', en: 'the bank slip' }, pointer: '/data/bankSerialHash' },
} as const;

/** Refuses a paper that another order has, or may yet come to have: it is not beyond where it took the paper. */
export function requireUnused(fact: OrderFact & { readonly type: keyof typeof CALLED }, seen: Seen, own: string): void {
  for (const taken of papersTaken(fact)) {
    const state = seen.taken(taken);
    const sight = holderOf(state, own);
    if (sight === undefined || state.held === undefined) continue;
    const { holder, at } = state.held;
    if (seen.revisionOf(sight) > at && !seen.of(sight).papers.has(taken.stream)) continue;
    const { paper, pointer } = CALLED[fact.type];
    throw refuse('paper-in-use', { params: { paper, holder }, pointer });
  }
}

/**
 * What an entry or restatement files that the order had not. Refused while another statement of the order that took the
 * paper may yet be recorded; only here a correction is known by its own id.
 */
export const takingPapers = ({ before, after, fact }: Change<Order>, seen: Seen, own: string): readonly Along[] =>
  after.papers
    .subtract(before.papers)
    .toArray()
    .map((stream) => {
      const { held } = seen.taken(paperTaken(stream));
      if (held?.holder === own && isContested(held, fact, seen))
        throw refuse('paper-under-way', { params: { stream } });
      return { stream, type: 'PaperTaken', version: 1, data: { holder: own, at: seen.at } };
    });
