import {
  basis,
  civilDate,
  divisionCode,
  eventType,
  Field,
  flag,
  id,
  integer,
  keptElsewhere,
  listOf,
  nested,
  nodeCode,
  oneOf,
  orgId,
  type FactOf,
} from '#kernel';
import { codeList } from '#reference';
import { name } from './network-fields.js';

const NODE_KINDS = codeList('node-kinds', '节点类型', 'kind of node', {
  HUB: ['枢纽平台', 'hub'],
  COMPREHENSIVE: ['综合窗口平台', 'comprehensive window'],
  INDUSTRY: ['产业集群窗口平台', 'window of an industrial cluster'],
  COUNTY: ['县市区窗口平台', 'county window'],
  PARK: ['园区窗口平台', 'window of a park'],
});
const AREA_KINDS = codeList('area-kinds', '服务区域类型', 'kind of area', {
  DIVISION: ['行政区划', 'division'],
  CLUSTER: ['产业集群', 'industrial cluster'],
  PARK: ['园区', 'park'],
});
const ALGORITHMS = codeList('algorithms', '证书算法', 'algorithm of a credential', {
  SM2: ['国密 SM2', 'SM2'],
  RSA: ['RSA', 'RSA'],
});
const TARGET_UNITS = codeList('target-units', '年度任务单位', 'unit of a target', {
  ORGS: ['家', 'organisations'],
  ORG_TIMES: ['家次', 'services to organisations'],
  PERSON_TIMES: ['人次', 'attendances'],
  SESSIONS: ['场次', 'sessions'],
  FEN: ['分', 'hundredths of a yuan'],
  BASIS_POINTS: ['万分比', 'basis points'],
});
const SUSPENSION_GROUNDS = codeList('suspension-grounds', '节点暂停依据', 'why a node is suspended', {
  EVALUATION: ['评价结果', 'an evaluation'],
  INSPECTION: ['检查', 'an inspection'],
  OTHER: ['其他', 'other'],
});

class NodeEstablished {
  @Field(name.as('节点名称', 'name of the node', '岳麓区中小企业服务中心')) name: string;
  @Field(oneOf(NODE_KINDS)) kind: string;
  @Field(divisionCode) divisionCode: string;
  @Field(name.as('所服务的产业集群', 'the industrial cluster it serves', '工程机械产业集群'), 'optional')
  clusterName?: string;
}

/** Terms follow one another; one without `to` lasts until the next begins. */
class NodeOperatorAppointed {
  @Field(orgId.as('运营主体', 'the organisation that runs it', 'OP-W430104')) operatorOrgId: string;
  @Field(civilDate.as('任期首日', 'first day of its term', '2026-01-01')) from: string;
  @Field(
    civilDate.as(
      '任期末日;不填则至下一任开始',
      'last day; without one the term lasts until the next begins',
      '2028-12-31',
    ),
    'optional',
  )
  to?: string;
  @Field(keptElsewhere('任命文件', 'the document that appoints it', ['主管部门', 'the authority'])) basisSha256: string;
}

class NodeAccepted {
  @Field(civilDate.as('验收日期', 'day of acceptance')) on: string;
  @Field(
    integer(0, 10_000).as('验收得分的百倍,92.5 分为 9250', 'hundredths of a point: 92.5 points are 9250', 9_250),
    'optional',
  )
  scoreHundredths?: number;
  @Field(flag.as('是否在网络建设规划之内', 'whether the node stands in the construction plan of its network', true))
  inPlan: boolean;
}

export class ServiceArea {
  @Field(oneOf(AREA_KINDS)) kind: string;
  @Field(
    id.as(
      '区域代码:DIVISION 为行政区划代码,其余由网络自定',
      'a division code for divisions, otherwise the network’s own',
      '430104',
    ),
  )
  code: string;
  @Field(name.as('区域名称', 'name of the area', '岳麓区')) name: string;
}

/** The whole area served from now on. */
class NodeServiceAreaChanged {
  @Field(listOf(nested(ServiceArea), 1, 50).as('此后的全部服务区域', 'the whole area served from now on'))
  areas: readonly ServiceArea[];
}

class NodeCredentialIssued {
  @Field(id.as('证书编号', 'names the credential', 'CA-2026-1')) keyId: string;
  @Field(oneOf(ALGORITHMS)) algorithm: string;
  @Field(civilDate.as('有效期最后一日', 'last day on which it is valid', '2026-12-31')) notAfter: string;
}

