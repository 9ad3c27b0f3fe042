import { failureOf } from './failure.js';
import { CALL, type Link } from './link.js';

/** What the store knows of a move into it: nothing, one that is not finished, or the last position that was moved. */
export type Origin =
  { readonly kind: 'none' } | { readonly kind: 'moving' } | { readonly kind: 'moved'; readonly lastPosition: number };

/** The stream beside the ledger's own that says so; its last event counts. */
export const MOVES = 'moves';
export const MOVE_BEGUN = 'MoveBegun';
export const MOVE_FINISHED = 'MoveFinished';

interface MoveFinished {
  readonly lastPosition: number;
}

export async function originOf(link: Link): Promise<Origin> {
  try {
    const [last] = await link.collect((client) =>
      client.readStream(link.besides(MOVES), { ...CALL, direction: 'backwards', fromRevision: 'end', maxCount: 1 }),
    );
    if (last?.event?.type !== MOVE_FINISHED) return { kind: 'moving' };
    return { kind: 'moved', lastPosition: (last.event.data as unknown as MoveFinished).lastPosition };
  } catch (error) {
    if (failureOf(error)?.kind === 'stream-missing') return { kind: 'none' };
    throw error;
  }
}
