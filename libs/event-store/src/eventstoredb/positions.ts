import { refuse } from '../store-refusals.js';

/**
 * The ledger's positions over the server's commit positions (byte offsets). A moved event keeps the position it had; what is
 * recorded here stands at the commit position raised by `base`, the last moved position, so that it comes after all moved ones.
 */
export class Positions {
  constructor(readonly base: number) {}

  /** Refuses with position-beyond-range where a number could not hold it exactly. */
  readonly of = (commit: bigint, moved: number | undefined): number => {
    const position = moved ?? this.base + Number(commit);
    if (!Number.isSafeInteger(position)) throw refuse('position-beyond-range', { params: { position: `${commit}` } });
    return position;
  };
}
