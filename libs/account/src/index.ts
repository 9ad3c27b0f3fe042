export { account } from './account.context.js';
export { accountRefusals } from './account-refusals.js';
export { acct, authenticate, type AcctState } from './acct.js';
