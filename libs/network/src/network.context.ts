import { PostingCheck, type BoundedContext } from '#context';
import { ClaimedCodes } from './claimed-codes.provider.js';
import { networkFigures } from './network-figures.js';
import { networkRefusals } from './network-refusals.js';
import { networkProjection } from './network.projection.js';
import { mship } from './mship.js';
import { node } from './node.js';
import { org } from './org.js';
import { uscc } from './uscc.js';

/** Who takes part: organisations and their codes, the nodes of the network, the agencies admitted to it. */
export const network: BoundedContext = {
  name: 'network',
  zh: '网络与主体',
  aggregates: [org, uscc, node, mship],
  refusals: networkRefusals,
  projections: [networkProjection],
  figures: { network: networkFigures },
  reads: [],
  providers: [{ provide: PostingCheck, useClass: ClaimedCodes }],
};
