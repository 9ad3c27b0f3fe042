import type { RefusalText } from '#kernel';

/** Refusals of the papers of an order: contracts, invoices, bank slips. */
export const paperRefusals = {
  'contract-already-recorded': {
    kind: 'conflict',
    check: 'Q09',
    zh: '本订单已备案该合同文件 {hash}',
    en: 'this order has recorded contract file {hash} already',
  },
  'invoice-already-recorded': {
    kind: 'conflict',
    check: 'Q09',
    zh: '本订单已登记发票 {number}',
    en: 'this order has recorded invoice {number} already',
  },
  'invoice-not-valid': {
    kind: 'conflict',
    check: 'Q08',
    zh: '发票 {number} 已红冲或作废({verification}),不得登记;请登记重开的发票',
    en: 'invoice {number} is {verification}; record the one issued in its place',
  },
  'invoice-not-recorded': {
    kind: 'conflict',
    check: 'Q09',
    zh: '本订单没有登记发票 {number},无从红冲;请先登记该发票,或更正发票代码和号码',
    en: 'this order has no invoice {number} to take back; record that invoice first, or correct code and number',
  },
  'red-letter-amount': {
    kind: 'conflict',
    check: 'Q08',
    zh: '冲减金额 {amountFen} 分须大于 0 且不超过发票 {number} 的余额 {leftFen} 分;请按红字发票更正金额',
    en: 'a red letter takes back more than 0 and at most the {leftFen} fen left of invoice {number}, not {amountFen}; state the amount on the red-letter invoice',
  },
  'payment-already-recorded': {
    kind: 'conflict',
    check: 'Q09',
    zh: '本订单已登记该笔付款 {hash}',
    en: 'this order has recorded payment {hash} already',
  },
  'paper-in-use': {
    kind: 'conflict',
    check: 'Q09',
    zh: '{paper}已登记在 {holder},一份单据只能用于一个订单;请核对单据,确属本订单的,先冲销或更正 {holder} 的该笔登记',
    en: '{paper} is on record with {holder}, and one paper stands for one order; check the paper, and if it is of this order have that entry of {holder} reversed or restated first',
  },
  'paper-under-way': {
    kind: 'conflict',
    check: null,
    zh: '本订单的另一笔填报正在登记同一单据({stream}),尚未落账;请原样重报那一笔,或待本订单有新的登记后再报',
    en: 'another statement of this order is taking the same paper ({stream}) and may yet be recorded; post that one again as it was, or this one once the order has moved on',
  },
  'payer-is-not-buyer': {
    kind: 'conflict',
    check: 'Q08',
    zh: '付款方 {payer} 不是买方 {buyer};须由买方对公付款',
    en: 'payer {payer} is not the buyer {buyer}, who has to pay',
  },
  'payee-is-not-agency': {
    kind: 'conflict',
    check: 'Q08',
    zh: '收款方 {payee} 不是服务机构 {agency}',
    en: 'payee {payee} is not the agency {agency}',
  },
  'personal-account': {
    kind: 'conflict',
    check: 'Q08',
    zh: '付款凭证须为对公转账,个人账户付款不予登记',
    en: 'payments from personal accounts are not recorded; a corporate transfer is needed',
  },
} satisfies Readonly<Record<string, RefusalText>>;
