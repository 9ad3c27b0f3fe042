import {
  agencyId,
  classCode,
  classReason,
  entryCode,
  eventType,
  Field,
  id,
  listOf,
  networkCode,
  oneOf,
  orderFen,
  reason,
  text,
  version,
  welfareKind,
  type FactOf,
} from '#kernel';
import { codeList } from '#reference';
import { citation, title } from './catalogue-fields.js';

/** What is on disk of a service item (服务产品), stream `item-{id}`. Add types and optional fields; never rename, never remove. */

const PRICE_MODES = codeList('price-modes', '计价方式', 'how it is priced', {
  FIXED: ['一口价', 'fixed'],
  FROM: ['起价', 'from'],
  NEGOTIABLE: ['面议', 'negotiable'],
});
const DELISTING_REASONS = codeList('delisting-reasons', '下架原因', 'why an item is delisted', {
  AGENCY_REQUEST: ['机构申请', 'the agency asked for it'],
  AGENCY_NOT_LIVE: ['机构已不在网', 'the agency is no longer a member'],
  QUALITY: ['质量问题', 'quality'],
  EXPIRED: ['到期', 'it expired'],
  OTHER: ['其他', 'other'],
});

/** Whose item it is; both stay with it for good. Repeated, because a rule names the streams it looks at by the statement alone. */
class OfAgency {
  @Field(agencyId) agencyOrgId: string;
  @Field(networkCode) networkCode: string;
}

/** What is offered; always said whole. */
export class Offer extends OfAgency {
  @Field(classCode) classCode: string;
  @Field(classReason, 'optional') classReason?: string;
  @Field(title.as('服务产品名称', 'title of the item', '知识产权贯标辅导')) title: string;
  @Field(orderFen.as('价格:一口价、起价或面议的参考价', 'price; what FROM begins at and NEGOTIABLE is guided by'))
  priceFen: number;
  @Field(oneOf(PRICE_MODES)) priceMode: string;
  @Field(citation, 'optional') standardVersion?: string;
  @Field(welfareKind) welfareKind: string;
  @Field(entryCode, 'optional') entryCode?: string;
  @Field(
    listOf(id.as('需求编号', 'id of a demand', 'D26-00001'), 1, 50).as(
      '据以开发的需求',
      'the demands it was developed from (guideline §6)',
    ),
    'optional',
  )
  basedOnDemandIds?: readonly string[];
}

/** Version 1. */
class ServiceItemDrafted extends Offer {}

/** The newest wording goes to review. */
class ServiceItemSubmitted extends OfAgency {
  @Field(text(1, 500).as('送审说明', 'note to the reviewer', '首次送审'), 'optional') note?: string;
}

/** What was reviewed; the version says which wording. */
class ServiceItemListed extends OfAgency {
  @Field(version.as('通过审核的版本', 'the version that was reviewed')) version: number;
}

/** The next version. On the shelf stays what is there until this one is listed. */
class ServiceItemRevised extends Offer {
  @Field(version.as('新版本,为现版本加一', 'the new version, one above the last', 2)) version: number;
}

class ServiceItemDelisted {
  @Field(oneOf(DELISTING_REASONS)) reasonCode: string;
  @Field(reason) reason: string;
}

/** CHANGED and CHANGE_SUBMITTED are on the shelf as they were while a later wording is written or reviewed (变更审核中). */
export type ItemStatus = 'ABSENT' | 'DRAFTED' | 'SUBMITTED' | 'LISTED' | 'CHANGED' | 'CHANGE_SUBMITTED' | 'DELISTED';

const byAgency = { version: 1, by: ['AGENCY', 'WINDOW'] } as const;
const byHub = { version: 1, by: ['HUB'], inOwnName: true } as const;

export const itemEvents = {
  ServiceItemDrafted: eventType(ServiceItemDrafted, {
    ...byAgency,
    zh: '服务产品已拟定',
    from: ['ABSENT'],
    to: 'DRAFTED',
  }),
  ServiceItemSubmitted: eventType(ServiceItemSubmitted, {
    ...byAgency,
    zh: '服务产品已送审',
    from: ['DRAFTED', 'CHANGED', 'DELISTED'],
  }),
  ServiceItemListed: eventType(ServiceItemListed, {
    ...byHub,
    zh: '服务产品已上架',
    from: ['SUBMITTED', 'CHANGE_SUBMITTED'],
    to: 'LISTED',
    seals: true,
  }),
  ServiceItemRevised: eventType(ServiceItemRevised, {
    ...byAgency,
    zh: '服务产品已变更',
    inSequence: true,
    from: ['DRAFTED', 'SUBMITTED', 'LISTED', 'CHANGED', 'CHANGE_SUBMITTED', 'DELISTED'],
  }),
  ServiceItemDelisted: eventType(ServiceItemDelisted, {
    ...byHub,
    zh: '服务产品已下架',
    from: ['LISTED', 'CHANGED', 'CHANGE_SUBMITTED'],
    to: 'DELISTED',
  }),
};

export type ItemFact = FactOf<typeof itemEvents>;
export type ItemFactOf<Type extends ItemFact['type']> = Extract<ItemFact, { type: Type }>;
