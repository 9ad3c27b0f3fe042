import { refusals } from '#kernel';

export const refuse = refusals({
  'credential-unknown': {
    kind: 'unauthenticated',
    check: null,
    zh: '凭证无效或已吊销;请核对密钥,或向枢纽平台申请新的密钥',
    en: 'the credential is unknown or revoked; check the key, or ask the hub for a new one',
  },
  'account-suspended': {
    kind: 'forbidden',
    check: null,
    zh: '账号 {account} 已停用;请联系枢纽平台或主管部门',
    en: 'account {account} is suspended; ask the hub or the authority',
  },
  'account-own': {
    kind: 'forbidden',
    check: null,
    zh: '不得对本人账号 {account} 作此操作;请由其他有权账号办理',
    en: 'nobody does this to their own account {account}; let another account with the right do it',
  },
  'account-out-of-reach': {
    kind: 'forbidden',
    check: null,
    zh: '角色 {role} 无权管理 {target} 账号;请由主管部门办理',
    en: 'role {role} does not manage {target} accounts; let the authority do it',
  },
  'account-node-required': {
    kind: 'invalid',
    check: null,
    zh: '角色 {role} 的账号须填写所属节点 node',
    en: 'an account of role {role} needs its node',
  },
  'account-org-mistaken': {
    kind: 'conflict',
    check: null,
    zh: '主体 {org} 未登记或已注销;是否应为 {meant}?org 填主体编号,不带流水前缀 org-;账号开立后不能更改',
    en: 'organisation {org} is not registered, or no longer; did you mean {meant}? State the id without the prefix of its stream; it can never be changed',
  },
  'account-node-unknown': {
    kind: 'conflict',
    check: null,
    zh: '节点 {node} 未设立或已退出;请先设立节点(node-{node}),再开立账号',
    en: 'node {node} is not established, or no longer; establish it first (node-{node}), then open the account',
  },
  'account-node-mistaken': {
    kind: 'conflict',
    check: null,
    zh: '节点 {node} 未设立或已退出;是否应为 {meant}?node 填节点代码,不带流水前缀 node-;账号开立后不能更改',
    en: 'node {node} is not established, or no longer; did you mean {meant}? State the code without the prefix of its stream; it can never be changed',
  },
  'account-node-not-allowed': {
    kind: 'invalid',
    check: null,
    zh: '角色 {role} 的账号不属于任何节点;请删去 node',
    en: 'an account of role {role} acts for no node; leave node out',
  },
  'key-id-used': {
    kind: 'conflict',
    check: null,
    zh: '密钥编号 {key} 已使用过;请换用新编号',
    en: 'key id {key} was used before; choose another',
  },
  'key-secret-used': {
    kind: 'conflict',
    check: null,
    zh: '该密钥此前已登记;请生成新的密钥',
    en: 'this secret was registered before; generate a new one',
  },
  'credential-not-live': {
    kind: 'conflict',
    check: null,
    zh: '密钥 {key} 不存在或已吊销;请核对编号',
    en: 'there is no live key {key}; check its id',
  },
  'too-many-credentials': {
    kind: 'conflict',
    check: null,
    zh: '账号已有 {max} 个有效密钥;请先吊销一个',
    en: 'the account has {max} live keys; revoke one first',
  },
  'too-many-keys': {
    kind: 'conflict',
    check: null,
    zh: '账号累计密钥已达上限 {max};请另开账号',
    en: 'the account has had {max} keys, the limit; open another account',
  },
});

export const accountRefusals = refuse.table;
