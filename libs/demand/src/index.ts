export { demand } from './demand.context.js';
