import type { CheckCode, RefusalText } from '#kernel';

/** Refusals by code, each with the check it is a defect of. */
export type RefusalChecks = Readonly<Record<string, Pick<RefusalText, 'check'>>>;

/**
 * Codes that nothing is refused with any more, but that older programs noted down: what was refused with them counts as it did.
 * A code that is renamed, or merged into another, and was a defect of some check, goes here. None of these is given out again,
 * which `test/coverage/refusal-checks.spec.ts` holds.
 */
export const RETIRED: Readonly<Record<string, CheckCode>> = {
  'demand-before-registration': 'Q04',
};

/** The check a refusal is a defect of; null: of none. Personal data counts before whatever else is amiss. */
export const checkOfRefusal = (
  checks: RefusalChecks,
  code: string,
  findings: readonly string[] = [],
): CheckCode | null =>
  findings.includes('field-personal-data') ? 'Q02' : (checks[code]?.check ?? RETIRED[code] ?? null);
