import { refusals } from '#kernel';

/** Refusals of demands. */
export const refuse = refusals({
  'demand-asker-not-one': {
    kind: 'invalid',
    check: 'Q03',
    zh: '需求须有且只有一个提出方;请在 orgId 与 subjectId 中填写一项',
    en: 'a demand has one asker; state either orgId or subjectId',
  },
  'demand-sla-differs': {
    kind: 'invalid',
    check: 'Q08',
    zh: '时限规则由台账按登记日有效的版本填写,与申报的不符;请删去 sla',
    en: 'the ledger fills in the terms in force on the day of registration, and those stated differ; leave sla out',
  },
  'demand-reason-missing': {
    kind: 'invalid',
    check: 'Q06',
    zh: '以「其他」为由不予受理的,须填写 reason',
    en: 'a rejection for another reason states that reason',
  },
  'demand-forward-not-to-hub': {
    kind: 'conflict',
    check: 'Q10',
    zh: '节点 {node} 不是枢纽;转报只能报送枢纽,转派请由枢纽申报',
    en: 'node {node} is no hub; forward to the hub, which refers to other nodes',
  },
  'demand-already-forwarded': {
    kind: 'conflict',
    check: 'Q09',
    zh: '该需求已转报 {node};无需重复转报',
    en: 'the demand was forwarded to {node} already; there is no need to do it again',
  },
  'demand-receipt-time-off': {
    kind: 'invalid',
    check: 'Q04',
    zh: '回执时间 {receivedAt} 应在转报时间 {occurredAt} 之后、登记入账之前;请核对回执',
    en: 'receipt {receivedAt} should lie between the forwarding {occurredAt} and now; check the receipt',
  },
  'demand-referral-not-one': {
    kind: 'invalid',
    check: 'Q03',
    zh: '转派须有且只有一个去向;请在 toNode 与 department 中填写一项',
    en: 'a referral has one destination; state either toNode or department',
  },
  'demand-referral-by-hub': {
    kind: 'forbidden',
    check: null,
    zh: '首接节点不能自行把需求转给其他节点;请转报枢纽,由枢纽转派',
    en: 'the node that was asked cannot pass a demand on to another; forward it to the hub, which refers',
  },
  'demand-already-there': {
    kind: 'conflict',
    check: 'Q09',
    zh: '该需求已由 {node} 办理;请核对转派去向',
    en: 'node {node} handles this demand already; check the destination',
  },
  'demand-already-answered': {
    kind: 'conflict',
    check: 'Q09',
    zh: '首次响应已登记;更正请用蓝字更正',
    en: 'the first response is recorded already; restate that entry to correct it',
  },
  'demand-without-contact': {
    kind: 'conflict',
    check: 'Q06',
    zh: '需求未登记联系方式,无法以 {medium} 响应;请核对,或登记当面响应(ON_SITE)',
    en: 'the demand left no way to be reached by {medium}; check it, or state a response face to face (ON_SITE)',
  },
  'demand-no-longer-period': {
    kind: 'conflict',
    check: 'Q10',
    zh: '登记时有效的时限规则没有疑难时限;请按一般时限办理',
    en: 'the terms of this demand know no period for hard cases; the ordinary one holds',
  },
  'demand-already-hard': {
    kind: 'conflict',
    check: 'Q09',
    zh: '该需求已认定为疑难需求;无需重复认定',
    en: 'the demand was declared a hard case already; there is no need to do it again',
  },
  'demand-already-overdue': {
    kind: 'conflict',
    check: 'Q04',
    zh: '办结期限 {closeBy} 已过,不能再认定为疑难需求;请按逾期办理',
    en: 'the period ended on {closeBy}; a demand that is overdue is not declared a hard case',
  },
  'demand-agency-is-asker': {
    kind: 'conflict',
    check: 'Q08',
    zh: '服务机构与需求提出方为同一主体 {org};请另选机构',
    en: 'agency and asker are one organisation, {org}; choose another agency',
  },
  'demand-not-accepted': {
    kind: 'conflict',
    check: 'Q10',
    zh: '需求尚未受理,只能由提出方撤回;请先受理或不予受理',
    en: 'the demand was not accepted yet, so only its asker may withdraw it; accept or reject it first',
  },
  'demand-outcome-not-own': {
    kind: 'forbidden',
    check: null,
    zh: '{role} 不能申报办结结果 {outcome};提出方申报 WITHDRAWN,办理节点申报 SATISFIED 或 UNMET',
    en: '{role} may not state outcome {outcome}; the asker states WITHDRAWN, the handling node SATISFIED or UNMET',
  },
  'demand-return-call-missing': {
    kind: 'conflict',
    check: 'Q06',
    zh: '诉求办结前须回访;请填写 returnCall',
    en: 'an appeal is not closed without calling back; state the call in returnCall',
  },
  'demand-return-call-contradicts': {
    kind: 'conflict',
    check: 'Q08',
    zh: '回访不满意的,不能以 SATISFIED 办结;请继续办理,或以 UNMET 办结',
    en: 'who was called back was not satisfied, so it is not closed as SATISFIED; go on with it, or close it as UNMET',
  },
  'demand-return-call-time-off': {
    kind: 'invalid',
    check: 'Q04',
    zh: '回访时间 {at} 应在需求登记之后、办结之前;请核对时间',
    en: 'the call at {at} should lie between registration and closing; check the time',
  },
  'demand-reopening-needs-supervisor': {
    kind: 'forbidden',
    check: null,
    zh: '该需求已退回重办 {times} 次;再次退回请由未办理该需求的枢纽或主管部门申报',
    en: 'the demand was reopened {times} times; a further time takes the authority, or a hub that does not handle it',
  },
});

export const demandRefusals = refuse.table;
