import type { Refusal } from '#kernel';

/** The answer to a recorded statement. `revision` and `position` are those of its last event. */
export interface Receipt {
  readonly eventIds: readonly string[];
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly recordedAt: string;
  /** True when the same statement had been recorded before; nothing was written now. */
  readonly replayed: boolean;
}

export type Verdict =
  { readonly kind: 'recorded'; readonly receipt: Receipt } | { readonly kind: 'refused'; readonly refusal: Refusal };
