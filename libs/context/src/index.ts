export { type ClosedAt, type ClosingAnswer, type FigureAsked, PostClosing } from './adjustments.js';
export { eventsAsOf, type Moment } from './as-of.js';
export { ForAll, requireAudiences } from './audience.js';
export type { BoundedContext } from './bounded-context.js';
export { type CitedRow, CitedRows } from './cited-rows.js';
export { Clock } from './clock.js';
export { ClosedMonths, type Closing, Closings, type ClosingScope } from './closings.js';
export { definitionOf, partAnswer, valueAnswer, type ValueAnswer } from './figure-answer.js';
export { figureAmong, FigureList } from './figure-list.js';
export { isAhead, labels, limitsOf, OF_FIGURE, PART, partsOf, sideOf } from './figure-scope.js';
export { Knowledge } from './knowledge.js';
export { Links } from './links.js';
export { FromProjections, MinPositionGuard } from './min-position.js';
export { monthsOf, monthsUpTo, spanOf } from './months.js';
export { Names } from './names.js';
export {
  ACCOUNT_ID,
  ACTIVITY_CODE,
  AGENCY_ID,
  BUILD,
  EVENT_ID,
  FIGURE_CODE,
  NODE_CODE,
  PROJECTION,
  REFERENCE_LIST_NAME,
  REFUSAL_CODE,
  STORED_FILE,
  STREAM_ID,
  TRACED,
  VERSION,
} from './paths.js';
export { PostingCheck } from './posting-check.js';
export {
  ACCOUNT,
  AT_POSITION,
  CATEGORY,
  choice,
  CURSOR,
  days,
  digits,
  LIMIT,
  LIMIT_OF_CODES,
  malformedHeader,
  momentsReversed,
  MONTH,
  needed,
  NODE,
  numberOf,
  type Parameter,
  PERIOD,
  readingRefusals,
  readQuery,
  refuse,
  text,
  type Values,
} from './query.js';
export {
  type AudienceName,
  AUDIENCES,
  everyAccount,
  ofAccount,
  ofAgency,
  ofAllNodes,
  ofAllPosters,
  ofFigures,
  ofNode,
  ofNodes,
  ofPosters,
  ofTheNetwork,
  readers,
} from './readers.js';
export { AskedFor, InPath, POSITION_HEADER, Reads, serving } from './reads.js';
export { type AnswerOf, type QuestionOf, route } from './route.js';
export { type RowsAsked, rowsPage } from './rows-page.js';
export {
  type Answer,
  ANY,
  ANY_OBJECT,
  BILINGUAL,
  byName,
  COUNT,
  FLAG,
  list,
  NOTHING,
  nullable,
  object,
  oneOf,
  page,
  RATIO,
  said,
  SUM,
  TEXT,
  TEXTS_BY_NAME,
  WHOLE,
} from './schemas.js';
export {
  ADJUSTMENTS,
  CHANGES_LINK,
  CLOSED,
  CLOSED_AT,
  CLOSING,
  DEFINITION,
  EXACT,
  GROUPS,
  NAMED,
  OF_SHARES,
  ROWS,
  VALUE,
} from './value-answers.js';
export { Visibility } from './visibility.js';