class NodeCredentialRevoked {
  @Field(id.as('证书编号', 'names the credential', 'CA-2026-1')) keyId: string;
  @Field(basis) basis: string;
}

/** A later assignment for the same year and indicator replaces the earlier one. */
class TargetAssigned {
  @Field(integer(2000, 2100).as('年度', 'year', 2026)) year: number;
  @Field(id.as('指标代码,见 /v1/figures', 'code of the figure, see /v1/figures', 'F01')) indicator: string;
  @Field(integer(0, 9_000_000_000_000_000).as('任务数', 'the target', 300)) value: number;
  @Field(oneOf(TARGET_UNITS)) unit: string;
}

class NodeSuspended {
  @Field(oneOf(SUSPENSION_GROUNDS)) basisKind: string;
  @Field(basis) basis: string;
  @Field(
    civilDate.as('预定的最后一日;恢复另行登记', 'planned last day; reinstating is an event of its own', '2026-06-30'),
    'optional',
  )
  until?: string;
}

class NodeReinstated {
  @Field(basis) basis: string;
}

class NodeExited {
  @Field(basis) basis: string;
  @Field(civilDate.as('退出生效日期', 'first day on which it is no longer a node')) effectiveOn: string;
  @Field(nodeCode.as('承接未结业务的节点', 'the node that takes over what is open', 'W430105'))
  handoverNodeCode: string;
}

export type NodeStatus = 'ABSENT' | 'ESTABLISHED' | 'ACTIVE' | 'SUSPENDED' | 'EXITED';

/** The authority decides on a node's standing; the hub keeps the registry; a window only hands back its own keys. */
const AUTHORITY = { version: 1, by: ['AUTHORITY'] } as const;
const REGISTRY = { version: 1, by: ['HUB', 'AUTHORITY'] } as const;

export const nodeEvents = {
  NodeEstablished: eventType(NodeEstablished, { ...REGISTRY, zh: '节点已设立', from: ['ABSENT'], to: 'ESTABLISHED' }),
  NodeOperatorAppointed: eventType(NodeOperatorAppointed, {
    ...REGISTRY,
    zh: '运营主体已确定',
    from: ['ESTABLISHED', 'ACTIVE', 'SUSPENDED'],
    inSequence: true,
  }),
  NodeAccepted: eventType(NodeAccepted, { ...AUTHORITY, zh: '节点已验收', from: ['ESTABLISHED'], to: 'ACTIVE' }),
  NodeServiceAreaChanged: eventType(NodeServiceAreaChanged, { ...REGISTRY, zh: '服务范围已调整', from: ['ACTIVE'] }),
  NodeCredentialIssued: eventType(NodeCredentialIssued, {
    ...REGISTRY,
    zh: '接口凭证已发放',
    from: ['ESTABLISHED', 'ACTIVE'],
  }),
  NodeCredentialRevoked: eventType(NodeCredentialRevoked, {
    version: 1,
    by: ['WINDOW', 'HUB', 'AUTHORITY'],
    zh: '接口凭证已吊销',
    from: ['ESTABLISHED', 'ACTIVE', 'SUSPENDED', 'EXITED'],
  }),
  TargetAssigned: eventType(TargetAssigned, { ...REGISTRY, zh: '年度任务已下达', from: ['ACTIVE', 'SUSPENDED'] }),
  NodeSuspended: eventType(NodeSuspended, { ...AUTHORITY, zh: '节点已暂停', from: ['ACTIVE'], to: 'SUSPENDED' }),
  NodeReinstated: eventType(NodeReinstated, { ...AUTHORITY, zh: '节点已恢复', from: ['SUSPENDED'], to: 'ACTIVE' }),
  NodeExited: eventType(NodeExited, {
    ...AUTHORITY,
    zh: '节点已退出',
    from: ['ESTABLISHED', 'ACTIVE', 'SUSPENDED'],
    to: 'EXITED',
    moments: ({ effectiveOn }) => [{ pointer: '/effectiveOn', at: effectiveOn }],
  }),
};

export type NodeFact = FactOf<typeof nodeEvents>;
export type NodeFactOf<Type extends NodeFact['type']> = Extract<NodeFact, { type: Type }>;
