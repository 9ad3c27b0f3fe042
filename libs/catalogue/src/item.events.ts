import { eventType, Field, id, listOf, oneOf, orderFen, text, type FactOf } from '#kernel';
import {
  citation,
  classCode,
  entryCode,
  networkCode,
  reason,
  title,
  version,
  welfareKind,
} from './catalogue-fields.js';

/** What is on disk of a service item (服务产品), stream `item-{id}`. Add types and optional fields; never rename, never remove. */

/** Whose item it is; both stay with it for good. Repeated, because a rule names the streams it looks at by the statement alone. */
class OfAgency {
  @Field(id) agencyOrgId: string;
  /** The network whose membership admits the agency and whose welfare catalogue counts. */
  @Field(networkCode) networkCode: string;
}

/** What is offered; always said whole. */
export class Offer extends OfAgency {
  @Field(classCode) classCode: string;
  /** Owed where the class says nothing by itself (99). */
  @Field(text(1, 200), 'optional') classReason?: string;
  @Field(title) title: string;
  /** 分; what FROM begins at and NEGOTIABLE is guided by. */
  @Field(orderFen) priceFen: number;
  /** 一口价, 起价, 面议. */
  @Field(oneOf(['FIXED', 'FROM', 'NEGOTIABLE'])) priceMode: string;
  @Field(citation, 'optional') standardVersion?: string;
  @Field(welfareKind) welfareKind: string;
  /** Of the network's welfare catalogue. */
  @Field(entryCode, 'optional') entryCode?: string;
  /** The demands it was developed from (guideline §6). */
  @Field(listOf(id, 1, 50), 'optional') basedOnDemandIds?: readonly string[];
}

/** Version 1. */
class ServiceItemDrafted extends Offer {}

/** The newest wording goes to review. */
class ServiceItemSubmitted extends OfAgency {
  @Field(text(1, 500), 'optional') note?: string;
}

/** What was reviewed; the version says which wording. */
class ServiceItemListed extends OfAgency {
  @Field(version) version: number;
}

/** The next version. On the shelf stays what is there until this one is listed. */
class ServiceItemRevised extends Offer {
  @Field(version) version: number;
}

class ServiceItemDelisted {
  @Field(oneOf(['AGENCY_REQUEST', 'AGENCY_NOT_LIVE', 'QUALITY', 'EXPIRED', 'OTHER'])) reasonCode: string;
  @Field(reason) reason: string;
}

/** CHANGED and CHANGE_SUBMITTED are on the shelf as they were while a later wording is written or reviewed (变更审核中). */
export type ItemStatus = 'ABSENT' | 'DRAFTED' | 'SUBMITTED' | 'LISTED' | 'CHANGED' | 'CHANGE_SUBMITTED' | 'DELISTED';

const byAgency = { version: 1, by: ['AGENCY', 'WINDOW'] } as const;
const byHub = { version: 1, by: ['HUB'] } as const;

export const itemEvents = {
  ServiceItemDrafted: eventType(ServiceItemDrafted, { ...byAgency, zh: '服务产品已拟定', from: ['ABSENT'] }),
  ServiceItemSubmitted: eventType(ServiceItemSubmitted, {
    ...byAgency,
    zh: '服务产品已送审',
    from: ['DRAFTED', 'CHANGED', 'DELISTED'],
  }),
  ServiceItemListed: eventType(ServiceItemListed, {
    ...byHub,
    zh: '服务产品已上架',
    from: ['SUBMITTED', 'CHANGE_SUBMITTED'],
    seals: true,
  }),
  ServiceItemRevised: eventType(ServiceItemRevised, {
    ...byAgency,
    zh: '服务产品已变更',
    from: ['DRAFTED', 'SUBMITTED', 'LISTED', 'CHANGED', 'CHANGE_SUBMITTED', 'DELISTED'],
  }),
  ServiceItemDelisted: eventType(ServiceItemDelisted, {
    ...byHub,
    zh: '服务产品已下架',
    from: ['LISTED', 'CHANGED', 'CHANGE_SUBMITTED'],
  }),
};

export type ItemFact = FactOf<typeof itemEvents>;
export type ItemFactOf<Type extends ItemFact['type']> = Extract<ItemFact, { type: Type }>;
