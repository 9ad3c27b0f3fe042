import { naming, type Speakers } from '#kernel';
import type { Flag } from './fields.js';
import { orderEvents } from './order.events.js';
import type { Order } from './order.state.js';

/** Who may say what of an order (domain §5.16). */

export const NONE: readonly Flag[] = [];

export const named = naming('activity', orderEvents);

/** The agency's own word: by itself, or entered for it at the serving node. */
export const agencysWord = ({ agency, servingNode }: Order): Speakers => ({ AGENCY: agency, proxies: [servingNode] });

/** Papers either party may file; the serving node only enters them for a party. */
export const eithersPaper = ({ buyer, agency, servingNode }: Order): Speakers => ({
  SME: buyer,
  AGENCY: agency,
  proxies: [servingNode],
});

/** What happened at the serving node, which it may also state in its own name. */
export const nodesRecord = ({ agency, servingNode }: Order): Speakers => ({
  AGENCY: agency,
  nodes: [servingNode],
  proxies: [servingNode],
});

/** The buyer with its own credential, by nobody else. */
export const buyersOwnWord = ({ buyer }: Order): Speakers => ({ SME: buyer });

/** Either party with its own credential, by nobody else. */
export const eithersOwnWord = ({ buyer, agency }: Order): Speakers => ({ SME: buyer, AGENCY: agency });
