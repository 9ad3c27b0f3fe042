import { ROLES, type Actor, type FieldSpec, type Role } from '#kernel';
import { AGENCY, NODE, refuse, type Shape, type Values } from './query.js';

/** Roles that read the whole ledger; the others read the business they are a party of. */
const PROVINCIAL: readonly Role[] = ['HUB', 'AUTHORITY', 'FINANCE', 'EVALUATOR', 'AUDITOR'];

export const readsAll = ({ role }: Actor): boolean => PROVINCIAL.includes(role);

interface Audience {
  readonly zh: string;
  readonly en: string;
  /** Others are refused, but for an account of itself. */
  readonly roles: readonly Role[];
}

export type AudienceName =
  'open' | 'account' | 'nodes' | 'agencies' | 'figures' | 'audit' | 'readers' | 'checkers' | 'operators';

/** Whom a route is for, as the API's document says it (`x-readers`). What an account then sees is its own business. */
export const AUDIENCES: Readonly<Record<AudienceName, Audience>> = {
  open: { zh: '任何人,无需凭据', en: 'anybody, without a credential', roles: ROLES },
  account: { zh: '任何账号', en: 'every account', roles: ROLES },
  nodes: {
    zh: '可读全部台账的角色;窗口平台限本节点',
    en: 'roles that read all; windows of their own node',
    roles: [...PROVINCIAL, 'WINDOW'],
  },
  agencies: {
    zh: '可读全部台账的角色;服务机构限本机构',
    en: 'roles that read all; agencies of themselves',
    roles: [...PROVINCIAL, 'AGENCY'],
  },
  figures: {
    zh: '可读全部台账的角色;窗口平台限本节点,服务机构限本机构',
    en: 'roles that read all; windows of their own node, agencies of themselves',
    roles: [...PROVINCIAL, 'WINDOW', 'AGENCY'],
  },
  audit: {
    zh: '审计、主管部门;各账号限其本身',
    en: 'audit and authority; an account of itself',
    roles: ['AUDITOR', 'AUTHORITY'],
  },
  readers: { zh: '可读全部台账的角色', en: 'roles that read all', roles: PROVINCIAL },
  checkers: { zh: '枢纽平台、主管部门、审计', en: 'hub, authority and audit', roles: ['HUB', 'AUTHORITY', 'AUDITOR'] },
  operators: { zh: '枢纽平台、主管部门', en: 'hub and authority', roles: ['HUB', 'AUTHORITY'] },
};

/**
 * Whom a route is for, the parts of its address that say whose business is asked for, and what a caller is then shown of it. The
 * handler is handed the scope; these parts themselves are out of its reach.
 */
export interface Readers<Scope, Query extends Shape = Shape, Path extends PathShape = PathShape> {
  readonly audience: AudienceName;
  readonly query: Query;
  readonly path: Path;
  /** Refuses whom the route is not for, and who asks for others' business. */
  scope(caller: Actor, asked: Values<Query>, path: Readonly<Record<keyof Path, string>>): Scope;
}

export type PathShape = Readonly<Record<string, FieldSpec>>;

export interface NodeScope {
  readonly node?: string;
}
export interface AgencyScope {
  readonly agency?: string;
}

/** Declares readers. */
export const readers = <Scope, Query extends Shape, Path extends PathShape>(
  of: Readers<Scope, Query, Path>,
): Readers<Scope, Query, Path> => of;

/** Every account; what it sees is decided stream by stream, see `visibility.ts`. */
export const everyAccount = readers({ audience: 'account', query: {}, path: {}, scope: () => ({}) });

/** Roles that read all, of a node or of all nodes; a window of its own. */
export const ofNodes = readers({
  audience: 'nodes',
  query: { node: NODE },
  path: {},
  scope: (caller, { node }): NodeScope => named({ node: nodeFor(caller, node) }),
});

/** The same of all nodes at once; a window of its own. */
export const ofAllNodes = readers({
  audience: 'nodes',
  query: {},
  path: {},
  scope: (caller): NodeScope => named({ node: nodeFor(caller, undefined) }),
});

