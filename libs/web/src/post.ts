import { Refusal, sha256, type FieldError, type Statement } from '#kernel';
import { asRead, containsPersonalData, isPlainId } from '#reference';
import { ATTRIBUTES, unreadAttributes } from './attributes.js';
import { statementOf, type Posting } from './cloud-event.js';
import type { Line } from './ndjson.js';
import { parseStrict } from './strict-json.js';

/** One event as posted: a statement to be decided, or what the door refused it for. */
export type Post = StatedPost | RefusedPost;

interface StatedPost {
  readonly kind: 'statement';
  readonly statement: Statement;
  /** What was left out of what was posted. */
  readonly warnings: readonly FieldError[];
}

export interface RefusedPost {
  readonly kind: 'refused';
  readonly refusal: Refusal;
  readonly posted: Posted;
}

/** What may be kept of a refused post: a digest, and the attributes that are harmless names. */
export interface Posted {
  /** SHA-256 of the bytes as posted. */
  readonly payloadSha256: string;
  readonly type?: string;
  readonly statementId?: string;
  readonly source?: string;
}

/** Reads the text of one structured CloudEvent. */
export function postOfText(text: string, posting: Posting): Post {
  let event: unknown;
  try {
    event = parseStrict(text);
    return statedPost(event, posting);
  } catch (failure) {
    return refusedPost(failure, event, sha256(text), posting);
  }
}

function statedPost(event: unknown, posting: Posting): StatedPost {
  const statement = statementOf(event, posting);
  return { kind: 'statement', statement, warnings: unreadAttributes(Object(event)) };
}

/** Reads one line of a bulk post. */
export const postOfLine = (line: Line, posting: Posting): Post =>
  'text' in line ? postOfText(line.text, posting) : refusedPost(line.refusal, undefined, line.sha256, posting);

/** Reads one event that was parsed strictly; `digest` is asked only when the event is refused. */
export function postOfEvent(event: unknown, digest: () => string, posting: Posting): Post {
  try {
    return statedPost(event, posting);
  } catch (failure) {
    return refusedPost(failure, event, digest(), posting);
  }
}

/** A post the door refused; anything but a `Refusal` is thrown on. */
export function refusedPost(
  failure: unknown,
  event: unknown,
  payloadSha256: string,
  { registry }: Posting,
): RefusedPost {
  if (!(failure instanceof Refusal)) throw failure;
  const named = (typeof event === 'object' && event !== null ? event : {}) as Readonly<Record<string, unknown>>;
  const type = harmless('type', named['type']);
  const statementId = harmless('id', named['id']);
  const source = harmless('source', named['source']);
  const posted = {
    payloadSha256,
    ...(type === undefined || registry.byWireType(type) === undefined ? {} : { type }),
    ...(statementId === undefined ? {} : { statementId }),
    ...(source === undefined ? {} : { source }),
  };
  return { kind: 'refused', refusal: failure, posted };
}

const harmless = (name: 'type' | 'id' | 'source', value: unknown): string | undefined =>
  typeof value === 'string' && ATTRIBUTES[name].pattern.test(value) && isPlainId(value) && !isPersonal(value)
    ? value
    : undefined;

/** Also when it is looked at without what is not seen. */
const isPersonal = (text: string): boolean => containsPersonalData(asRead(text)) !== undefined;

/** What is kept of any post that was refused, at the door or by a rule. */
export function postedOf(post: Post, { registry }: Posting): Posted {
  if (post.kind === 'refused') return post.posted;
  const { stream, type, meta } = post.statement;
  return {
    payloadSha256: meta.digest,
    type: registry.wireTypeOf(stream, type),
    statementId: meta.statementId,
    source: meta.source,
  };
}
