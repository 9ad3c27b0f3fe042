export { submission } from './submission.context.js';
