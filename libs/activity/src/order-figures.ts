import type { Figure } from '#read-store';
import { sum } from './figure-parts.js';
import type { Measure } from './measures.js';

type Bilingual = readonly [zh: string, en: string];

const PIECES: Bilingual = ['件', 'orders'];
const FEN: Bilingual = ['分', 'fen (0.01 yuan)'];

const said = ([zh, en]: Bilingual): Figure['name'] => ({ zh, en });

const summed = (code: string, measure: Measure, called: Bilingual, formula: Bilingual, unit = PIECES): Figure => ({
  code,
  kind: 'count',
  name: said(called),
  formula: said(formula),
  unit: said(unit),
  source: '工企业函〔2017〕187号 (四) 运作规范、有保证;(六) 可考核',
  numerator: [sum(measure)],
});

export const ordersCompleted = summed(
  'A05',
  'order-completed',
  ['完成', 'Orders completed'],
  ['完成的订单数,按完成日', 'orders completed, on that day'],
);

/** By whom: grouped by kind. */
export const ordersCancelled = summed(
  'A06',
  'order-cancelled',
  ['取消', 'Orders cancelled'],
  [
    '由企业、机构、枢纽取消或经裁定取消的订单数,按取消日;按 kind 分组可见由谁取消',
    'orders cancelled by buyer, agency, hub or a ruling, on that day; group by kind to see by whom',
  ],
);

/** What became of orders, and what they amounted to: the figures of this context that only an agency's page shows. */
export const orderFigures: readonly Figure[] = [
  summed('A01', 'order-placed', ['下单', 'Orders placed'], ['下达的订单数,按下单日', 'orders placed, on that day']),
  summed(
    'A02',
    'order-accepted',
    ['接单', 'Orders accepted'],
    ['接受的订单数,按接单日', 'orders accepted, on that day'],
  ),
  summed(
    'A03',
    'order-declined',
    ['拒单', 'Orders declined'],
    ['拒绝的订单数,按拒单日', 'orders declined, on that day'],
  ),
  summed(
    'A04',
    'order-expired',
    ['超时未接单', 'Orders expired'],
    ['超过期限未接的订单数,按判定超时之日', 'orders neither accepted nor declined in time, on the day they expired'],
  ),
  ordersCompleted,
  ordersCancelled,
  summed(
    'A07',
    'order-disputed',
    ['申诉', 'Disputes'],
    ['订单申诉次数,按申诉日;按 kind 分组可见事由', 'disputes of orders, on that day; group by kind to see why'],
    ['次', 'disputes'],
  ),
  summed(
    'A08',
    'amount-refunded',
    ['裁定退款', 'Refunds'],
    ['申诉处理裁定由机构退还的金额,按裁定日', 'what rulings had agencies pay back, on the day of the ruling'],
    FEN,
  ),
  summed(
    'A09',
    'contact-minutes',
    ['服务时长', 'Minutes of service'],
    [
      '与企业接触的分钟数,订单计于服务结束日,活动计于举办日(在场人数不论,计一次);不计准备与路途,刊物、信函与平台交流不计',
      'minutes of contact, of orders on the day they ended, of activities on the day they were held, once for all who were there; without preparation and travel, material sent and peer exchange',
    ],
    ['分钟', 'minutes'],
  ),
  summed(
    'A10',
    'amount-contracted',
    ['合同金额', 'Contracted'],
    [
      '备案合同金额,按备案事项发生日;订单取消的于同日冲回',
      'contracts recorded, on the day that happened; of cancelled orders taken back for the same day',
    ],
    FEN,
  ),
  summed(
    'A11',
    'amount-invoiced',
    ['开票金额', 'Invoiced'],
    [
      '登记的含税发票金额,按登记事项发生日;红字发票于红冲当日冲减',
      'invoices recorded, tax included, on the day that happened; red letters take back on their own day',
    ],
    FEN,
  ),
  summed(
    'A12',
    'amount-paid',
    ['付款金额', 'Paid'],
    ['登记的付款凭证金额,按登记事项发生日', 'payments evidenced, on the day that happened'],
    FEN,
  ),
];
