import { codeList, codesOf, type CodeOf } from '#reference';

/** The envelope: what is known of every event besides its payload. Field names are on disk for ever: add, never rename. */

/** Roles an account can have; what each may state is declared beside the event types. */
export const ROLE_LIST = codeList('roles', '账号角色', 'role of an account', {
  WINDOW: ['窗口平台', 'window platform'],
  AGENCY: ['服务机构', 'agency'],
  SME: ['企业', 'enterprise'],
  HUB: ['枢纽平台', 'hub'],
  AUTHORITY: ['主管部门', 'authority'],
  FINANCE: ['财政部门', 'finance department'],
  EVALUATOR: ['评价机构', 'evaluator'],
  AUDITOR: ['审计', 'auditor'],
});
export const ROLES = codesOf(ROLE_LIST);
/** `LEDGER` is the ledger itself, for what it notes down on its own (refused postings, its own opening); no account has it. */
export type Role = CodeOf<typeof ROLE_LIST> | 'LEDGER';

/** Who states something. Comes from the credential, never from the body. */
export interface Actor {
  readonly account: string;
  readonly org: string;
  /** The platform node this account acts for; windows and the hub have one. */
  readonly node?: string;
  readonly role: Role;
}

export interface Meta {
  readonly actor: Actor;
  /** The party whose statement is entered by proxy (代录), an org or node. */
  readonly onBehalfOf?: string;
  readonly enteredBy: 'SELF' | 'PROXY';
  /** Business clock: when it happened. Ledger instant, see `instant.ts`. */
  readonly occurredAt: string;
  /** Knowledge clock: when the ledger recorded it. Never decreases with position. */
  readonly recordedAt: string;
  /** CloudEvents `source` and `id`: together unique for ever. */
  readonly source: string;
  readonly statementId: string;
  /** SHA-256 (hex) of the statement's RFC 8785 form. */
  readonly digest: string;
  readonly correlationId: string;
  /** Id of the event that led to this one. */
  readonly causationId?: string;
  /** The versioned rules that admitted it, `name@version`. */
  readonly ruleVersions: readonly string[];
  readonly traceparent?: string;
}

/** What happened, before it has a place in the log. `Type` and `Data` narrow it inside an aggregate. */
export interface Fact<Type extends string = string, Data = unknown> {
  readonly id: string;
  readonly type: Type;
  /** Version of the payload's shape. */
  readonly version: number;
  readonly data: Data;
  readonly meta: Meta;
}

/** A fact with its place: `position` in the whole log (ascending, never reused), `revision` in its stream (0, 1, 2 …). */
export interface RecordedEvent<Type extends string = string, Data = unknown> extends Fact<Type, Data> {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
}

/** `order` of `ord-1`: the part of a stream id before the first hyphen. */
export const categoryOf = (stream: string): string => stream.slice(0, Math.max(0, stream.indexOf('-')));
