export { admit, checkRole, eventTypeOf, factOf, sightsOf, type Admission, type Statement } from './admit.js';
export {
  erase,
  type Aggregate,
  type Along,
  type AnyAggregate,
  type Asked,
  type Change,
  type Context,
  type Counted,
  type Guard,
  type NewFact,
  type Parties,
  type Reads,
  type Reported,
  type Seen,
  type Sight,
  type Statused,
  type Taken,
  type View,
} from './aggregate.js';
export { ALONG_SOURCE, alongFacts, alongOf, isContested, type Reservation } from './along.js';
export { requireNotLater, requireRoom } from './bounds.js';
export { calledOf, listed, listedOf, naming, roleNamed, statable, statusNamed, type Called } from './called.js';
export { canonical, type Json } from './canonical.js';
export { requireChannel, requireClass, requireDivision, requireStatedClass } from './codes-in-force.js';
export { correct, correctionSights } from './correct.js';
export { correctionEvents, effective, isCorrection, restated, type Correction } from './corrections.js';
export { eventId, sha256 } from './digest.js';
export {
  current,
  eventType,
  statusAfter,
  wireType,
  type EventType,
  type FactOf,
  type PayloadClass,
} from './event-type.js';
export {
  categoryOf,
  ROLE_LIST,
  ROLES,
  type Actor,
  type Fact,
  type Meta,
  type RecordedEvent,
  type Role,
} from './event.js';
export {
  anyObject,
  civilDate,
  eventIdField,
  fen,
  flag,
  FORMATS,
  id,
  ID_PATTERN,
  instant,
  integer,
  listOf,
  nested,
  objectOf,
  oneOf,
  orderFen,
  pattern,
  sha256Hex,
  text,
} from './field-kinds.js';
export { Field, kind, type Bilingual, type DigestOf, type FieldSpec, type JsonSchema, type Misfit } from './field.js';
export { lastKnownState, NewerBuildError, stateOf } from './evolving.js';
export { emptyFold, foldAll, foldOn, type Folded } from './folded.js';
export { checkGuards, consider, considerCorrection, postingRuleOf, type Considered } from './guards.js';
export { inOrderOfOccurrence, misplaced, needsHistory, type Misplaced } from './in-time.js';
export {
  civilDateOf,
  DAY_MS,
  isCivilDate,
  MINUTE_MS,
  minutesBetween,
  msOf,
  isInstant,
  parseInstant,
  parsePeriod,
  toInstant,
} from './instant.js';
export { pointerOf } from './json-pointer.js';
export { LEDGER } from './ledger-actor.js';
export { kernelRefusals } from './kernel-refusals.js';
export { correctedBy, reportedBy } from './reported.js';
export { CHECK_CODES, type CheckCode } from './check-code.js';
export { compilePayload, exampleOf, explainPayload, schemaOf, specsIn, specsOf } from './payload.js';
export { isPosted } from './posted.js';
export { POSTING_RULE, type PostingRule } from './posting-rule.js';
export {
  agencyId,
  basis,
  channelCode,
  classCode,
  classReason,
  digestOfStated,
  divisionCode,
  enterpriseSize,
  entryCode,
  evidenceKind,
  evidenceKinds,
  keptElsewhere,
  keyedHash,
  NETWORK_PATTERN,
  networkCode,
  NODE_PATTERN,
  nodeCode,
  orgId,
  orgKind,
  qualificationKind,
  qualificationLevel,
  reason,
  staffIds,
  storedFile,
  version,
  welfareKind,
  WELFARE_UNITS,
  welfareUnit,
  wholeClass,
  type OrgKind,
  type QualificationKind,
  type QualificationLevel,
  type WelfareUnit,
} from './shared-fields.js';
export {
  checkTogether,
  Refusal,
  refusals,
  together,
  type ErrorKind,
  type FieldError,
  type Params,
  type RefusalDetails,
  type RefusalText,
  type Refuse,
} from './refusal.js';
export { isSameStatement } from './same-statement.js';
export { Registry, type Registered, type Superseded } from './registry.js';
export { decideBy, type Rule, type Rules } from './rules.js';
export { requireOutsider, requireOwnNode, requireOwnOrg, requireSpeaker, type Speakers } from './speaking.js';
export { emptyTimeline, heldAt, heldSince, type Timeline } from './timeline.js';
export { viewOf } from './view-of.js';
