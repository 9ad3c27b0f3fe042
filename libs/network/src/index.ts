export { network } from './network.context.js';
