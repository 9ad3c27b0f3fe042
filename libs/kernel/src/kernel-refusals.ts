import { refusals } from './refusal.js';

/** Refusals every aggregate shares. */
export const refuse = refusals({
  'role-may-not-state': {
    kind: 'forbidden',
    check: null,
    zh: '{role}不能申报「{event}」;可由{allowed}申报',
    en: 'role {role} may not state {type}; {allowed} may',
  },
  'not-own-business': {
    kind: 'forbidden',
    check: null,
    zh: '机构 {org} 以 {role} 身份只能申报自己的业务;该业务属于 {owner},请由其申报,或由节点代录',
    en: 'organisation {org} may state, as {role}, only its own business; this belongs to {owner}: let that one state it, or a node by proxy',
  },
  'not-own-node': {
    kind: 'forbidden',
    check: null,
    zh: '节点 {node} 只能申报本节点的业务;该业务属于 {owner},请由其申报',
    en: 'node {node} may state only its own business; this belongs to {owner}: let that node state it',
  },
  'proxy-not-allowed': {
    kind: 'forbidden',
    check: null,
    zh: '「{event}」不能代录;请以自己的名义、凭自己的凭证申报',
    en: '{type} cannot be entered by proxy; state it in your own name, with your own credential',
  },
  'proxy-required': {
    kind: 'forbidden',
    check: null,
    zh: '这是 {principals} 自己的事项;节点须代录,并在属性 onbehalfof 中注明该委托方',
    en: 'this is the word of {principals}; a node enters it by proxy and names that party in the attribute onbehalfof',
  },
  'own-business': {
    kind: 'forbidden',
    check: null,
    zh: '不得决定本机构、本节点或关联方 {party} 的事项;请由主管部门或其他无关联的账号申报',
    en: 'nobody decides the business of their own, or of who is related to them ({party}); let the authority or an unrelated account state it',
  },
  'limit-reached': {
    kind: 'conflict',
    check: null,
    zh: '「{event}」已达上限 {limit};请另开流水,或联系枢纽平台',
    en: 'the limit of {limit} for {type} is reached; use another stream for more, or ask the hub',
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
  'date-in-future': {
    kind: 'invalid',
    check: 'Q04',
    zh: '日期或年度 {date} 晚于发生日 {occurredOn};请核对',
    en: '{date} lies after the day of occurrence {occurredOn}; check it',
  },
  'texts-not-plain': {
    kind: 'invalid',
    check: 'Q03',
    zh: '有 {count} 处文本或编号所见与所存不同;请按各项说明改正',
    en: '{count} texts or ids are not what they look like; correct each as it says',
  },
  'event-type-superseded': {
    kind: 'invalid',
    check: 'Q03',
    zh: '事件类型已有新版本,须按 {newest} 申报;此前已登记的可原样重复提交',
    en: 'this event type has a newer version: state {newest}; only what was recorded before may be repeated as it was',
  },
  'status-not-allowed': {
    kind: 'conflict',
    check: 'Q10',
    zh: '当前状态{status}不允许「{event}」,它须在以下状态申报:{allowed};此时{role}可申报:{next}',
    en: '{type} cannot follow in status {status}, it can in: {allowed}; what {role} may state now: {next}',
  },
  'occurred-in-future': {
    kind: 'invalid',
    check: 'Q04',
    zh: '发生时间 {occurredAt} 晚于登记时间 {recordedAt};请检查年份与时区',
    en: 'occurrence {occurredAt} is later than recording {recordedAt}; check year and offset',
  },
  'backdated-too-far': {
    kind: 'invalid',
    check: 'Q04',
    zh: '发生时间 {occurredAt} 已超过补录期限 {days} 天;请检查年份,确需补录的请联系主管部门',
    en: 'occurrence {occurredAt} lies more than {days} days back, the limit for late entries; check the year, or ask the authority',
  },
  'before-what-it-rests-on': {
    kind: 'conflict',
    check: 'Q04',
    zh: '「{event}」的时间 {at} 早于它所依据的「{basisEvent}」({basisAt},事件 {basis});请按实际发生的、不早于后者的时间申报;后者时间有误的,请先申请更正',
    en: '{type} at {at} would lie before {basisType} at {basisAt} (event {basis}), on which it rests: state when it happened, not before that; if that one has the wrong time, have it restated first',
  },
  'times-out-of-order': {
    kind: 'conflict',
    check: 'Q04',
    zh: '「{event}」({at})与「{otherEvent}」({otherAt},事件 {other})不可能按这两个时间先后发生;请核对时间,后者有误的,请先申请更正或冲销',
    en: '{type} at {at} and {otherType} at {otherAt} (event {other}) cannot have happened in the order of these times: check yours; if that one is wrong, have it restated or reversed first',
  },
  'correction-target-missing': {
    kind: 'missing',
    check: 'Q10',
    zh: '本流水中没有事件 {target};请核对被更正事件的编号',
    en: 'this stream has no event {target}; check the id of the entry to correct',
  },
  'correction-of-correction': {
    kind: 'conflict',
    check: null,
    zh: '事件 {target} 本身是更正,不能再更正;请针对原始事件重新申报',
    en: 'event {target} is itself a correction; correct the original entry instead',
  },
  'already-reversed': {
    kind: 'conflict',
    check: 'Q09',
    zh: '事件 {target} 已被冲销,不能再更正',
    en: 'event {target} was reversed already and cannot be corrected again',
  },
  'correction-by-poster': {
    kind: 'forbidden',
    check: null,
    zh: '更正须由原申报人及其节点以外的账号批准',
    en: 'a correction needs an account other than the poster and its node',
  },
  'correction-of-authority': {
    kind: 'forbidden',
    check: null,
    zh: '该事件由主管部门申报,只能由主管部门另一账号更正',
    en: 'the authority stated this entry; only another account of the authority may correct it',
  },
  'restatement-by-another': {
    kind: 'forbidden',
    check: null,
    zh: '「{event}」只能由{allowed}申报,他人不能代为改写;请冲销后由其重新申报',
    en: '{type} is stated by {allowed} only, and nobody words it for them; reverse it and let them state it again',
  },
  'later-entries-depend': {
    kind: 'conflict',
    check: null,
    zh: '后续事件 {dependent}({event})依赖该事件;请先冲销后续事件',
    en: 'later event {dependent} ({type}) depends on it; reverse that one first',
  },
  'restatement-decides-more': {
    kind: 'conflict',
    check: null,
    zh: '改正后的内容会引出其他事件({events});请先冲销,再重新申报',
    en: 'worded anew, the entry would lead to further events ({events}); reverse it and state it again',
  },
  'not-correctable': {
    kind: 'conflict',
    check: null,
    zh: '「{category}」类流水的事件不可更正;请另行申报新的事件',
    en: 'entries of {category} streams are not corrected; state a new fact instead',
  },
  'invalid-data': {
    kind: 'invalid',
    check: 'Q03',
    zh: '数据有 {count} 处需要修改',
    en: '{count} fields need a change',
  },
});

export const kernelRefusals = refuse.table;
