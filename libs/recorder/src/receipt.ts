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

/** What a rehearsal says of a statement that could be recorded: there is no place it stands at, since it is not recorded. */
export interface Admitted {
  readonly kind: 'admitted';
  readonly stream: string;
  /** How many events it would be recorded as. */
  readonly events: number;
  /** Whether an earlier statement of the same post says the same. */
  readonly again: boolean;
}

/** A statement that is recorded already has the receipt it had. */
export type Rehearsal = Verdict | Admitted;

export type Verdict =
  { readonly kind: 'recorded'; readonly receipt: Receipt } | { readonly kind: 'refused'; readonly refusal: Refusal };
