/** Civil dates 'YYYY-MM-DD' (Asia/Shanghai): from the first day on, up to but not including the last. */
export interface Validity {
  readonly validFrom: string;
  readonly validUntil?: string;
}

/** Civil dates of one shape compare as text. */
export function inForce(validity: Validity, date: string): boolean {
  return validity.validFrom <= date && (validity.validUntil === undefined || date < validity.validUntil);
}
