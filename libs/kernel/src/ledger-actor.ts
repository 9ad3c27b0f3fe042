import type { Actor } from './event.js';

/** The ledger itself as an actor; no credential leads here. */
export const LEDGER: Actor = { account: 'ledger', org: 'ledger', role: 'LEDGER' };
