import { containsPersonalData, inspectUscc, normaliseUscc, type CheckOutcome } from '#reference';

export const IDENTIFIER_KINDS = ['USCC', 'ORG_CODE', 'OTHER'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** What the ledger makes of an identifier as it was typed. */
export interface IdentifierReading {
  readonly normalised: string;
  readonly verdict: 'ok' | 'illegal' | 'personal-data';
  /** Of credit codes only. FAIL is a flag: genuine codes issued before 2016 fail. */
  readonly checkDigit?: CheckOutcome;
  readonly innerCheck?: CheckOutcome;
}

/** 组织机构代码 of GB 11714, with or without its hyphen. */
const ORG_CODE = /^[0-9A-Z]{8}-?[0-9X]$/;

export function readIdentifier(kind: IdentifierKind, raw: string): IdentifierReading {
  if (containsPersonalData(raw) !== undefined) return { normalised: normaliseUscc(raw), verdict: 'personal-data' };
  if (kind === 'USCC') {
    const { normalised, verdict, checkDigit, innerCheck } = inspectUscc(raw);
    return { normalised, verdict: verdict === 'resident-id' ? 'personal-data' : verdict, checkDigit, innerCheck };
  }
  const normalised = normaliseUscc(raw);
  if (kind === 'OTHER') return { normalised, verdict: normalised === '' ? 'illegal' : 'ok' };
  return { normalised: normalised.replace('-', ''), verdict: ORG_CODE.test(normalised) ? 'ok' : 'illegal' };
}

/** Names an identifier in maps: kinds have their own spaces of values. */
export const identifierKey = (kind: IdentifierKind, normalised: string): string => `${kind} ${normalised}`;
