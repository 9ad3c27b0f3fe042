export { checkAnnouncedLength } from './body.js';
export { Authenticator, Caller, CallerGuard, callerOf } from './caller.js';
export { type Posting } from './cloud-event.js';
export { BATCH_MAX, contentMode, readPosts } from './cloud-event-http.js';
export { conveyor, type Delivery } from './conveyor.js';
export { contentLanguage, languageOf, type Language } from './language.js';
export { NDJSON_LIMITS, ndjsonLines, type Line } from './ndjson.js';
export { componentSchemas } from './openapi.js';
export { readCursor, writeCursor, type Cursor } from './paging.js';
export { postOfLine, postOfText, postedOf, refusedPost, type Post, type Posted } from './post.js';
export { answerProblem, ProblemFilter } from './problem.filter.js';
export {
  INTERNAL,
  internalProblem,
  PROBLEM_MEDIA_TYPE,
  problemOf,
  statusOf,
  titleOf,
  withWarnings,
  type Problem,
} from './problem.js';
export { requestIdOf } from './request-id.js';
export { webRefusals, refuse as refuseAtDoor } from './web-refusals.js';
export { Slots } from './slots.js';
