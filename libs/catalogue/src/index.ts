export { catalogue } from './catalogue.context.js';
