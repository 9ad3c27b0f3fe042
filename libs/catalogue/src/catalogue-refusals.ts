import { refusals } from '#kernel';

/** Refusals of items, catalogues, policies, standards and rules. */
export const refuse = refusals({
  'welfare-entry-missing': {
    kind: 'invalid',
    check: 'Q06',
    zh: '公益性服务须注明所属网络及其公益性服务清单条目;请填写 networkCode、entryCode',
    en: 'what is public welfare names its network and the entry of its welfare catalogue; state networkCode and entryCode',
  },
  'welfare-entry-not-in-force': {
    kind: 'conflict',
    check: 'Q10',
    zh: '{date} 网络 {network} 的公益性服务清单没有条目 {entry};请改用当日有效的条目,或先发布清单',
    en: 'the welfare catalogue of network {network} has no entry {entry} in force on {date}; use one that is, or publish it first',
  },
  'public-with-fee': {
    kind: 'invalid',
    check: 'Q08',
    zh: '公益性服务不得收费;请改为低收费或增值性,或将费用改为 0',
    en: 'a public-welfare service has no fee; set it to 0 or state LOW_FEE or VALUE_ADDED',
  },
  'item-party-differs': {
    kind: 'conflict',
    check: 'Q10',
    zh: '产品属于机构 {agency}、网络 {network},与申报的不符;二者不可变更',
    en: 'the item is of agency {agency} in network {network}, which cannot change; state these',
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
  'withdrawn-before-issued': {
    kind: 'invalid',
    check: null,
    zh: '废止日 {on} 早于 {since};请核对',
    en: 'withdrawn on {on}, which lies before {since}; check it',
  },
  'rule-not-of-stream': {
    kind: 'invalid',
    check: null,
    zh: '规则 {ruleId}({kind})不能发布于 {stream};规则编号须与流水一致,SLA、CALENDAR、DQ、BACKDATING 类以类别小写为编号,资金类规则另取编号',
    en: 'rule {ruleId} of kind {kind} is not published to {stream}; the stream names the id, which of SLA, CALENDAR, DQ and BACKDATING is the kind in lower case, and of rules about money another one',
  },
  'rule-of-another-kind': {
    kind: 'conflict',
    check: null,
    zh: '该规则此前各版本的种类为 {kind},不能改为 {stated};请以新的规则编号发布',
    en: 'the versions of this rule are of kind {kind}, which cannot become {stated}; publish it under an id of its own',
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
  'rule-example-incomplete': {
    kind: 'invalid',
    check: null,
    zh: '算例“{example}”缺少或引用了规则中没有的 {fields};请补全,以便台账重算',
    en: 'the example “{example}” leaves out, or names of the rule what it does not have: {fields}; complete it, so that the ledger can recompute it',
  },
  'rule-example-differs': {
    kind: 'invalid',
    check: null,
    zh: '算例“{example}”按规则计算为 {computed} 分,与所填 {stated} 分不符;请核对规则或算例',
    en: 'by this rule the example “{example}” comes to {computed} fen, not {stated}; mend the rule or the example',
  },
  'anchor-not-in-force': {
    kind: 'conflict',
    check: null,
    zh: '所依据的政策 {policy} 未发布或在 {date} 已废止;请先发布该政策',
    en: 'policy {policy}, on which it rests, is not published or is withdrawn on {date}; publish it first',
  },
});

export const catalogueRefusals = refuse.table;
