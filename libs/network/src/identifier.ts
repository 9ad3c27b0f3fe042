import { codeList, containsPersonalData, inspectUscc, normaliseUscc, type CheckOutcome, type CodeOf } from '#reference';

export const IDENTIFIER_KINDS = codeList('identifier-kinds', '标识种类', 'kind of identifier', {
  USCC: ['统一社会信用代码', 'unified social credit code'],
  ORG_CODE: ['组织机构代码', 'organisation code of GB 11714'],
  OTHER: ['其他', 'other'],
});
export type IdentifierKind = CodeOf<typeof IDENTIFIER_KINDS>;

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
