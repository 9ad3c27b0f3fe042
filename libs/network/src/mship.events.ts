import { civilDate, eventType, Field, listOf, nested, oneOf, sha256Hex, type FactOf } from '#kernel';
import { basis, classCode, nodeCode } from './network-fields.js';

/** What an agency asks for: the classes it would serve in, the nodes it would serve through. */
class MembershipApplied {
  @Field(listOf(classCode, 1, 20)) classes: readonly string[];
  @Field(listOf(nodeCode, 1, 20)) nodes: readonly string[];
  /** The signed statement of commitment. */
  @Field(sha256Hex) statementSha256: string;
}

const outcome = oneOf(['PASS', 'FAIL']);

class MembershipChecks {
  @Field(outcome) licence: string;
  @Field(outcome) credit: string;
  @Field(outcome) tax: string;
}

/** FAIL ends the application; the agency may apply again. */
class MembershipVerified {
  @Field(nested(MembershipChecks)) checks: MembershipChecks;
  @Field(outcome) result: string;
}

class MembershipApproved {
  @Field(listOf(classCode, 1, 20)) classes: readonly string[];
  @Field(civilDate) probationUntil: string;
}

class ServiceClassAdded {
  @Field(classCode) classCode: string;
}

class ServiceClassRemoved {
  @Field(classCode) classCode: string;
}

class MembershipSuspended {
  @Field(basis) basis: string;
  /** Planned last day; reinstating is an event of its own. */
  @Field(civilDate, 'optional') until?: string;
}

class MembershipReinstated {
  @Field(basis) basis: string;
}

class MembershipExited {
  @Field(oneOf(['VOLUNTARY', 'FAILED', 'EXPIRED'])) mode: string;
  @Field(basis) basis: string;
}

/** The decision document is part of the event: without one nobody is barred. */
class AgencyBarred {
  /** Last day on which it may not apply. */
  @Field(civilDate) until: string;
  @Field(basis) basis: string;
  @Field(sha256Hex) decisionSha256: string;
}

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
  }),
  MembershipVerified: eventType(MembershipVerified, {
    version: 1,
    zh: '入网资料已核验',
    by: ['WINDOW', 'HUB', 'AUTHORITY'],
    from: ['APPLIED'],
  }),
  MembershipApproved: eventType(MembershipApproved, { ...REGISTRY, zh: '已入网', from: ['VERIFIED'] }),
  ServiceClassAdded: eventType(ServiceClassAdded, { ...REGISTRY, zh: '服务类别已增加', from: ['ACTIVE'] }),
  ServiceClassRemoved: eventType(ServiceClassRemoved, {
    ...REGISTRY,
    zh: '服务类别已减少',
    from: ['ACTIVE', 'SUSPENDED'],
  }),
  MembershipSuspended: eventType(MembershipSuspended, { ...REGISTRY, zh: '机构服务资格已暂停', from: ['ACTIVE'] }),
  MembershipReinstated: eventType(MembershipReinstated, { ...REGISTRY, zh: '机构服务资格已恢复', from: ['SUSPENDED'] }),
  MembershipExited: eventType(MembershipExited, {
    version: 1,
    zh: '机构已退出',
    by: OWN_WORD,
    from: ['APPLIED', 'VERIFIED', 'ACTIVE', 'SUSPENDED'],
  }),
  AgencyBarred: eventType(AgencyBarred, {
    version: 1,
    zh: '机构已列入禁入',
    by: ['AUTHORITY'],
    from: ['ABSENT', 'APPLIED', 'REJECTED', 'VERIFIED', 'ACTIVE', 'SUSPENDED', 'EXITED', 'BARRED'],
  }),
};

export type MshipFact = FactOf<typeof mshipEvents>;
export type MshipFactOf<Type extends MshipFact['type']> = Extract<MshipFact, { type: Type }>;
