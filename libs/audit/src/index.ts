export { audit } from './audit.context.js';
