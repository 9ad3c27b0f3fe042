import { describe, expect, it } from '@jest/globals';
import { FLAGS } from '#activity/published';
import { codesOf } from '#reference';
import { CONTEXTS } from '../../apps/ledger/src/contexts.js';
import { REFUSAL_TABLES } from '../../apps/ledger/src/operating/refusal-tables.js';
import { UNIT_FLAGS } from '../../libs/network/src/annual-accounts.js';
import { checkOfRefusal, RETIRED } from '../../libs/submission/src/refusal-checks.js';

const refusals = Object.assign({}, ...Object.values(REFUSAL_TABLES));
const eventTypes = CONTEXTS.flatMap(({ aggregates }) => aggregates.flatMap(({ events }) => Object.entries(events)));

describe('every refusal of a posting', () => {
  it.each([
    ['identifier-illegal', 'Q01'],
    ['class-not-in-force', 'Q03'],
    ['backdated-too-far', 'Q04'],
    ['evidence-missing', 'Q06'],
    ['named-exceeds-declared', 'Q07'],
    ['public-with-fee', 'Q08'],
    ['statement-id-reused', 'Q09'],
    ['membership-not-live', 'Q10'],
    ['role-may-not-state', null],
    ['demand-before-registration', 'Q04'],
  ])('says which check it counts against, or that it counts against none: %s, %s', (code, check) => {
    expect(checkOfRefusal(refusals, code)).toBe(check);
  });

  it('counts as personal data where any of its findings is', () => {
    expect(checkOfRefusal(refusals, 'invalid-data', ['field-unknown', 'field-personal-data'])).toBe('Q02');
    expect(checkOfRefusal(refusals, 'invalid-data', ['field-unknown'])).toBe('Q03');
  });

  it('bears no code that was retired', () => {
    expect(Object.keys(RETIRED).filter((code) => code in refusals)).toEqual([]);
  });
});

describe('every flag of the ledger', () => {
  it('is said to be borne by some event type, as a defect of a check or as none', () => {
    const borne = new Set(eventTypes.flatMap(([, { flags }]) => Object.keys(flags ?? {})));
    expect([...borne].toSorted()).toEqual(
      [...codesOf(FLAGS), ...codesOf(UNIT_FLAGS), 'check-digit', 'inner-check'].toSorted(),
    );
  });

  it('makes these entries defects of these checks', () => {
    const checked = eventTypes.flatMap(([type, { flags }]) =>
      Object.entries(flags ?? {}).flatMap(([flag, check]) => (check === null ? [] : [`${type} ${flag} ${check}`])),
    );
    expect(checked.toSorted()).toEqual([
      'ActivityEvidenceAttached late-evidence Q06',
      'ActivityHeld over-capacity Q08',
      'ActivityPlanned class-other Q12',
      'AttendanceSummaryDeclared over-capacity Q08',
      'AttendanceSummaryDeclared unnamed-share Q07',
      'InvoiceRecorded invoice-over-contract Q08',
      'OrderPlaced class-other Q12',
      'OrderPlaced price-above-list Q08',
      'OrderPlaced welfare-kind-differs Q08',
      'OrganizationFiguresReported ASSETS_UNIT_DOUBTFUL Q11',
      'OrganizationFiguresReported REVENUE_UNIT_DOUBTFUL Q11',
      'OrganizationIdentifierClaimed check-digit Q01',
      'OrganizationIdentifierClaimed inner-check Q01',
      'SessionHeld staff-overlap Q08',
      'SessionHeld zero-minutes Q06',
    ]);
  });
});
