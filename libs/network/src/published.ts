export { networkProjection, type NetworkDocument } from './network.projection.js';
export { membershipSight, requireMembership } from './mship.published.js';
export { isOnNetwork, nodeSight, operatorOn, requireNode } from './node.published.js';
export {
  classifiedOn,
  isOnRegister,
  isRelated,
  organizationSight,
  qualificationsOn,
  requireOnRegister,
  requireOrganization,
  sizeOn,
  type Classified,
  type Organization,
  type Qualification,
} from './org.published.js';
