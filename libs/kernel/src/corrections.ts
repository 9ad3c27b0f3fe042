import { eventType } from './event-type.js';
import type { Fact } from './event.js';
import { anyObject, eventIdField, instant, integer, oneOf, text } from './field-kinds.js';
import { Field } from './field.js';
import { parseInstant } from './instant.js';

/**
 * Corrections (会计基础工作规范 art. 51): an entry is never changed. `EntryReversed` (红字冲销) takes an entry out,
 * `EntryRestated` (蓝字更正) puts another in its place; both are entries of the same stream and stay visible for ever.
 */
class EntryReversed {
  @Field(eventIdField) targetEventId: string;
  @Field(oneOf(['INPUT_ERROR', 'DUPLICATE', 'NOT_HAPPENED', 'WRONG_SUBJECT', 'OTHER'])) reasonCode: string;
  @Field(text(1, 500)) reason: string;
}

class EntryRestated {
  @Field(eventIdField) targetEventId: string;
  @Field(text(1, 500)) reason: string;
  /** The corrected payload, in the shape of the target's type. */
  @Field(anyObject) replacement: object;
  /** Version of the replacement's shape; the ledger notes it down. */
  @Field(integer(1, 999), 'optional') replacementVersion?: number;
  /** The corrected time of occurrence; the target's own when left out. */
  @Field(instant, 'optional') occurredAt?: string;
}

/** Every aggregate has these two besides its own. `from: []` = in every status of an existing stream. */
export const correctionEvents = {
  EntryReversed: eventType(EntryReversed, { version: 1, zh: '红字冲销', by: ['HUB', 'AUTHORITY'], from: [] }),
  EntryRestated: eventType(EntryRestated, { version: 1, zh: '蓝字更正', by: ['HUB', 'AUTHORITY'], from: [] }),
};

export type Correction = Fact<'EntryReversed', EntryReversed> | Fact<'EntryRestated', EntryRestated>;

export const isCorrection = (fact: Fact): fact is Correction =>
  fact.type === 'EntryReversed' || fact.type === 'EntryRestated';

/** The target as a restatement words it: same id, type and actor; the restatement's payload and time. */
export const restated = <Of extends Fact>(target: Of, correction: Fact<'EntryRestated', EntryRestated>): Of => ({
  ...target,
  version: correction.data.replacementVersion ?? target.version,
  data: correction.data.replacement,
  meta: { ...target.meta, occurredAt: correctedTime(correction) ?? target.meta.occurredAt },
});

/** Stated in any RFC 3339 form; everything that compares times wants the ledger's own. */
const correctedTime = ({ data: { occurredAt } }: Fact<'EntryRestated', EntryRestated>): string | undefined =>
  occurredAt === undefined ? undefined : parseInstant(occurredAt);

/**
 * The facts that count: corrections applied in order, the corrections themselves left out. Order of the log is kept. Payloads
 * keep the version they were recorded in, so they are brought to the newest shape after this, not before.
 */
export function effective<Of extends Fact>(facts: Iterable<Of>): readonly Of[] {
  const standing = new Map<string, Of>();
  for (const fact of facts) {
    if (!isCorrection(fact)) {
      standing.set(fact.id, fact);
      continue;
    }
    const target = standing.get(fact.data.targetEventId);
    if (target === undefined) continue;
    if (fact.type === 'EntryReversed') standing.delete(target.id);
    else standing.set(target.id, restated(target, fact));
  }
  return [...standing.values()];
}
