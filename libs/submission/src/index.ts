export { submissionFigures } from './figures.js';
export { postingsProjection } from './postings.projection.js';
export { postingRejected, type PostingRejected } from './sub.events.js';
export { submissionStream } from './sub.js';
export { submissionRefusals } from './submission-refusals.js';
export { submission } from './submission.context.js';
