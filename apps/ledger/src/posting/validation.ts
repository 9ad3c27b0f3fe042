import type { Receipt, Rehearsal } from '#recorder';

/** The answer to a statement that was validated: nothing of it is recorded now, so it has no ids and no position. */
export interface Validation {
  readonly valid: true;
  readonly stream: string;
  /** How many events it would be recorded as, or was. */
  readonly events: number;
  /** Of what is recorded already. */
  readonly receipt?: Receipt;
}

/** Throws the refusal of what would not be recorded. */
export function validationOf(rehearsal: Rehearsal): Validation {
  if (rehearsal.kind === 'refused') throw rehearsal.refusal;
  if (rehearsal.kind === 'admitted') return { valid: true, stream: rehearsal.stream, events: rehearsal.events };
  const { receipt } = rehearsal;
  return { valid: true, stream: receipt.stream, events: receipt.eventIds.length, receipt };
}

/** The receipt of what was recorded; throws the refusal of what was not. */
export function receiptOf(rehearsal: Rehearsal): Receipt {
  if (rehearsal.kind === 'refused') throw rehearsal.refusal;
  if (rehearsal.kind === 'admitted') throw new Error('what is only rehearsed has no receipt');
  return rehearsal.receipt;
}
