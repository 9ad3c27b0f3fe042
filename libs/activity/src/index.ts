export { activity } from './activity.context.js';
