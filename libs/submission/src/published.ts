export { postingsProjection, statementKeyOf } from './postings.projection.js';
export { postingRejected, type PostingRejected } from './sub.events.js';
export { rejectionIn } from './sub.published.js';
export { submissionStream } from './sub.js';
export { timelinessProjection } from './timeliness.projection.js';
