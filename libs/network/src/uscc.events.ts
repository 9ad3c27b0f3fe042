import { eventType, Field, id, type FactOf } from '#kernel';
import { basis } from './network-fields.js';

/** 已绑定. */
class UsccBound {
  @Field(id) orgId: string;
}

/** 已解除绑定. */
class UsccReleased {
  @Field(id) orgId: string;
  @Field(basis) basis: string;
}

const decides = { version: 1, by: ['HUB', 'AUTHORITY'] } as const;

export const usccEvents = {
  UsccBound: eventType(UsccBound, { ...decides, zh: '统一社会信用代码已绑定', from: ['FREE'] }),
  UsccReleased: eventType(UsccReleased, { ...decides, zh: '统一社会信用代码已解除绑定', from: ['BOUND'] }),
};

export type UsccFact = FactOf<typeof usccEvents>;
