export { demandSight, isOpen, type Demand } from './demand.published.js';
