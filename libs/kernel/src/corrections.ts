import { codeList } from '#reference';
import { eventType } from './event-type.js';
import type { Fact } from './event.js';
import { anyObject, eventIdField, instant, integer, oneOf, text } from './field-kinds.js';
import { Field } from './field.js';
import { parseInstant } from './instant.js';

const REVERSAL_REASONS = codeList('reversal-reasons', '红字冲销原因', 'why an entry is reversed', {
  INPUT_ERROR: ['录入错误', 'typed wrongly'],
  DUPLICATE: ['重复录入', 'entered twice'],
  NOT_HAPPENED: ['未发生', 'it did not happen'],
  WRONG_SUBJECT: ['对象错误', 'stated about the wrong subject'],
  OTHER: ['其他', 'other'],
});

/**
 * Corrections (会计基础工作规范 art. 51): an entry is never changed. `EntryReversed` (红字冲销) takes an entry out,
 * `EntryRestated` (蓝字更正) puts another in its place; both are entries of the same stream and stay visible for ever.
 */
class EntryReversed {
  @Field(eventIdField.as('被冲销的事件编号', 'id of the entry that is reversed')) targetEventId: string;
  @Field(oneOf(REVERSAL_REASONS)) reasonCode: string;
  @Field(text(1, 500).as('冲销理由', 'why it is reversed', '同一人员重复录入')) reason: string;
}

class EntryRestated {
  @Field(eventIdField.as('被更正的事件编号', 'id of the entry that is restated')) targetEventId: string;
  @Field(text(1, 500).as('更正理由', 'why it is restated', '金额少录一位')) reason: string;
  @Field(
    anyObject.as(
      '更正后的完整内容,结构同被更正事件的 data',
      'the corrected payload whole, in the shape of the target’s data',
      { reason: '企业要求改期' },
    ),
  )
  replacement: object;
  @Field(integer(1, 999).as('更正内容所用的事件版本', 'version of the replacement’s shape').byLedger(), 'optional')
  replacementVersion?: number;
  @Field(
    instant.as('更正后的发生时间;不填则不变', 'the corrected time of occurrence; the target’s own when left out'),
    'optional',
  )
  occurredAt?: string;
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
