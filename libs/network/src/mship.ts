import { decideBy, erase, ID_PATTERN, NETWORK_PATTERN } from '#kernel';
import { mshipEvents } from './mship.events.js';
import { mshipRules, mshipSights } from './mship.rules.js';
import { evolveMship, initialMship, orgAndNetwork } from './mship.state.js';

/** A membership, stream `mship-{org}-{network}`: one agency in one network. */
export const mship = erase({
  context: 'network',
  category: 'mship',
  zh: '机构入网',
  id: `${ID_PATTERN}-${NETWORK_PATTERN}`,
  shown: {
    en: 'membership of an agency',
    example: 'AG001-HN',
    statuses: {
      ABSENT: ['未申请', 'not applied for'],
      APPLIED: ['已申请', 'applied for'],
      REJECTED: ['未通过核验', 'rejected'],
      VERIFIED: ['已核验', 'verified'],
      ACTIVE: ['在网', 'active'],
      SUSPENDED: ['已暂停', 'suspended'],
      EXITED: ['已退出', 'exited'],
      BARRED: ['禁入', 'barred'],
    },
  },
  events: mshipEvents,
  initial: initialMship,
  reads: {
    MembershipApplied: 'application',
    MembershipVerified: 'verification',
    MembershipApproved: 'approval',
    MembershipSuspended: 'suspension',
    MembershipReinstated: 'reinstatement',
    MembershipExited: 'exit',
    AgencyBarred: 'bar',
  },
  evolve: evolveMship,
  sees: mshipSights,
  decide: decideBy(mshipRules),
  parties: (_, stream) => ({ nodes: [], orgs: [orgAndNetwork(stream).org] }),
});
