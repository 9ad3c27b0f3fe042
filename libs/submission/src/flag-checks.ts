import type { CheckCode } from './checks.js';

type FlagsByCheck = Readonly<Partial<Record<CheckCode, readonly string[]>>>;

/**
 * What the ledger notices of a recorded entry, by its event type: for which checks it is looked at, and the flags that make it
 * a defect. Flags are recorded with the event; those of a credit code are its two check digits.
 */
export const FLAGGED_FOR: Readonly<Record<string, FlagsByCheck>> = {
  OrganizationIdentifierClaimed: { Q01: ['check-digit', 'inner-check'] },
  OrganizationFiguresReported: { Q11: ['REVENUE_UNIT_DOUBTFUL', 'ASSETS_UNIT_DOUBTFUL'] },
  OrderPlaced: { Q08: ['price-above-list', 'welfare-kind-differs'], Q12: ['class-other'] },
  SessionHeld: { Q06: ['zero-minutes'], Q08: ['staff-overlap'] },
  InvoiceRecorded: { Q08: ['invoice-over-contract'] },
  ActivityPlanned: { Q12: ['class-other'] },
  ActivityHeld: { Q08: ['over-capacity'] },
  AttendanceSummaryDeclared: { Q07: ['unnamed-share'], Q08: ['over-capacity'] },
  ActivityEvidenceAttached: { Q06: ['late-evidence'] },
};

/** Flags that are a matter for auditors, or that the poster cannot help: not of how well something is reported. */
export const NO_DEFECT_FLAGS: readonly string[] = [
  'demand-of-person',
  'related-parties',
  'evidence-untimed',
  'paper-before-order',
  'paper-before-contract',
];

interface Flaggable {
  readonly flags?: readonly string[];
  readonly checkDigit?: string;
  readonly innerCheck?: string;
}

/** The flags an entry's payload bears. */
export const flagsOf = ({ flags = [], checkDigit, innerCheck }: Flaggable): readonly string[] => [
  ...flags,
  ...(checkDigit === 'FAIL' ? ['check-digit'] : []),
  ...(innerCheck === 'FAIL' ? ['inner-check'] : []),
];
