import { refuse } from './network-refusals.js';

/** Refuses one more of what a stream holds `used` of; states stay small for ever. */
export function checkRoom(what: string, used: number, max: number): void {
  if (used >= max) throw refuse('too-many', { params: { what, max } });
}
