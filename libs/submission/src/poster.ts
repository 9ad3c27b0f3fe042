import type { Fact } from '#kernel';
import type { Dimensions } from '#read-store';

/** Who posted it: the node; the organisation for accounts without one. */
export const posterOf = ({ meta: { actor } }: Fact): Dimensions =>
  actor.node === undefined ? { org: actor.org } : { node: actor.node };
