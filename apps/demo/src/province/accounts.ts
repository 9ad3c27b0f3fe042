import { sha256, type Actor } from '#kernel';
import type { Desk } from './calendar.js';

/** Who posts, and from which desk. */
export interface Account {
  readonly actor: Actor;
  readonly name: string;
  /** The part of the credential behind the dot; of the authority, the ledger writes its own at the first start. */
  readonly secret: string;
  /** CloudEvents source of its statements. */
  readonly source: string;
  readonly desk: Desk;
  /** Imports once a month instead of every day. */
  readonly isMonthly: boolean;
}

const DESK_OF: Readonly<Record<string, Desk>> = {
  AUTHORITY: 'authority',
  HUB: 'hub',
  WINDOW: 'window',
  AGENCY: 'agency',
  SME: 'enterprise',
};

export function accountOf(seed: string, name: string, actor: Actor, isMonthly = false): Account {
  return {
    actor,
    name,
    secret: sha256(`${seed}/secret/${actor.account}`).slice(0, 40),
    source: `urn:demo:${actor.account}`,
    desk: DESK_OF[actor.role] ?? 'hub',
    isMonthly,
  };
}

export const HUB_NODE = 'HUB430000';
export const HUB_OPERATOR = 'OP-HUB';

/** The offices of the province. */
export interface Offices {
  /** The ledger's first account; it opens the hub's. */
  readonly authority: Account;
  readonly hub: Account;
  readonly auditor: Account;
  readonly evaluator: Account;
  readonly finance: Account;
}

export const officesOf = (seed: string): Offices => ({
  authority: accountOf(seed, '省工业和信息化厅', { account: 'authority', org: 'authority', role: 'AUTHORITY' }),
  hub: accountOf(seed, '省中小企业公共服务平台', {
    account: 'hub',
    org: HUB_OPERATOR,
    node: HUB_NODE,
    role: 'HUB',
  }),
  auditor: accountOf(seed, '省审计厅', { account: 'auditor', org: 'audit-office', role: 'AUDITOR' }),
  evaluator: accountOf(seed, '第三方评价机构', { account: 'evaluator', org: 'evaluation-office', role: 'EVALUATOR' }),
  finance: accountOf(seed, '省财政厅', { account: 'finance', org: 'finance-office', role: 'FINANCE' }),
});
