import type { Context } from '#kernel';
import { mship } from './mship.js';
import { node } from './node.js';
import { org } from './org.js';
import { uscc } from './uscc.js';

/** Who takes part: organisations and their codes, the nodes of the network, the agencies admitted to it. */
export const network: Context = { name: 'network', zh: '网络与主体', aggregates: [org, uscc, node, mship] };
