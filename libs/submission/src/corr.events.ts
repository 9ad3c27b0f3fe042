import { eventIdField, eventType, Field, oneOf, pattern, reason, type FactOf } from '#kernel';
import { codeList, type CodeOf } from '#reference';

/** 更正申请: what a poster says of an entry of its own that is wrong, and what hub or authority make of it. */

const CORRECTION_KINDS = codeList('correction-kinds', '更正方式', 'how an entry is corrected', {
  REVERSAL: ['红字冲销', 'taken out'],
  RESTATEMENT: ['蓝字更正', 'worded anew'],
});

const entryStream = pattern('[a-z]+-[A-Za-z0-9][A-Za-z0-9-]{0,79}', '流水编号', 'the id of a stream').as(
  '该条目所在流水',
  'the stream of the entry',
  'act-H26-00010',
);

class CorrectionRequested {
  @Field(entryStream) entryStream: string;
  @Field(oneOf(CORRECTION_KINDS)) asked: CodeOf<typeof CORRECTION_KINDS>;
  @Field(reason.as('错在何处,应为何', 'what is wrong, and how it should read', '签到人数应为 32 人')) reason: string;
}

/** Stated after the correction itself, whose `causationid` names the request. */
class CorrectionGranted {
  @Field(entryStream) entryStream: string;
  @Field(eventIdField.as('据此所作的冲销或更正', 'the reversal or restatement that was made'))
  correctionEventId: string;
}

class CorrectionDeclined {
  @Field(reason) reason: string;
}

const decides = { version: 1, by: ['HUB', 'AUTHORITY'], from: ['REQUESTED'] } as const;

export const corrEvents = {
  CorrectionRequested: eventType(CorrectionRequested, {
    version: 1,
    zh: '已申请更正',
    by: ['WINDOW', 'AGENCY', 'SME', 'HUB'],
    from: ['ABSENT', 'GRANTED', 'DECLINED'],
    to: 'REQUESTED',
  }),
  CorrectionGranted: eventType(CorrectionGranted, { ...decides, zh: '更正申请已办理', to: 'GRANTED' }),
  CorrectionDeclined: eventType(CorrectionDeclined, { ...decides, zh: '更正申请未获准', to: 'DECLINED' }),
};

export type CorrFact = FactOf<typeof corrEvents>;
export type CorrFactOf<Type extends CorrFact['type']> = Extract<CorrFact, { type: Type }>;
