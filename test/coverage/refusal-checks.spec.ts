import { describe, expect, it } from '@jest/globals';
import { REFUSAL_TABLES } from '../../apps/ledger/src/operating/refusal-tables.js';
import { FLAGS } from '#activity';
import { codesOf } from '#reference';
import { FIGURE_FLAGS } from '../../libs/network/src/figures.js';
import { FLAGGED_FOR, NO_DEFECT_FLAGS } from '../../libs/submission/src/flag-checks.js';
import { CHECK_OF_REFUSAL, checkOfRefusal, NO_DEFECTS } from '../../libs/submission/src/refusal-checks.js';

/** Refusals of readers and operators: nothing was posted. */
const NOTHING_POSTED = ['libs/read-store', 'apps/ledger/reading', 'apps/ledger/operating'];
/** Not the caller's doing, or before the caller is known: never noted as a refused posting. */
const NEVER_NOTED = [
  'busy',
  'unavailable',
  'unauthenticated',
  'wrong-method',
  'timed-out',
  'address-too-long',
  'head-too-large',
];

const noted = Object.entries(REFUSAL_TABLES)
  .filter(([lib]) => !NOTHING_POSTED.includes(lib))
  .flatMap(([, table]) => Object.entries(table))
  .filter(([, { kind }]) => !NEVER_NOTED.includes(kind))
  .map(([code]) => code);

describe('every refusal of a posting', () => {
  it('counts against one check of data quality, or is said to count against none', () => {
    expect([...CHECK_OF_REFUSAL.keys(), ...NO_DEFECTS].toSorted()).toEqual(noted.toSorted());
  });

  it('counts as personal data where any of its findings is', () => {
    expect(checkOfRefusal('invalid-data', ['field-unknown', 'field-personal-data'])).toBe('Q02');
    expect(checkOfRefusal('invalid-data', ['field-unknown'])).toBe('Q03');
    expect(checkOfRefusal('role-may-not-state')).toBeUndefined();
  });
});

describe('every flag of the ledger', () => {
  it('is a defect of a check, or is said to be none', () => {
    const flags = new Set(Object.values(FLAGGED_FOR).flatMap((checks) => Object.values(checks).flat()));
    expect([...flags, ...NO_DEFECT_FLAGS].toSorted()).toEqual(
      [...codesOf(FLAGS), ...codesOf(FIGURE_FLAGS), 'check-digit', 'inner-check'].toSorted(),
    );
  });
});
