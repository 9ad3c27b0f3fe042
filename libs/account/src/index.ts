export { account } from './account.context.js';