/** Sums of the whole network, which windows are shown too. */
export const ofTheNetwork = readers({
  audience: 'nodes',
  query: {},
  path: {},
  scope: (caller) => {
    nodeFor(caller, undefined);
    return {};
  },
});

/** The node that a part of the path names. */
export const ofNode = <Name extends string>(name: Name, spec: FieldSpec) =>
  readers({
    audience: 'nodes',
    query: {},
    path: { [name]: spec } as Readonly<Record<Name, FieldSpec>>,
    scope: (caller, _, { [name]: node }) => ({ node: nodeFor(caller, node) ?? node }),
  });

/** The agency that a part of the path names. */
export const ofAgency = <Name extends string>(name: Name, spec: FieldSpec) =>
  readers({
    audience: 'agencies',
    query: {},
    path: { [name]: spec } as Readonly<Record<Name, FieldSpec>>,
    scope: (caller, _, { [name]: agency }) => ({ agency: agencyFor(caller, agency) ?? agency }),
  });

/** The account that a part of the path names: audit and authority, and the account itself. */
export const ofAccount = <Name extends string>(name: Name, spec: FieldSpec) =>
  readers({
    audience: 'audit',
    query: {},
    path: { [name]: spec } as Readonly<Record<Name, FieldSpec>>,
    scope: ({ account: own, role }, _, { [name]: account }) => {
      if (account !== own && !AUDIENCES.audit.roles.includes(role))
        throw refuse('activity-not-own', { params: { own, role } });
      return { account };
    },
  });

/** Figures: windows of their node, agencies of their own rows at any node. */
export const ofFigures = readers({
  audience: 'figures',
  query: { node: NODE, agency: AGENCY },
  path: {},
  scope: (caller, asked): NodeScope & AgencyScope => {
    const isAgency = caller.role === 'AGENCY';
    const node = isAgency ? asked.node : nodeFor(caller, asked.node);
    return named({ node, agency: isAgency ? agencyFor(caller, asked.agency) : asked.agency });
  },
});

/** What posters posted: all that is asked for, or what a caller's node did, or its organisation. */
export const ofPosters = readers({
  audience: 'account',
  query: { node: NODE },
  path: {},
  scope: (caller, { node }) => postersFor(caller, node),
});

/** The same, of all at once. */
export const ofAllPosters = readers({
  audience: 'account',
  query: {},
  path: {},
  scope: (caller) => postersFor(caller, undefined),
});

const postersFor = (caller: Actor, node: string | undefined): NodeScope & { readonly org?: string } =>
  !readsAll(caller) && caller.node === undefined ? { org: caller.org } : named({ node: nodeFor(caller, node) });

/** The node a caller is limited to: what it asked for, or its own when it may not read others. */
function nodeFor(caller: Actor, asked: string | undefined): string | undefined {
  if (readsAll(caller)) return asked;
  const own = caller.node;
  if (own === undefined) throw notForRole(caller);
  if (asked !== undefined && asked !== own) throw refuse('figures-not-own', { params: { own }, pointer: '?node' });
  return own;
}

/** The agency a caller asks about, which is itself when it may not read others. */
function agencyFor(caller: Actor, asked: string | undefined): string | undefined {
  if (readsAll(caller)) return asked;
  if (caller.role !== 'AGENCY') throw notForRole(caller);
  const own = caller.org;
  if (asked !== undefined && asked !== own) throw refuse('agency-not-own', { params: { own }, pointer: '?agency' });
  return own;
}

const notForRole = ({ role }: Actor): Error => refuse('figures-not-for-role', { params: { role } });

const named = (scope: {
  readonly node?: string | undefined;
  readonly agency?: string | undefined;
}): NodeScope & AgencyScope => ({
  ...(scope.node === undefined ? {} : { node: scope.node }),
  ...(scope.agency === undefined ? {} : { agency: scope.agency }),
});
