export { networkProjection, type NetworkDocument } from './network.projection.js';
export { membershipSight, requireMembership } from './mship.published.js';
export { isOnNetwork, nodeSight, operatorOn, requireNode } from './node.published.js';
export {
  isOnRegister,
  organizationSight,
  requireOnRegister,
  requireOrganization,
  sizeOn,
  type Organization,
} from './org.published.js';
