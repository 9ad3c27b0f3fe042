import {
  canonical,
  checkRole,
  checkTogether,
  eventTypeOf,
  explainPayload,
  kernelRefusals,
  parseInstant,
  Refusal,
  refusals,
  sha256,
  type Actor,
  type FieldError,
  type Registered,
  type Registry,
  type Superseded,
  type Statement,
} from '#kernel';
import { attributeErrors, fits, type Attributes } from './attributes.js';
import { refuse } from './web-refusals.js';

const refuseData = refusals(kernelRefusals);

/** Who posts, and to which contexts. */
export interface Posting {
  readonly caller: Actor;
  readonly registry: Registry;
}

/**
 * The statement a parsed CloudEvent 1.0 makes, for every way of posting. The value must have come through `parseStrict`.
 * Unknown extension attributes are no part of the statement and are left out (see `unreadAttributes`).
 */
export function statementOf(event: unknown, posting: Posting): Statement {
  if (!isObject(event)) throw refuseAttributes([NOT_OBJECT]);
  try {
    return read(event, posting);
  } catch (failure) {
    if (failure instanceof Refusal) checkAll(event, posting);
    throw failure;
  }
}

const isObject = (event: unknown): event is Attributes =>
  typeof event === 'object' && event !== null && !Array.isArray(event);

/** Refuses what does not fit at the first misfit. */
function read(stated: Attributes, { caller, registry }: Posting): Statement {
  checkAttributes(stated);
  checkIsJson(stated);
  const occurredAt = parseInstant(stated.time) ?? '';
  const named = typeOf(stated.type, registry);
  checkSubject(stated, named, registry);
  const { registered, version } = named;
  const data = isNewest(named) ? checkedData(stated.data, registered) : unjudged(stated.data);
  const dataText = canonical(data);
  return {
    stream: stated.subject,
    type: registered.type,
    version,
    data,
    dataText,
    meta: {
      actor: caller,
      enteredBy: stated.onbehalfof === undefined ? 'SELF' : 'PROXY',
      ...(stated.onbehalfof === undefined ? {} : { onBehalfOf: stated.onbehalfof }),
      occurredAt,
      source: stated.source,
      statementId: stated.id,
      digest: digestOf(stated, dataText),
      correlationId: stated.correlationid ?? stated.subject,
      ...(stated.causationid === undefined ? {} : { causationId: stated.causationid }),
      ...(isTraceparent(stated.traceparent) ? { traceparent: stated.traceparent } : {}),
    },
  };
}

/**
 * Refuses with all that is wrong, as far as each can be known without the others: whoever mends a statement hears of it at once.
 * What only its stream or the clock can tell is the recorder's to say.
 */
function checkAll(stated: Attributes, { caller, registry }: Posting): void {
  const { type, subject } = stated;
  const hasType = fits('type', type);
  const named = hasType ? namedType(type, registry) : undefined;
  const isJsonData = !('data_base64' in stated);
  checkTogether(
    () => checkAttributes(stated),
    () => checkIsJson(stated),
    () => hasType && typeOf(type, registry),
    () => fits('subject', subject) && checkSubject(stated, named, registry),
    () => isJsonData && named !== undefined && isNewest(named) && checkedData(stated.data, named.registered),
    () => named !== undefined && checkMayState(named.registered, caller),
  );
}

/**
 * SHA-256 of the canonical JSON of what was stated; the attributes stand in canonical order (RFC 8785 §3.2.3). Time and type
 * hold nothing to escape, by their patterns.
 */
function digestOf(stated: Attributes, dataText: string): string {
  const { causationid, correlationid, id, onbehalfof, source, subject, time, type } = stated;
  return sha256(
    `{${optional('causationid', causationid)}${optional('correlationid', correlationid)}"data":${dataText},"id":${JSON.stringify(id)},` +
      `${optional('onbehalfof', onbehalfof)}"source":${JSON.stringify(source)},"subject":${JSON.stringify(subject)},` +
      `"time":"${time}","type":"${type}"}`,
  );
}

const optional = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `"${name}":${JSON.stringify(value)},`;

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** W3C Trace Context, version 00. An invalid one is to be ignored, not refused (§3.2.2). */
export const isTraceparent = (value: unknown): value is string => typeof value === 'string' && TRACEPARENT.test(value);

function checkAttributes(stated: Attributes): void {
  const errors = attributeErrors(stated);
  if (errors.length > 0) throw refuseAttributes(errors);
}

function checkIsJson(stated: Attributes): void {
  if ('data_base64' in stated) throw refuse('data-not-json', { pointer: '/data_base64' });
  // What is no text is told of as an attribute.
  if (typeof stated.datacontenttype === 'string' && !isJson(stated.datacontenttype))
    throw refuse('data-not-json', { pointer: '/datacontenttype' });
}

const NOT_OBJECT: FieldError = { code: 'field-object', pointer: '', zh: '应为对象', en: 'expected an object' };

const refuseAttributes = (errors: readonly FieldError[]): Error =>
  refuse('invalid-attributes', { params: { count: errors.length }, errors });

/** Without flags, since it is published as JSON Schema. */
export const JSON_MEDIA_TYPE = /^ *[\w.+-]+\/(?:[\w.+-]+\+)?[Jj][Ss][Oo][Nn] *(?:;.*)?$/;

export const isJson = (mediaType: string | undefined): boolean =>
  mediaType === undefined || JSON_MEDIA_TYPE.test(mediaType);

function namedType(type: string, registry: Registry): Superseded | undefined {
  const newest = registry.byWireType(type);
  return newest === undefined ? registry.superseded(type) : { registered: newest, version: newest.eventType.version };
}

const isNewest = ({ registered, version }: Superseded): boolean => version === registered.eventType.version;

function typeOf(type: string, registry: Registry): Superseded {
  const named = namedType(type, registry);
  if (named === undefined) throw refuse('unknown-event-type', { params: { type }, pointer: '/type' });
  return named;
}

/** Undefined: the type is not known, so that only the subject itself is judged. */
function checkSubject({ type, subject }: Attributes, named: Superseded | undefined, registry: Registry): void {
  const found = registry.aggregateOf(subject);
  if (found === undefined) throw refuse('unknown-subject', { params: { subject }, pointer: '/subject' });
  if (named === undefined) return;
  const { registered } = named;
  const isOfContext = found.context === registered.context;
  if (isOfContext && eventTypeOf(found.aggregate, registered.type) === registered.eventType) return;
  throw refuse('subject-not-of-type', { params: { type, subject }, pointer: '/subject' });
}

const checkMayState = ({ eventType, wireType }: Registered, caller: Actor): void =>
  checkRole(eventType, caller, { event: eventType.zh, type: wireType });

/** A superseded shape has no rule any more: it repeats what was recorded, word for word, or is refused by the recorder. */
const unjudged = (data: unknown): object => (typeof data === 'object' && data !== null ? data : {});

function checkedData(data: unknown, { accepts, eventType }: Registered): object {
  if (accepts(data)) return data as object;
  const errors = explainPayload(eventType.payload, data, '/data');
  if (errors.length === 0) throw new Error(`the two validators of ${eventType.zh} disagree`);
  throw refuseData('invalid-data', { params: { count: errors.length }, errors });
}
