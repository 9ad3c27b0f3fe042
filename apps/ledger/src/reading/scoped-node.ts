import type { Actor } from '#kernel';
import { refuse } from './query.js';
import { readsAll } from './visibility.js';

/** Refuses roles that read no figures, not even a sum of all nodes. */
export function checkReadsFigures(caller: Actor): void {
  if (!readsAll(caller) && caller.node === undefined)
    throw refuse('figures-not-for-role', { params: { role: caller.role } });
}

/** The node a caller's figures are limited to: what it asked for, or its own when it may not read others. */
export function scopedNode(caller: Actor, asked: string | undefined): string | undefined {
  checkReadsFigures(caller);
  if (readsAll(caller)) return asked;
  const own = caller.node;
  if (asked !== undefined && asked !== own)
    throw refuse('figures-not-own', { params: { own: own ?? '' }, pointer: '?node' });
  return own;
}
