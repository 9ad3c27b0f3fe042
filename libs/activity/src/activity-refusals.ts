import { refusals } from '#kernel';
import { attendanceRefusals } from './attendance-refusals.js';
import { paperRefusals } from './paper-refusals.js';

/** Refusals of service orders and service activities. */
export const refuse = refusals({
  'flags-not-stated': {
    kind: 'invalid',
    check: 'Q03',
    zh: '标记由台账自动判定,不得申报;请删去 flags',
    en: 'flags are what the ledger notices by itself; leave them out',
  },
  'buyer-is-agency': {
    kind: 'invalid',
    check: 'Q08',
    zh: '买方与服务机构不得为同一主体 {org}',
    en: 'buyer and agency are one organisation, {org}; an order needs two',
  },
  'welfare-entry-unasked': {
    kind: 'invalid',
    check: 'Q08',
    zh: '只有公益性服务才注明清单条目;请删去 entryCode,或核对公益属性',
    en: 'only public welfare names an entry of the catalogue; leave entryCode out, or check welfareKind',
  },
  'quote-differs': {
    kind: 'conflict',
    check: 'Q08',
    zh: '{field} 由台账按当日登记情况填写,所述与之不符;请删去',
    en: '{field} is what the ledger quotes as of that day, and was stated otherwise; leave it out',
  },
  'welfare-terms-differ': {
    kind: 'conflict',
    check: 'Q08',
    zh: '所述条目要求与当日清单不符;请删去 terms,由台账填写',
    en: 'the terms stated are not those of the entry in force; leave terms out, the ledger fills them in',
  },
  'welfare-unit-not-of-orders': {
    kind: 'invalid',
    check: 'Q08',
    zh: '清单条目 {entry} 按人计量,订单不记人数;请以服务活动申报',
    en: 'entry {entry} is counted in persons, which an order does not record; report an activity',
  },
  'demand-or-reason': {
    kind: 'invalid',
    check: 'Q06',
    zh: '订单须注明所依据的需求(demandId),或没有需求的原因(withoutDemand),二者填一',
    en: 'an order names the demand it came of (demandId), or why it came of none (withoutDemand): one of the two',
  },
  'ordered-demand-unknown': {
    kind: 'conflict',
    check: 'Q10',
    zh: '没有需求 {demand};请先登记需求,或核对编号',
    en: 'there is no demand {demand}; register it first, or check its id',
  },
  'ordered-demand-of-other': {
    kind: 'conflict',
    check: 'Q10',
    zh: '需求 {demand} 不是企业 {buyer} 提出的;请核对编号,或填写没有需求的原因',
    en: 'demand {demand} is not one of enterprise {buyer}; check its id, or say why there is none',
  },
  'ordered-demand-not-open': {
    kind: 'conflict',
    check: 'Q10',
    zh: '下单时需求 {demand} 未受理,或已不予受理、办结、撤回;请先受理或退回重办',
    en: 'demand {demand} was not open when the order was placed: not accepted, rejected, closed or withdrawn; accept or reopen it first',
  },
  'item-without-version': {
    kind: 'invalid',
    check: 'Q06',
    zh: '服务产品与其版本须一并注明;请填写 itemId、itemVersion',
    en: 'an item is named with its version; state itemId and itemVersion, or neither',
  },
  'item-not-on-shelf': {
    kind: 'conflict',
    check: 'Q10',
    zh: '下单时服务产品 {item} 未上架',
    en: 'item {item} was not on the shelf when the order was placed',
  },
  'item-version-not-on-shelf': {
    kind: 'conflict',
    check: 'Q10',
    zh: '下单时上架的是服务产品 {item} 的第 {shelf} 版,不是第 {version} 版;请按上架版本下单',
    en: 'version {shelf} of item {item} was on the shelf, not {version}; order the one that was',
  },
  'item-differs': {
    kind: 'conflict',
    check: 'Q08',
    zh: '订单的 {field} 与上架的服务产品 {item} 不符(上架为 {listed});请改正,或删去 itemId',
    en: '{field} of the order is not that of item {item} on the shelf ({listed}); correct it, or leave itemId out',
  },
  'days-differ': {
    kind: 'invalid',
    check: 'Q04',
    zh: '期限 {stated} 天与规则的 {days} 天不符',
    en: '{stated} days stated, the rule says {days}',
  },
  'not-yet-due': {
    kind: 'conflict',
    check: 'Q04',
    zh: '自 {since} 起未满 {days} 天,尚不能申报「{event}」',
    en: '{type} is due {days} days after {since}, not before',
  },
  ...paperRefusals,
  'end-not-after-start': {
    kind: 'invalid',
    check: 'Q04',
    zh: '结束时间 {endAt} 不晚于开始时间 {startAt}',
    en: 'end {endAt} is not after start {startAt}; correct one of them',
  },
  'session-too-long': {
    kind: 'invalid',
    check: 'Q04',
    zh: '单场时长 {minutes} 分钟,超过 {max} 分钟;多日或多场请分场申报',
    en: '{minutes} minutes exceed the {max} of one session; state several sessions one by one',
  },
  'minutes-exceed-duration': {
    kind: 'invalid',
    check: 'Q04',
    zh: '服务时长 {minutes} 分钟超过起止时间内的 {max} 分钟',
    en: '{minutes} minutes do not fit between start and end, which are {max} apart',
  },
  'occurrence-off-end': {
    kind: 'invalid',
    check: 'Q04',
    zh: '发生时间 {occurredAt} 应不早于结束时间 {endAt},且为同一日',
    en: 'occurrence {occurredAt} should be at or after the end {endAt}, on the same civil day',
  },
  'nothing-delivered': {
    kind: 'conflict',
    check: 'Q06',
    zh: '没有服务过程(刊物、信函及时长为零的不计)也没有交付成果;请先补录,时长有误的先更正',
    en: 'there is neither a session (material sent and sessions of no minutes do not count) nor a deliverable; record one, or have wrong minutes corrected, first',
  },
  'totals-differ': {
    kind: 'conflict',
    check: 'Q08',
    zh: '申报的合计与台账不符:{differences}',
    en: 'stated sums differ from the recorded entries: {differences}',
  },
  'refund-exceeds-paid': {
    kind: 'conflict',
    check: 'Q08',
    zh: '退款 {refundFen} 分超过已付 {paidFen} 分',
    en: 'a refund of {refundFen} fen exceeds the {paidFen} fen paid',
  },
  'rating-revision-late': {
    kind: 'conflict',
    check: 'Q04',
    zh: '评价满 {days} 天后不能再改',
    en: 'a rating can be revised within {days} days, no longer',
  },
  ...attendanceRefusals,
});

export const activityRefusals = refuse.table;
