import {
  canonical,
  eventTypeOf,
  explainPayload,
  kernelRefusals,
  parseInstant,
  refusals,
  sha256,
  type Actor,
  type FieldError,
  type Registered,
  type Registry,
  type Superseded,
  type Statement,
} from '#kernel';
import { ATTRIBUTES, attributeErrors, type Attributes } from './attributes.js';
import { refuse } from './web-refusals.js';

const refuseData = refusals(kernelRefusals);

/** Who posts, and to which contexts. */
export interface Posting {
  readonly caller: Actor;
  readonly registry: Registry;
}

/**
 * The statement a parsed CloudEvent 1.0 makes, for every way of posting. The value must have come through `parseStrict`.
 * Unknown extension attributes are no part of the statement and are left out, as CloudEvents lets a consumer do.
 */
export function statementOf(event: unknown, { caller, registry }: Posting): Statement {
  const stated = attributesOf(event);
  const occurredAt = occurrenceOf(stated);
  const { registered, version } = typeOf(stated, registry);
  const isNewest = version === registered.eventType.version;
  const data = isNewest ? checkedData(stated.data, registered) : unjudged(stated.data);
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

function attributesOf(event: unknown): Attributes {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) throw refuseAttributes([NOT_OBJECT]);
  const stated = event as Attributes;
  const errors = attributeErrors(stated);
  if (errors.length > 0) throw refuseAttributes(errors);
  if ('data_base64' in stated) throw refuse('data-not-json', { pointer: '/data_base64' });
  if (!isJson(stated.datacontenttype)) throw refuse('data-not-json', { pointer: '/datacontenttype' });
  return stated;
}

function occurrenceOf({ time }: Attributes): string {
  const occurredAt = parseInstant(time);
  if (occurredAt === undefined) throw refuseAttributes([ATTRIBUTES.time.misfit]);
  return occurredAt;
}

const NOT_OBJECT: FieldError = { code: 'field-object', pointer: '', zh: '应为对象', en: 'expected an object' };

const refuseAttributes = (errors: readonly FieldError[]): Error =>
  refuse('invalid-attributes', { params: { count: errors.length }, errors });

/** Without flags, since it is published as JSON Schema. */
export const JSON_MEDIA_TYPE = /^ *[\w.+-]+\/(?:[\w.+-]+\+)?[Jj][Ss][Oo][Nn] *(?:;.*)?$/;

export const isJson = (mediaType: string | undefined): boolean =>
  mediaType === undefined || JSON_MEDIA_TYPE.test(mediaType);

function typeOf({ type, subject }: Attributes, registry: Registry): Superseded {
  const newest = registry.byWireType(type);
  const stated =
    newest === undefined ? registry.superseded(type) : { registered: newest, version: newest.eventType.version };
  if (stated === undefined) throw refuse('unknown-event-type', { params: { type }, pointer: '/type' });
  const found = registry.aggregateOf(subject);
  if (found === undefined) throw refuse('unknown-subject', { params: { subject }, pointer: '/subject' });
  const { registered } = stated;
  if (found.context === registered.context && eventTypeOf(found.aggregate, registered.type) === registered.eventType)
    return stated;
  throw refuse('subject-not-of-type', { params: { type, subject }, pointer: '/subject' });
}

/** A superseded shape has no rule any more: it repeats what was recorded, word for word, or is refused by the recorder. */
const unjudged = (data: unknown): object => (typeof data === 'object' && data !== null ? data : {});

function checkedData(data: unknown, { accepts, eventType }: Registered): object {
  if (accepts(data)) return data as object;
  const errors = explainPayload(eventType.payload, data, '/data');
  if (errors.length === 0) throw new Error(`the two validators of ${eventType.zh} disagree`);
  throw refuseData('invalid-data', { params: { count: errors.length }, errors });
}
