import { refusals } from '#kernel';
import { attendanceRefusals } from './attendance-refusals.js';
import { paperRefusals } from './paper-refusals.js';

/** Refusals of service orders and service activities. */
export const refuse = refusals({
  'not-own-business': {
    kind: 'forbidden',
    check: null,
    zh: '机构 {org} 以 {role} 身份只能申报自己的业务;该业务属于 {owner}',
    en: 'organisation {org} may state, as {role}, only its own business; this belongs to {owner}',
  },
  'not-own-node': {
    kind: 'forbidden',
    check: null,
    zh: '节点 {node} 只能申报本节点的业务;该业务属于 {owner}',
    en: 'node {node} may state only its own business; this belongs to {owner}',
  },
  'proxy-not-allowed': {
    kind: 'forbidden',
    check: null,
    zh: '「{event}」不能代录;须由本人以自己的凭证申报',
    en: '{type} cannot be entered by proxy; the party states it with its own credential',
  },
  'proxy-without-principal': {
    kind: 'forbidden',
    check: null,
    zh: '代录须在属性 onbehalfof 中注明委托方,应为 {principals} 之一',
    en: 'a proxy entry names the party it is entered for in the attribute onbehalfof: one of {principals}',
  },
  'reviewer-is-party': {
    kind: 'forbidden',
    check: null,
    zh: '审核人不得为业务当事方、其关联方或承办节点;请由无关联的枢纽或主管部门账号处理',
    en: 'a reviewer is no party of the business, not related to one and not from its node; have an unrelated hub or authority account act',
  },
  'flags-not-stated': {
    kind: 'invalid',
    check: 'Q03',
    zh: '标记由台账自动判定,不得申报;请删去 flags',
    en: 'flags are what the ledger notices by itself; leave them out',
  },
  'class-not-in-force': {
    kind: 'invalid',
    check: 'Q03',
    zh: '服务类别 {code} 在 {date} 无效;请改用当日有效的类别',
    en: 'service class {code} is not in force on {date}; use one that is',
  },
  'class-reason-missing': {
    kind: 'invalid',
    check: 'Q06',
    zh: '归入其他服务({code})须说明理由;请填写 classReason',
    en: 'class {code} says nothing by itself; state the reason in classReason',
  },
  'channel-not-in-force': {
    kind: 'invalid',
    check: 'Q03',
    zh: '服务方式 {code} 在 {date} 无效;请改用当日有效的方式',
    en: 'channel {code} is not in force on {date}; use one that is',
  },
  'division-not-in-force': {
    kind: 'invalid',
    check: 'Q03',
    zh: '行政区划 {code} 在 {date} 无效;请改用当日有效的代码',
    en: 'division {code} is not in force on {date}; use a code that is',
  },
  'buyer-is-agency': {
    kind: 'invalid',
    check: 'Q08',
    zh: '买方与服务机构不得为同一主体 {org}',
    en: 'buyer and agency are one organisation, {org}; an order needs two',
  },
  'public-with-fee': {
    kind: 'invalid',
    check: 'Q08',
    zh: '公益性服务不得收费;请改为低收费或增值性,或将费用改为 0',
    en: 'a public-welfare service has no fee; set it to 0 or state LOW_FEE or VALUE_ADDED',
  },
  'welfare-entry-missing': {
    kind: 'invalid',
    check: 'Q06',
    zh: '公益性服务须注明所属网络及其公益性服务清单条目;请填写 networkCode、entryCode',
    en: 'what is public welfare names its network and the entry of its welfare catalogue; state networkCode and entryCode',
  },
  'welfare-entry-unasked': {
    kind: 'invalid',
    check: 'Q08',
    zh: '只有公益性服务才注明清单条目;请删去 entryCode,或核对公益属性',
    en: 'only public welfare names an entry of the catalogue; leave entryCode out, or check welfareKind',
  },
  'welfare-entry-not-in-force': {
    kind: 'conflict',
    check: 'Q10',
    zh: '{date} 网络 {network} 的公益性服务清单没有条目 {entry};请改用当日有效的条目',
    en: 'the welfare catalogue of network {network} has no entry {entry} in force on {date}; use one that is',
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
  'dated-after-occurrence': {
    kind: 'invalid',
    check: 'Q04',
    zh: '日期 {date} 晚于发生时间 {occurredAt}',
    en: 'date {date} is later than the occurrence {occurredAt}; correct one of them',
  },
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
  'limit-reached': {
    kind: 'conflict',
    check: null,
    zh: '「{event}」已达上限 {limit};请另开流水',
    en: 'the limit of {limit} for {type} is reached; use another stream for more',
  },
  ...attendanceRefusals,
});

export const activityRefusals = refuse.table;
