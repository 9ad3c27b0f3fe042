import { eventType, explainPayload, Field, id, pattern, sha256Hex, text, type FactOf } from '#kernel';

/**
 * What was refused, to whom, and why. Not the payload itself: it may hold what must not be kept. Optional fields are the
 * caller's own words, and are left out where they do not fit (see `postingRejected`).
 */
export class PostingRejected {
  @Field(id) account: string;
  /** The refusal's code. */
  @Field(pattern('[a-z0-9]+(?:-[a-z0-9]+)*', '退回代码', 'a refusal code')) code: string;
  /** SHA-256 (hex) of the refused statement. */
  @Field(sha256Hex) payloadSha256: string;
  /** The event type it was posted as. */
  @Field(text(1, 150), 'optional') type?: string;
  /** RFC 6901 pointer to the first field to mend. */
  @Field(text(0, 300), 'optional') pointer?: string;
  @Field(text(1, 200), 'optional') statementId?: string;
  @Field(text(1, 200), 'optional') source?: string;
}

const CALLERS_WORDS = ['/type', '/pointer', '/statementId', '/source'];

/** The payload without those of the caller's words that no event may hold, so that noting a refusal down never fails on them. */
export function postingRejected(said: Readonly<PostingRejected>): PostingRejected {
  const kept = { ...said };
  for (const { pointer } of explainPayload(PostingRejected, said, ''))
    if (CALLERS_WORDS.includes(pointer)) Reflect.deleteProperty(kept, pointer.slice(1));
  return kept;
}

export const subEvents = {
  PostingRejected: eventType(PostingRejected, {
    version: 1,
    zh: '报送已退回',
    by: ['LEDGER'],
    from: ['ABSENT', 'OPEN'],
  }),
};

export type SubFact = FactOf<typeof subEvents>;
