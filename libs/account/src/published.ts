export { acct, authenticate, type AcctState } from './acct.js';
