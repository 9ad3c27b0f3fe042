export { acct } from './acct.js';
export type { AcctState } from './acct.state.js';
export { authenticate } from './authenticate.js';
