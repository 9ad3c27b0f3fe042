/** Numbers of a figure as counted without the ledger; what is left out was not counted. */
export interface Counted {
  readonly code: string;
  readonly numerator?: number;
  readonly denominator?: number;
  /** Of percentiles. */
  readonly value?: number;
}
