import { refusals } from '#kernel';

/** Refusals of items, catalogues, policies, standards and rules. */
export const refuse = refusals({
  'not-by-proxy': {
    kind: 'forbidden',
    check: null,
    zh: '发布、上架与下架不能代录;请以本单位的凭证申报',
    en: 'what is published, listed or delisted is stated in its own name, never by proxy',
  },
  'item-not-own': {
    kind: 'forbidden',
    check: null,
    zh: '服务产品属于机构 {agency},{own} 不能申报;请由该机构申报或由窗口代录',
    en: 'the item is of agency {agency}, not of {own}; let that agency state it, or a window by proxy',
  },
  'item-proxy-required': {
    kind: 'forbidden',
    check: null,
    zh: '这是机构 {agency} 的事项,窗口须代录:请在属性 onbehalfof 中填写 {agency}',
    en: 'this is a statement of agency {agency}; a window enters it by proxy, with the attribute onbehalfof = {agency}',
  },
  'item-party-differs': {
    kind: 'conflict',
    check: 'Q10',
    zh: '产品属于机构 {agency}、网络 {network},与申报的不符;二者不可变更',
    en: 'the item is of agency {agency} in network {network}, which cannot change; state these',
  },
  'lister-is-agency': {
    kind: 'forbidden',
    check: null,
    zh: '上架、下架人不得属于产品所属机构 {agency};请由其他枢纽账号处理',
    en: 'whoever lists or delists is not of the agency {agency} itself; have another account of the hub act',
  },
  'item-class-unknown': {
    kind: 'invalid',
    check: 'Q03',
    zh: '服务类别 {class} 在 {date} 无效;请使用该日有效的类别',
    en: 'no service class {class} was in force on {date}; use one that was',
  },
  'item-class-reason-missing': {
    kind: 'invalid',
    check: 'Q06',
    zh: '归入其他服务({class})须说明理由;请填写 classReason',
    en: 'class {class} says nothing by itself; state the reason in classReason',
  },
  'entry-code-missing': {
    kind: 'invalid',
    check: 'Q06',
    zh: '公益性服务须指明公益性服务清单的条目;请填写 entryCode',
    en: 'a public service names its entry of the welfare catalogue; state entryCode',
  },
  'entry-not-in-force': {
    kind: 'conflict',
    check: 'Q10',
    zh: '{date} 有效的公益性服务清单({network})没有条目 {entry};请核对代码或先发布清单',
    en: 'the welfare catalogue of {network} in force on {date} has no entry {entry}; check the code or publish it first',
  },
  'public-item-with-price': {
    kind: 'invalid',
    check: 'Q08',
    zh: '公益性服务不得向企业收费;请将 priceFen 改为 0 或改服务性质',
    en: 'a public service costs the enterprise nothing; make priceFen 0 or change welfareKind',
  },
  'standard-not-in-force': {
    kind: 'conflict',
    check: 'Q10',
    zh: '服务规范 {standard} 在 {date} 无效或不适用于类别 {class};请引用有效的版本',
    en: 'standard {standard} is not in force on {date} or not for class {class}; cite a version that is',
  },
  'item-version-not-next': {
    kind: 'conflict',
    check: 'Q10',
    zh: '变更的版本应为 {next},不是 {stated};请先查看最新内容',
    en: 'the next version of this item is {next}, not {stated}; look at its newest wording first',
  },
  'item-version-differs': {
    kind: 'conflict',
    check: 'Q10',
    zh: '送审的是第 {submitted} 版,不是第 {stated} 版;请审核送审的版本',
    en: 'version {submitted} was submitted, not {stated}; review the one that was',
  },
  'version-not-ascending': {
    kind: 'conflict',
    check: null,
    zh: '版本 {stated} 应大于已发布的版本 {last}',
    en: 'version {stated} is not above the published version {last}; give it a higher number',
  },
  'effective-before-earlier-version': {
    kind: 'conflict',
    check: null,
    zh: '生效日 {stated} 早于上一版本的生效日 {last};请改为该日或之后',
    en: 'it would take effect on {stated}, before the version that took effect on {last}; name that day or a later one',
  },
  'publication-too-far-ahead': {
    kind: 'invalid',
    check: null,
    zh: '生效日 {date} 晚于发布日 {days} 天以上;请核对年份,或在生效前 {days} 天内发布',
    en: '{date} lies more than {days} days after the publication; check the year, or publish within {days} days before',
  },
  'too-many-versions': {
    kind: 'conflict',
    check: null,
    zh: '已有 {max} 个版本,达到上限;请启用新的编号',
    en: 'there are {max} versions already, which is the limit; begin another stream',
  },
  'entry-code-twice': {
    kind: 'invalid',
    check: null,
    zh: '条目代码 {entry} 重复;清单内每个代码只能出现一次',
    en: 'entry code {entry} stands twice; a catalogue has each code once',
  },
  'doc-number-not-of-stream': {
    kind: 'invalid',
    check: null,
    zh: '文号 {docNo} 的流水编号应为 {stream}',
    en: 'the stream of document number {docNo} is {stream}; state it there',
  },
  'doc-number-twice': {
    kind: 'invalid',
    check: null,
    zh: '文号 {docNo} 在本文件中重复;文号与别名各写一次',
    en: 'document number {docNo} stands twice in this policy; write number and aliases once each',
  },
  'doc-number-not-reserved': {
    kind: 'conflict',
    check: null,
    zh: '文号 {docNo} 尚未登记给政策 {policy};请先以 {stream} 为主体申报 cn.smes.catalogue.doc-number-reserved.v1',
    en: 'document number {docNo} is not reserved for policy {policy}; state cn.smes.catalogue.doc-number-reserved.v1 about {stream} first',
  },
  'doc-number-held-by-another': {
    kind: 'conflict',
    check: null,
    zh: '文号 {docNo} 已由政策 {holder} 使用;请核对是否重复发布',
    en: 'document number {docNo} is held by policy {holder}; check whether one document was published twice',
  },
  'doc-number-in-use': {
    kind: 'conflict',
    check: null,
    zh: '政策 {policy} 已发布,其文号不能解除登记',
    en: 'policy {policy} is published, so its document numbers stay with it',
  },
  'issued-in-future': {
    kind: 'invalid',
    check: null,
    zh: '发文日期 {date} 晚于发布日 {today};请核对',
    en: 'issued on {date}, which lies after the publication on {today}; check it',
  },
  'withdrawn-before-issued': {
    kind: 'invalid',
    check: null,
    zh: '废止日 {on} 早于 {since};请核对',
    en: 'withdrawn on {on}, which lies before {since}; check it',
  },
  'rule-not-of-stream': {
    kind: 'invalid',
    check: null,
    zh: '规则 {ruleId}({kind})不能发布于 {stream};规则编号与类别须与流水一致',
    en: 'rule {ruleId} of kind {kind} is not published to {stream}; id, kind and stream go together',
  },
  'rule-body-invalid': {
    kind: 'invalid',
    check: null,
    zh: '规则正文有 {count} 处不符合 {kind} 类规则的结构',
    en: 'the body does not fit rules of kind {kind} in {count} places',
  },
  'rule-body-contradicts-itself': {
    kind: 'invalid',
    check: null,
    zh: '规则正文自相矛盾:{what}',
    en: 'the body of the rule contradicts itself: {what}',
  },
  'rule-body-not-applied': {
    kind: 'invalid',
    check: null,
    zh: '已登记的内容均按 {field} = {value} 判定,规则正文不能另定;请填写 {value}',
    en: 'what is recorded has been judged by {field} = {value}, which no rule can change; state {value}',
  },
  'rule-body-digest-differs': {
    kind: 'invalid',
    check: null,
    zh: '规则正文的摘要为 {computed},与申报的 {stated} 不符;请按 RFC 8785 规范形式重新计算',
    en: 'the SHA-256 of the body is {computed}, not {stated}; compute it over the RFC 8785 form',
  },
  'anchor-not-in-force': {
    kind: 'conflict',
    check: null,
    zh: '所依据的政策 {policy} 未发布或在 {date} 已废止;请先发布该政策',
    en: 'policy {policy}, on which it rests, is not published or is withdrawn on {date}; publish it first',
  },
});

export const catalogueRefusals = refuse.table;
