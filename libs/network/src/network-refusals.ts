import { refusals } from '#kernel';

export const refuse = refusals({
  'organization-not-own': {
    kind: 'forbidden',
    zh: '该账号只能申报本机构 {own} 的事项,不能申报 {org};请由该机构、窗口代录或枢纽平台申报',
    en: 'this account speaks for its own organisation {own} only, not for {org}; let that one, a window by proxy or the hub state it',
  },
  'proxy-required': {
    kind: 'forbidden',
    zh: '这是 {org} 自己的事项,窗口须代录:请在属性 onbehalfof 中填写 {org}',
    en: 'this is a statement of {org}; a window enters it by proxy, with the attribute onbehalfof = {org}',
  },
  'own-business': {
    kind: 'forbidden',
    zh: '不得决定本机构或本节点 {party} 的事项;请由主管部门或其他账号申报',
    en: 'nobody decides the business of their own {party}; let the authority or another account state it',
  },
  'node-not-own': {
    kind: 'forbidden',
    zh: '该账号只能申报本节点 {own} 的事项,不能申报 {node};请由该节点、枢纽平台或主管部门申报',
    en: 'this account acts for node {own} only, not for {node}; let that node, the hub or the authority state it',
  },
  'organization-not-live': {
    kind: 'conflict',
    zh: '主体 {org} 未登记或已注销;请先登记该主体或核对编号',
    en: 'organisation {org} is not registered or is deregistered; register it first or check the id',
  },
  'node-not-live': {
    kind: 'conflict',
    zh: '节点 {node} 未验收、已暂停或已退出;请选择运行中的节点',
    en: 'node {node} is not accepted, suspended or has left; name a node in operation',
  },
  'refers-to-itself': {
    kind: 'invalid',
    zh: '不能以自身 {self} 为对象;请填写另一主体或节点',
    en: 'it cannot refer to itself ({self}); name another one',
  },
  'already-stated': {
    kind: 'conflict',
    zh: '{what} 已登记;如有错误,请以更正方式申报',
    en: '{what} is recorded already; if it is wrong, correct that entry',
  },
  'too-many': {
    kind: 'conflict',
    zh: '「{what}」已达上限 {max} 项;请先清理或联系枢纽平台',
    en: 'there are {max} of {what} already, which is the limit; clear some first or ask the hub',
  },
  'computed-field-differs': {
    kind: 'invalid',
    zh: '字段 {field} 由台账计算,结果为 {computed},与申报的 {stated} 不符;请改正或不填',
    en: '{field} is computed by the ledger as {computed}, not {stated}; correct it or leave it out',
  },
  'division-unknown': {
    kind: 'invalid',
    zh: '行政区划代码 {division} 在 {date} 无效;请使用该日有效的代码',
    en: 'no division bore the code {division} on {date}; use one in force on that day',
  },
  'industry-unknown': {
    kind: 'invalid',
    zh: '行业代码 {industry} 不在 GB/T 4754-2017 中;请核对',
    en: 'industry {industry} is not in GB/T 4754-2017; check the code',
  },
  'class-unknown': {
    kind: 'invalid',
    zh: '服务类别 {class} 在 {date} 无效;请使用该日有效的类别',
    en: 'no service class {class} was in force on {date}; use one that was',
  },
  'date-in-future': {
    kind: 'invalid',
    zh: '日期或年度 {date} 晚于发生日 {occurredOn};请核对',
    en: '{date} lies after the day of occurrence {occurredOn}; check it',
  },
  'dates-reversed': {
    kind: 'invalid',
    zh: '截止日 {to} 早于起始日 {from};请核对',
    en: 'the end {to} lies before the beginning {from}; check both',
  },
  'effective-too-far-ahead': {
    kind: 'invalid',
    zh: '生效日 {date} 晚于发生日 {days} 天以上;请在生效前 {days} 天内申报',
    en: '{date} lies more than {days} days after the occurrence; state it within {days} days before it takes effect',
  },
  'identifier-is-personal-data': {
    kind: 'invalid',
    zh: '疑似居民身份号码或手机号,不得填报;请填写单位的标识',
    en: 'looks like a resident ID or a mobile number, which must not be stated; state an identifier of the organisation',
  },
  'identifier-illegal': {
    kind: 'invalid',
    zh: '{kind} 标识 {raw} 的位数或字符不合规;请对照证照重新填写',
    en: '{raw} has not the length or the characters of a {kind}; copy it from the licence again',
  },
  'identifier-not-claimed': {
    kind: 'conflict',
    zh: '主体 {org} 未申报标识 {identifier};请先申报 cn.smes.network.organization-identifier-claimed.v1',
    en: 'organisation {org} has not claimed {identifier}; state cn.smes.network.organization-identifier-claimed.v1 first',
  },
  'identifier-not-bound': {
    kind: 'conflict',
    zh: '统一社会信用代码 {identifier} 尚未绑定到 {org};请先以 {stream} 为主体申报 cn.smes.network.uscc-bound.v1',
    en: 'credit code {identifier} is not bound to {org} yet; state cn.smes.network.uscc-bound.v1 about {stream} first',
  },
  'identifier-held-by-another': {
    kind: 'conflict',
    zh: '统一社会信用代码 {identifier} 已由主体 {holder} 持有或申报;同一单位请沿用该主体编号,申报有误的请枢纽核对后冲销该申报',
    en: 'credit code {identifier} is held or claimed by organisation {holder}; use that id where it is one enterprise, else have the hub look and reverse the wrong claim',
  },
  'identifier-held-elsewhere': {
    kind: 'conflict',
    zh: '统一社会信用代码 {identifier} 已由其他主体持有或申报;请向所在窗口或枢纽查询该主体编号,有误的请其核对',
    en: 'credit code {identifier} is held or claimed by another organisation; your window or the hub knows which, and can look whose it is',
  },
  'identifier-still-verified': {
    kind: 'conflict',
    zh: '主体 {org} 存续且 {identifier} 已核验,不能解除绑定;请先注销主体或冲销核验',
    en: '{org} is live and {identifier} is verified for it, so it stays bound; deregister it or reverse the verification first',
  },
  'registry-evidence-required': {
    kind: 'conflict',
    zh: '标识 {identifier} 校验位不符;核验须以登记机关数据(REGISTRY)为来源并附佐证',
    en: 'the check digit of {identifier} fails; verify it from the REGISTRY and give the evidence',
  },
  'figures-unknown': {
    kind: 'missing',
    zh: '主体没有编号为 {event} 的有效年度数据;请引用 cn.smes.network.organization-figures-reported.v1 的事件编号',
    en: 'no figures stand under event {event}; name the event id of a cn.smes.network.organization-figures-reported.v1',
  },
  'size-differs-from-computed': {
    kind: 'conflict',
    zh: '按 {standard} 与所引数据计算为 {computed},与申报的 {stated} 不符',
    en: 'by {standard} these figures make it {computed}, not {stated}; state that, or correct the figures',
  },
  'qualification-overlaps': {
    kind: 'conflict',
    zh: '同类同级资质在 {from} 至 {to} 已有效;请先申报失效或更正有效期',
    en: 'the same qualification stands from {from} to {to}; state that it lapsed, or correct the dates',
  },
  'qualification-not-held': {
    kind: 'conflict',
    zh: '{date} 没有该类该级的有效资质;请核对类别、级别与日期',
    en: 'no such qualification stands on {date}; check kind, level and date',
  },
  'succession-cycle': {
    kind: 'conflict',
    zh: '主体 {successor} 已由 {org} 承继,不能互为承继;请核对方向',
    en: '{org} already succeeds {successor}, so it cannot be succeeded by it; check the direction',
  },
  'appointment-overlaps': {
    kind: 'conflict',
    zh: '自 {from} 起的任期与上一运营主体的任期({earlier})重叠;请改期或更正上一任期',
    en: 'a term from {from} overlaps the one before ({earlier}); change the date, or correct that entry',
  },
  'node-has-no-operator': {
    kind: 'conflict',
    zh: '节点在 {date} 没有运营主体;请先申报 cn.smes.network.node-operator-appointed.v1',
    en: 'the node has no operator on {date}; state cn.smes.network.node-operator-appointed.v1 first',
  },
  'too-many-live-keys': {
    kind: 'conflict',
    zh: '节点已有 {max} 个有效凭证;请先吊销一个',
    en: 'the node has {max} live credentials; revoke one first',
  },
  'key-not-live': {
    kind: 'conflict',
    zh: '凭证 {key} 不存在或已吊销;请核对编号',
    en: 'there is no live credential {key}; check its id',
  },
  'target-after-year-end': {
    kind: 'invalid',
    zh: '{year} 年已结束(发生日 {today}),不能再下达当年任务',
    en: 'year {year} is over on {today}; a target is assigned before its year ends',
  },
  'barred-until': {
    kind: 'conflict',
    zh: '机构在 {until} 前被列入禁入;期满后方可申请',
    en: 'the agency is barred until {until}; it may apply after that',
  },
  'verifier-is-related': {
    kind: 'forbidden',
    zh: '核验方 {verifier} 与申请机构 {org} 为同一或关联主体;请由无关联的账号核验',
    en: 'verifier {verifier} is, or is related to, the applicant {org}; let an unrelated account verify',
  },
  'result-contradicts-checks': {
    kind: 'invalid',
    zh: '结论 {result} 与各项核验结果不一致;全部通过方为 PASS',
    en: 'result {result} contradicts the checks; it is PASS when all of them pass',
  },
  'class-not-listed': {
    kind: 'conflict',
    zh: '服务类别 {class} 不在已申请或已入网的类别({listed})之内',
    en: 'class {class} is not among those applied for or held ({listed})',
  },
  'exit-mode-not-own': {
    kind: 'forbidden',
    zh: '退出方式 {mode} 由枢纽平台或主管部门申报;机构只能申报自愿退出(VOLUNTARY)',
    en: 'mode {mode} is stated by the hub or the authority; an agency states VOLUNTARY only',
  },
});

export const networkRefusals = refuse.table;
