import { eventType, Field, id, keyedHash, nodeCode, oneOf, ROLE_LIST, ROLES, text, type FactOf } from '#kernel';

export type AccountRole = (typeof ROLES)[number];

class AccountOpened {
  @Field(text(2, 100).as('账号名称', 'name of the account', '岳麓区窗口平台')) name: string;
  @Field(oneOf(ROLE_LIST)) role: AccountRole;
  @Field(id.as('所代表的主体(org-{编号} 中的编号)', 'the organisation it speaks for, as in org-{id}', 'OP-W430104'))
  org: string;
  @Field(
    nodeCode.as(
      '所代表的节点;仅 WINDOW 与 HUB 须填',
      'the node it acts for; windows and the hub have one, nobody else has',
      'W430104',
    ),
    'optional',
  )
  node?: string;
}

class KeyIssued {
  @Field(id.as('密钥编号,本账号内不重复', 'names the key within the account', '2026-1')) keyId: string;
  @Field(
    keyedHash(
      '密钥的 SHA-256,密钥由持有人自行生成,台账从不接触',
      'SHA-256 of the secret, which its holder made and the ledger never sees',
    ),
  )
  sha256: string;
  @Field(text(1, 100).as('备注', 'note', '2026 年度接口密钥'), 'optional') note?: string;
}

class KeyRevoked {
  @Field(id.as('要吊销的密钥编号', 'the key that is revoked', '2026-1')) keyId: string;
}

class AccountSuspended {
  @Field(text(1, 500).as('停用理由', 'why', '人员离岗')) reason: string;
}

class AccountReinstated {
  @Field(text(1, 500).as('恢复理由', 'why', '人员返岗')) reason: string;
}

/** Who may manage whose account is the rule's business (`acct.rules.ts`); every account may rotate its own keys. */
const MANAGERS = ['LEDGER', 'HUB', 'AUTHORITY'] as const;

export const acctEvents = {
  AccountOpened: eventType(AccountOpened, {
    version: 1,
    zh: '账号已开立',
    by: MANAGERS,
    from: ['ABSENT'],
    to: 'ACTIVE',
  }),
  KeyIssued: eventType(KeyIssued, { version: 1, zh: '密钥已发放', by: ['LEDGER', ...ROLES], from: ['ACTIVE'] }),
  KeyRevoked: eventType(KeyRevoked, {
    version: 1,
    zh: '密钥已吊销',
    by: ['LEDGER', ...ROLES],
    from: ['ACTIVE', 'SUSPENDED'],
  }),
  AccountSuspended: eventType(AccountSuspended, {
    version: 1,
    zh: '账号已停用',
    by: MANAGERS,
    from: ['ACTIVE'],
    to: 'SUSPENDED',
  }),
  AccountReinstated: eventType(AccountReinstated, {
    version: 1,
    zh: '账号已恢复',
    by: MANAGERS,
    from: ['SUSPENDED'],
    to: 'ACTIVE',
  }),
};

export type AcctFact = FactOf<typeof acctEvents>;
