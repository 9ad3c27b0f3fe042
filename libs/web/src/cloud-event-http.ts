import type { IncomingHttpHeaders } from 'node:http';
import { canonical, sha256 } from '#kernel';
import { digestOfBytes, readBody, textOf } from './body.js';
import { isJson, type Posting } from './cloud-event.js';
import { postOfEvent, postOfText, refusedPost, type Post } from './post.js';
import { DEPTH_MAX, parseStrict } from './strict-json.js';
import { refuse } from './web-refusals.js';

/** CloudEvents 1.0.2 HTTP protocol binding: which of its content modes a request uses. */
export type ContentMode = 'structured' | 'binary' | 'batch' | 'bulk';

/** Events of one batch. */
export const BATCH_MAX = 500;

const MODES: Readonly<Record<string, ContentMode>> = {
  'application/cloudevents+json': 'structured',
  'application/cloudevents-batch+json': 'batch',
  'application/x-ndjson': 'bulk',
};

/** The mode a request announces; refuses what is none of `allowed`, and any charset or encoding but plain UTF-8. */
export function contentMode(headers: IncomingHttpHeaders, allowed: readonly ContentMode[]): ContentMode {
  const [mediaType = '', ...parameters] = (headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const mode = MODES[mediaType] ?? (isBinary(mediaType, headers) ? 'binary' : undefined);
  if (mode === undefined || !allowed.includes(mode))
    throw refuse('unsupported-media-type', { params: { found: mediaType.slice(0, 80), allowed: mediaTypes(allowed) } });
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')
    throw refuse('unsupported-charset', { params: { found: charset.slice(0, 40) } });
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity')
    throw refuse('unsupported-content-encoding', { params: { found: encoding.slice(0, 40) } });
  return mode;
}

const isBinary = (mediaType: string, headers: IncomingHttpHeaders): boolean =>
  headers['ce-specversion'] !== undefined && (mediaType === '' || isJson(mediaType));

const mediaTypes = (modes: readonly ContentMode[]): readonly string[] => [
  ...Object.entries(MODES).flatMap(([mediaType, mode]) => (modes.includes(mode) ? [mediaType] : [])),
  ...(modes.includes('binary') ? ['application/json + ce-*'] : []),
];

const SINGLE_BYTES_MAX = 256 * 1024;
const BATCH_BYTES_MAX = 8 * 1024 * 1024;

/** A request's events as posted; `all`: one batch, to be recorded together. */
export interface ReadPosts {
  readonly mode: 'each' | 'all';
  readonly posts: readonly Post[];
}

interface PostRequest {
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came: Node joins those that came twice. */
  readonly rawHeaders: readonly string[];
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * Reads the events of a request whose body is bounded. A request that cannot be read as events is one refused post, so that
 * the refusal can be noted down: its digest is that of the bytes, of those within the limit when there are more.
 */
export async function readPosts({ headers, rawHeaders, bytes }: PostRequest, posting: Posting): Promise<ReadPosts> {
  const isBatch = headers['content-type']?.toLowerCase().startsWith('application/cloudevents-batch+json') === true;
  const maxBytes = isBatch ? BATCH_BYTES_MAX : SINGLE_BYTES_MAX;
  const body = await readBody(bytes, maxBytes);
  try {
    const mode = contentMode(headers, ['structured', 'binary', 'batch']);
    if (!body.isWhole) throw refuse('body-too-large', { params: { maxBytes } });
    const text = textOf(body.bytes);
    if (mode === 'structured') return { mode: 'each', posts: [postOfText(text, posting)] };
    if (mode === 'binary') {
      checkNoneRepeated(rawHeaders);
      const event = binaryEvent(headers, text);
      return { mode: 'each', posts: [postOfEvent(event, () => sha256(text), posting)] };
    }
    // What is no longer than one event may be holds none that is.
    const isShort = body.bytes.length <= SINGLE_BYTES_MAX;
    return { mode: 'all', posts: batchEvents(text).map((event) => postOfBatched(event, isShort, posting)) };
  } catch (failure) {
    return { mode: 'each', posts: [refusedPost(failure, undefined, digestOfBytes(body.bytes), posting)] };
  }
}

function postOfBatched(event: unknown, isShort: boolean, posting: Posting): Post {
  const digest = (): string => sha256(canonical(event));
  if (isShort || Buffer.byteLength(JSON.stringify(event)) <= SINGLE_BYTES_MAX)
    return postOfEvent(event, digest, posting);
  return refusedPost(refuse('body-too-large', { params: { maxBytes: SINGLE_BYTES_MAX } }), event, digest(), posting);
}

function batchEvents(body: string): readonly unknown[] {
  const events = parseStrict(body, DEPTH_MAX + 1);
  if (!Array.isArray(events) || events.length === 0) throw refuse('batch-empty', { params: { max: BATCH_MAX } });
  if (events.length > BATCH_MAX) throw refuse('batch-too-long', { params: { max: BATCH_MAX, count: events.length } });
  return events;
}

/** An attribute that stands twice has no value. */
function checkNoneRepeated(rawHeaders: readonly string[]): void {
  const names = rawHeaders
    .filter((_, index) => index % 2 === 0)
    .map((name) => name.toLowerCase())
    .filter((name) => name.startsWith('ce-') || name === 'content-type');
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw refuse('attribute-repeated', { params: { header: repeated.slice(0, 40) } });
}

/** What binary mode says elsewhere than in a `ce-` header of that name. */
const IN_NO_HEADER: ReadonlySet<string> = new Set(['ce-data', 'ce-data_base64', 'ce-datacontenttype']);

/** Attributes from `ce-*` headers (binding §3.1.3), the data from the body. */
function binaryEvent(headers: IncomingHttpHeaders, body: string): Readonly<Record<string, unknown>> {
  const event: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(headers))
    if (name.startsWith('ce-') && typeof value === 'string') event[name.slice(3)] = headerText(name, value);
  if (headers['content-type'] !== undefined) event['datacontenttype'] = headers['content-type'];
  if (body !== '') event['data'] = parseStrict(body, DEPTH_MAX - 1, '/data');
  return event;
}

const PRINTABLE = /^[ -~]*$/;
const QUOTED = /^"(?:[^"\\]|\\.)*"$/;

/**
 * Header values are printable ASCII, everything else percent-encoded UTF-8 (binding §3.1.3.2): one in double quotes is
 * unescaped first (RFC 9110 §5.6.4), then percent-decoded once.
 */
function headerText(name: string, value: string): string {
  const isQuoted = QUOTED.test(value);
  const isReadable = PRINTABLE.test(value) && (isQuoted || !value.includes('"')) && !IN_NO_HEADER.has(name);
  if (!isReadable) throw refuse('request-malformed', { params: { reason: name } });
  const written = isQuoted ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value;
  try {
    return decodeURIComponent(written);
  } catch (cause) {
    throw refuse('request-malformed', { params: { reason: name }, cause });
  }
}
