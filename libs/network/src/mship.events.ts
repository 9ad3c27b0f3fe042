import {
  basis,
  civilDate,
  eventType,
  Field,
  keptElsewhere,
  listOf,
  nested,
  nodeCode,
  oneOf,
  wholeClass,
  type FactOf,
} from '#kernel';
import { codeList } from '#reference';
import { CHECK_OUTCOMES } from './network-fields.js';

/** What an agency asks for: the classes it would serve in, the nodes it would serve through. */
class MembershipApplied {
  @Field(listOf(wholeClass, 1, 20).as('申请的服务类别', 'the classes it would serve in')) classes: readonly string[];
  @Field(listOf(nodeCode, 1, 20).as('拟通过其提供服务的节点', 'the nodes it would serve through'))
  nodes: readonly string[];
  @Field(
    keptElsewhere('签章的承诺书', 'the signed statement of commitment', [
      '受理节点',
      'the node that takes the application',
    ]),
  )
  statementSha256: string;
}

const outcome = oneOf(CHECK_OUTCOMES);
const EXIT_MODES = codeList('exit-modes', '退出方式', 'how a membership ends', {
  VOLUNTARY: ['自愿退出', 'of its own will'],
  FAILED: ['考核不合格', 'failed its evaluation'],
  EXPIRED: ['到期', 'it expired'],
});

class MembershipChecks {
  @Field(outcome.as('证照核验', 'licence')) licence: string;
  @Field(outcome.as('信用核验', 'credit')) credit: string;
  @Field(outcome.as('纳税核验', 'tax')) tax: string;
}

/** FAIL ends the application; the agency may apply again. */
class MembershipVerified {
  @Field(nested(MembershipChecks).as('各项核验结果', 'result of each check')) checks: MembershipChecks;
  @Field(outcome.as('核验结论;FAIL 即退回申请', 'the conclusion; FAIL ends the application')) result: string;
}

class MembershipApproved {
  @Field(listOf(wholeClass, 1, 20).as('准入的服务类别', 'the classes it is admitted to')) classes: readonly string[];
  @Field(civilDate.as('试用期最后一日', 'last day of the probation', '2026-12-31')) probationUntil: string;
}

class ServiceClassAdded {
  @Field(wholeClass) classCode: string;
}

class ServiceClassRemoved {
  @Field(wholeClass) classCode: string;
}

class MembershipSuspended {
  @Field(basis) basis: string;
  @Field(
    civilDate.as('预定的最后一日;恢复另行登记', 'planned last day; reinstating is an event of its own', '2026-06-30'),
    'optional',
  )
  until?: string;
}

class MembershipReinstated {
  @Field(basis) basis: string;
}

class MembershipExited {
  @Field(oneOf(EXIT_MODES)) mode: string;
  @Field(basis) basis: string;
}

/** The decision document is part of the event: without one nobody is barred. */
class AgencyBarred {
  @Field(civilDate.as('不得申请的最后一日', 'last day on which it may not apply', '2028-03-05')) until: string;
  @Field(basis) basis: string;
  @Field(keptElsewhere('决定书', 'the decision', ['作出决定的主管部门', 'the authority that made it']))
  decisionSha256: string;
}

export type MshipStatus = 'ABSENT' | 'APPLIED' | 'REJECTED' | 'VERIFIED' | 'ACTIVE' | 'SUSPENDED' | 'EXITED' | 'BARRED';

const REGISTRY = { version: 1, by: ['HUB', 'AUTHORITY'] } as const;
const OWN_WORD = ['WINDOW', 'AGENCY', 'HUB', 'AUTHORITY'] as const;

/**
 * Grades are left out: a grade cites a confirmed evaluation result, and while no result can be recorded none could be
 * proved. The type comes with the evaluation context.
 */
export const mshipEvents = {
  MembershipApplied: eventType(MembershipApplied, {
    version: 1,
    zh: '已申请入网',
    by: OWN_WORD,
    from: ['ABSENT', 'REJECTED', 'EXITED', 'BARRED'],
    to: 'APPLIED',
  }),
  MembershipVerified: eventType(MembershipVerified, {
    version: 1,
    zh: '入网资料已核验',
    by: ['WINDOW', 'HUB', 'AUTHORITY'],
    from: ['APPLIED'],
  }),
  MembershipApproved: eventType(MembershipApproved, { ...REGISTRY, zh: '已入网', from: ['VERIFIED'], to: 'ACTIVE' }),
  ServiceClassAdded: eventType(ServiceClassAdded, { ...REGISTRY, zh: '服务类别已增加', from: ['ACTIVE'] }),
  ServiceClassRemoved: eventType(ServiceClassRemoved, {
    ...REGISTRY,
    zh: '服务类别已减少',
    from: ['ACTIVE', 'SUSPENDED'],
  }),
  MembershipSuspended: eventType(MembershipSuspended, {
    ...REGISTRY,
    zh: '机构服务资格已暂停',
    from: ['ACTIVE'],
    to: 'SUSPENDED',
  }),
  MembershipReinstated: eventType(MembershipReinstated, {
    ...REGISTRY,
    zh: '机构服务资格已恢复',
    from: ['SUSPENDED'],
    to: 'ACTIVE',
  }),
  MembershipExited: eventType(MembershipExited, {
    version: 1,
    zh: '机构已退出',
    by: OWN_WORD,
    from: ['APPLIED', 'VERIFIED', 'ACTIVE', 'SUSPENDED'],
    to: 'EXITED',
  }),
  AgencyBarred: eventType(AgencyBarred, {
    version: 1,
    zh: '机构已列入禁入',
    by: ['AUTHORITY'],
    from: ['ABSENT', 'APPLIED', 'REJECTED', 'VERIFIED', 'ACTIVE', 'SUSPENDED', 'EXITED', 'BARRED'],
    to: 'BARRED',
  }),
};

export type MshipFact = FactOf<typeof mshipEvents>;
export type MshipFactOf<Type extends MshipFact['type']> = Extract<MshipFact, { type: Type }>;
