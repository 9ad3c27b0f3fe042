import { eventType, Field, id, oneOf, pattern, ROLES, sha256Hex, text, type FactOf } from '#kernel';

export type AccountRole = (typeof ROLES)[number];

class AccountOpened {
  @Field(text(2, 100)) name: string;
  @Field(oneOf(ROLES)) role: AccountRole;
  /** The organisation it speaks for. */
  @Field(id) org: string;
  /** The node it acts for; windows and the hub have one, nobody else has. */
  @Field(
    pattern('[A-Za-z0-9][A-Za-z0-9-]{1,19}', '2–20 位字母、数字或连字符', '2 to 20 letters, digits or hyphens'),
    'optional',
  )
  node?: string;
}

class KeyIssued {
  @Field(id) keyId: string;
  /** Of the secret, which the ledger never sees again. */
  @Field(sha256Hex) sha256: string;
  @Field(text(1, 100), 'optional') note?: string;
}

class KeyRevoked {
  @Field(id) keyId: string;
}

class AccountSuspended {
  @Field(text(1, 500)) reason: string;
}

class AccountReinstated {
  @Field(text(1, 500)) reason: string;
}

/** Who may manage whose account is the rule's business (`acct.ts`); every account may rotate its own keys. */
const MANAGERS = ['LEDGER', 'HUB', 'AUTHORITY'] as const;

export const acctEvents = {
  AccountOpened: eventType(AccountOpened, { version: 1, zh: '账号已开立', by: MANAGERS, from: ['ABSENT'] }),
  KeyIssued: eventType(KeyIssued, { version: 1, zh: '密钥已发放', by: ['LEDGER', ...ROLES], from: ['ACTIVE'] }),
  KeyRevoked: eventType(KeyRevoked, {
    version: 1,
    zh: '密钥已吊销',
    by: ['LEDGER', ...ROLES],
    from: ['ACTIVE', 'SUSPENDED'],
  }),
  AccountSuspended: eventType(AccountSuspended, { version: 1, zh: '账号已停用', by: MANAGERS, from: ['ACTIVE'] }),
  AccountReinstated: eventType(AccountReinstated, { version: 1, zh: '账号已恢复', by: MANAGERS, from: ['SUSPENDED'] }),
};

export type AcctFact = FactOf<typeof acctEvents>;
