import { codeList } from '#reference';

/** Why an order came of no demand (guideline §4 以需求为导向). A closed list, so that the share of those that did can be told. */
export const WITHOUT_DEMAND = codeList('without-demand', '无需求订单的来源', 'why an order came of no demand', {
  DIRECT: ['企业直接下单', 'ordered directly by the enterprise'],
  OUTREACH: ['走访上门服务', 'found on a visit'],
  CAMPAIGN: ['专项行动', 'of a campaign'],
  ENTRUSTED: ['任务委托', 'entrusted by an authority'],
  FOLLOW_UP: ['此前订单的后续服务', 'follows an earlier order'],
});

/** What rows of orders that came of a demand say instead of a reason. */
export const LINKED = 'DEMAND';

/** What an order of version 1 says that named no demand: it was not asked. Nobody can state it. */
const UNKNOWN = 'UNKNOWN';

/** An order of version 1 in the shape of version 2. */
export const withoutKnownDemand = (data: unknown): object => {
  const placed = data as { readonly demandId?: string };
  return placed.demandId === undefined ? { ...placed, withoutDemand: UNKNOWN } : placed;
};
