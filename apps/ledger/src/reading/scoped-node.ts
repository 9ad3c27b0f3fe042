import type { Actor } from '#kernel';
import { refuse } from './query.js';
import { readsAll } from './visibility.js';

/** The node a caller's figures are limited to: what it asked for, or its own when it may not read others. */
export function scopedNode(caller: Actor, asked: string | undefined): string | undefined {
  if (readsAll(caller)) return asked;
  const own = caller.node;
  if (own === undefined) throw refuse('figures-not-for-role', { params: { role: caller.role } });
  if (asked !== undefined && asked !== own) throw refuse('figures-not-own', { params: { own }, pointer: '?node' });
  return own;
}
