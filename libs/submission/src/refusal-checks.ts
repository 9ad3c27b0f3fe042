import type { CheckCode, RefusalText } from '#kernel';

/** Refusals by code, each with the check it is a defect of. */
export type RefusalChecks = Readonly<Record<string, Pick<RefusalText, 'check'>>>;

/**
 * Codes that nothing is refused with any more, but that older programs noted down: what was refused with them counts as it did.
 * A code that is renamed, or merged into another, and was a defect of some check, goes here. None of these is given out again,
 * which `test/coverage/refusal-checks.spec.ts` holds.
 */
export const RETIRED: Readonly<Record<string, CheckCode>> = {
  'agency-not-member': 'Q10',
  'agency-not-of-class': 'Q10',
  'class-unknown': 'Q03',
  'dated-after-occurrence': 'Q04',
  'demand-agency-not-admitted': 'Q10',
  'demand-agency-not-live': 'Q10',
  'demand-before-registration': 'Q04',
  'demand-channel-not-in-force': 'Q03',
  'demand-class-not-in-force': 'Q03',
  'demand-class-reason-missing': 'Q06',
  'demand-node-not-in-operation': 'Q10',
  'demand-organization-deregistered': 'Q10',
  'demand-organization-not-registered': 'Q10',
  'division-unknown': 'Q03',
  'entry-code-missing': 'Q06',
  'entry-not-in-force': 'Q10',
  'item-class-reason-missing': 'Q06',
  'item-class-unknown': 'Q03',
  'node-not-live': 'Q10',
  'organization-not-live': 'Q10',
  'public-item-with-price': 'Q08',
};

/** The check a refusal is a defect of; null: of none. Personal data counts before whatever else is amiss. */
export const checkOfRefusal = (
  checks: RefusalChecks,
  code: string,
  findings: readonly string[] = [],
): CheckCode | null =>
  findings.includes('field-personal-data') ? 'Q02' : (checks[code]?.check ?? RETIRED[code] ?? null);
