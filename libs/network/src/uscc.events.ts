import { basis, eventType, Field, orgId, type FactOf } from '#kernel';

/** 已绑定. */
class UsccBound {
  @Field(orgId.as('持有该代码的主体', 'the organisation that holds the code', 'E00001')) orgId: string;
}

/** 已解除绑定. */
class UsccReleased {
  @Field(orgId.as('原持有主体', 'the organisation that held it', 'E00001')) orgId: string;
  @Field(basis) basis: string;
}

const decides = { version: 1, by: ['HUB', 'AUTHORITY'] } as const;

export const usccEvents = {
  UsccBound: eventType(UsccBound, { ...decides, zh: '统一社会信用代码已绑定', from: ['FREE'], to: 'BOUND' }),
  UsccReleased: eventType(UsccReleased, { ...decides, zh: '统一社会信用代码已解除绑定', from: ['BOUND'], to: 'FREE' }),
};

export type UsccFact = FactOf<typeof usccEvents>;
