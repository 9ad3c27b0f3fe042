import { msOf, type Sight, type View } from '#kernel';
import { refuse } from './activity-refusals.js';
import type { Flag } from './fields.js';
import { at, since, timelineOf, type Timeline } from './timeline.js';

/** A demand as orders see it: another context's recorded events, folded for our question only. */
interface DemandView {
  readonly isRegistered: boolean;
  /** '' for a person or team without a credit code. */
  readonly org: string;
  readonly wasAccepted: boolean;
  /** Accepted, and neither rejected nor closed since. */
  readonly open: Timeline<boolean>;
}

const demandView: View<DemandView> = {
  name: 'activity/demand',
  initial: { isRegistered: false, org: '', wasAccepted: false, open: timelineOf() },
  evolve(demand, { type, data, meta }) {
    const open = (is: boolean) => ({ ...demand, open: since(demand.open, msOf(meta.occurredAt), is) });
    switch (type) {
      case 'DemandRegistered':
        return { ...demand, isRegistered: true, org: (data as { orgId?: string }).orgId ?? '' };
      case 'DemandAccepted':
        return { ...open(true), wasAccepted: true };
      case 'DemandReopened':
        // One that was rejected at once waits for its acceptance again.
        return open(demand.wasAccepted);
      case 'DemandRejected':
      case 'DemandClosed':
        return open(false);
      default:
        return demand;
    }
  },
};

export const demandSight = (demand: string): Sight<DemandView> => ({ stream: `dem-${demand}`, view: demandView });

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
  { isRegistered, org, open }: DemandView,
  { demand, buyer }: { readonly demand: string; readonly buyer: string },
  atMs: number,
): readonly Flag[] {
  const pointer = '/data/demandId';
  if (!isRegistered) throw refuse('ordered-demand-unknown', { params: { demand }, pointer });
  if (org !== '' && org !== buyer) throw refuse('ordered-demand-of-other', { params: { demand, buyer }, pointer });
  if (at(open, atMs) !== true) throw refuse('ordered-demand-not-open', { params: { demand }, pointer });
  return org === '' ? ['demand-of-person'] : [];
}
