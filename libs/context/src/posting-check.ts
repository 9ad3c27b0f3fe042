import type { Actor, Refusal, Statement } from '#kernel';

/** What statements are held against before they are decided, since no streams that a rule could name say it. A context provides it. */
export abstract class PostingCheck {
  /** Whether it has something to say of a statement; those after it wait until what it concerns is decided. */
  abstract concerns(statement: Statement): boolean;

  /** The refusals of statements posted together, by their place. */
  abstract refusals(statements: readonly Statement[], caller: Actor): Promise<ReadonlyMap<number, Refusal>>;
}
