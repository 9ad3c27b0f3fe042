import { civilDate, eventType, Field, flag, id, integer, listOf, nested, oneOf, sha256Hex, type FactOf } from '#kernel';
import { basis, divisionCode, name, nodeCode } from './network-fields.js';

/** 枢纽, 综合, 产业, 县市区, 园区. */
const NODE_KINDS = ['HUB', 'COMPREHENSIVE', 'INDUSTRY', 'COUNTY', 'PARK'];

class NodeEstablished {
  @Field(name) name: string;
  @Field(oneOf(NODE_KINDS)) kind: string;
  @Field(divisionCode) divisionCode: string;
  @Field(name, 'optional') clusterName?: string;
}

/** Terms follow one another; one without `to` lasts until the next begins. */
class NodeOperatorAppointed {
  @Field(id) operatorOrgId: string;
  @Field(civilDate) from: string;
  @Field(civilDate, 'optional') to?: string;
  /** The document that appoints it. */
  @Field(sha256Hex) basisSha256: string;
}

class NodeAccepted {
  @Field(civilDate) on: string;
  /** Hundredths of a point: 92.5 points are 9250. */
  @Field(integer(0, 10_000), 'optional') scoreHundredths?: number;
  /** Whether the node stands in the construction plan of its network. */
  @Field(flag) inPlan: boolean;
}

export class ServiceArea {
  @Field(oneOf(['DIVISION', 'CLUSTER', 'PARK'])) kind: string;
  /** A division code for divisions, otherwise the network's own. */
  @Field(id) code: string;
  @Field(name) name: string;
}

/** The whole area served from now on. */
class NodeServiceAreaChanged {
  @Field(listOf(nested(ServiceArea), 1, 50)) areas: readonly ServiceArea[];
}

class NodeCredentialIssued {
  @Field(id) keyId: string;
  @Field(oneOf(['SM2', 'RSA'])) algorithm: string;
  /** Last day on which it is valid. */
  @Field(civilDate) notAfter: string;
}

class NodeCredentialRevoked {
  @Field(id) keyId: string;
  @Field(basis) basis: string;
}

/** A later assignment for the same year and indicator replaces the earlier one. */
class TargetAssigned {
  @Field(integer(2000, 2100)) year: number;
  /** The figure's name. */
  @Field(id) indicator: string;
  @Field(integer(0, 9_000_000_000_000_000)) value: number;
  /** 家, 家次, 人次, 场次, 分, 万分比. */
  @Field(oneOf(['ORGS', 'ORG_TIMES', 'PERSON_TIMES', 'SESSIONS', 'FEN', 'BASIS_POINTS'])) unit: string;
}

class NodeSuspended {
  @Field(oneOf(['EVALUATION', 'INSPECTION', 'OTHER'])) basisKind: string;
  @Field(basis) basis: string;
  /** Planned last day; reinstating is an event of its own. */
  @Field(civilDate, 'optional') until?: string;
}

class NodeReinstated {
  @Field(basis) basis: string;
}

class NodeExited {
  @Field(basis) basis: string;
  @Field(civilDate) effectiveOn: string;
  /** The node that takes over what is open. */
  @Field(nodeCode) handoverNodeCode: string;
}

/** The authority decides on a node's standing; the hub keeps the registry; a window only hands back its own keys. */
const AUTHORITY = { version: 1, by: ['AUTHORITY'] } as const;
const REGISTRY = { version: 1, by: ['HUB', 'AUTHORITY'] } as const;

export const nodeEvents = {
  NodeEstablished: eventType(NodeEstablished, { ...REGISTRY, zh: '节点已设立', from: ['ABSENT'] }),
  NodeOperatorAppointed: eventType(NodeOperatorAppointed, {
    ...REGISTRY,
    zh: '运营主体已确定',
    from: ['ESTABLISHED', 'ACTIVE', 'SUSPENDED'],
  }),
  NodeAccepted: eventType(NodeAccepted, { ...AUTHORITY, zh: '节点已验收', from: ['ESTABLISHED'] }),
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
  NodeSuspended: eventType(NodeSuspended, { ...AUTHORITY, zh: '节点已暂停', from: ['ACTIVE'] }),
  NodeReinstated: eventType(NodeReinstated, { ...AUTHORITY, zh: '节点已恢复', from: ['SUSPENDED'] }),
  NodeExited: eventType(NodeExited, { ...AUTHORITY, zh: '节点已退出', from: ['ESTABLISHED', 'ACTIVE', 'SUSPENDED'] }),
};

export type NodeFact = FactOf<typeof nodeEvents>;
export type NodeFactOf<Type extends NodeFact['type']> = Extract<NodeFact, { type: Type }>;
