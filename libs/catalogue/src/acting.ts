import type { Meta } from '#kernel';
import { refuse } from './catalogue-refusals.js';

type Speech = Pick<Meta, 'actor' | 'enteredBy' | 'onBehalfOf'>;

/** An office speaks in its own name. */
export function checkOwnName({ enteredBy }: Speech): void {
  if (enteredBy === 'PROXY') throw refuse('not-by-proxy');
}

/** An agency's own word about its item: by itself, or entered for it by a window (代录). */
export function checkAgencysWord({ actor, enteredBy, onBehalfOf }: Speech, agency: string): void {
  const isProxy = enteredBy === 'PROXY' && onBehalfOf === agency;
  if (actor.role === 'WINDOW' && !isProxy) throw refuse('item-proxy-required', { params: { agency } });
  if (actor.role !== 'WINDOW' && (actor.org !== agency || enteredBy === 'PROXY'))
    throw refuse('item-not-own', { params: { agency, own: actor.org } });
}

/** Whoever puts an item on the shelf or takes it off is not the agency itself (separation of duties). */
export function checkNotOfAgency(speech: Speech, agency: string): void {
  checkOwnName(speech);
  if (speech.actor.org === agency) throw refuse('lister-is-agency', { params: { agency } });
}
