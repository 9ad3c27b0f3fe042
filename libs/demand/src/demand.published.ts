import { emptyTimeline, heldAt, heldSince, msOf, viewOf, type Fact, type Sight, type Timeline } from '#kernel';
import type { demandEvents } from './demand.events.js';

/** A demand as other contexts see it. */
export interface Demand {
  readonly isRegistered: boolean;
  /** '' for a person or team without a credit code. */
  readonly org: string;
  readonly wasAccepted: boolean;
  /** Accepted, and neither rejected nor closed since. */
  readonly open: Timeline<boolean>;
}

const unknown: Demand = { isRegistered: false, org: '', wasAccepted: false, open: emptyTimeline() };

const open = (demand: Demand, { meta }: Fact, is: boolean): Demand => ({
  ...demand,
  open: heldSince(demand.open, msOf(meta.occurredAt), is),
});

const view = viewOf<typeof demandEvents, Demand>('demand/open', unknown, {
  DemandRegistered: (demand, { data }) => ({ ...demand, isRegistered: true, org: data.orgId ?? '' }),
  DemandAccepted: (demand, fact) => ({ ...open(demand, fact, true), wasAccepted: true }),
  // One that was rejected at once waits for its acceptance again.
  DemandReopened: (demand, fact) => open(demand, fact, demand.wasAccepted),
  DemandRejected: (demand, fact) => open(demand, fact, false),
  DemandClosed: (demand, fact) => open(demand, fact, false),
});

export const demandSight = (demand: string): Sight<Demand> => ({ stream: `dem-${demand}`, view });

export const isOpen = (demand: Demand, atMs: number): boolean => heldAt(demand.open, atMs) === true;
