import { type Demand, isOpen } from '#demand/published';
import { refuse } from './activity-refusals.js';
import type { Flag } from './fields.js';

/** Refuses an order that names neither a demand nor why there is none, or both. */
export function requireLinkOrReason({ demandId, withoutDemand }: { demandId?: string; withoutDemand?: string }): void {
  if ((demandId === undefined) === (withoutDemand === undefined))
    throw refuse('demand-or-reason', { pointer: '/data/demandId' });
}

/**
 * Refuses an order for a demand that is unknown, another enterprise's, or was not open then. Whether a person or team that asked
 * is now the buyer, the ledger cannot know: that is flagged.
 */
export function requireDemand(
  seen: Demand,
  { demand, buyer }: { readonly demand: string; readonly buyer: string },
  atMs: number,
): readonly Flag[] {
  const { isRegistered, org } = seen;
  const pointer = '/data/demandId';
  if (!isRegistered) throw refuse('ordered-demand-unknown', { params: { demand }, pointer });
  if (org !== '' && org !== buyer) throw refuse('ordered-demand-of-other', { params: { demand, buyer }, pointer });
  if (!isOpen(seen, atMs)) throw refuse('ordered-demand-not-open', { params: { demand }, pointer });
  return org === '' ? ['demand-of-person'] : [];
}
