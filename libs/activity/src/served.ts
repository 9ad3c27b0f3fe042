import { enterpriseSize, Field, nested, orgId, orgKind, type OrgKind } from '#kernel';
import type { SizeClass } from '#reference';

/** Whom a service counts as served: 家 and 家次 are of enterprises (F01, F02, F14, S05 and the ORGS of P12). */

/**
 * Whom the network is for: 企业, 个体工商户, 农民专业合作社 (GB 32100-2015, second place 1, 2, 3 under 9) and 创业团队, which 187号 serves
 * as enterprises to be and which have no size. Institutions and associations serve others: their people count as 人次.
 */
const ENTERPRISES: readonly OrgKind[] = ['ENTERPRISE', 'SOLE_TRADER', 'COOP', 'TEAM'];

/** What rows say of an enterprise whose size the ledger did not know that day. */
const UNKNOWN_SIZE = 'UNKNOWN';

/** What the ledger knew of the organisation served, as of the day of the service. */
export class ServedOrg {
  @Field(orgKind.as('登记的主体类型', 'as which kind it was registered')) kind: OrgKind;
  @Field(
    enterpriseSize.as(
      '当日已划定的最近年度企业规模;未划型的不填',
      'its size by the newest figures classified by that day; absent where none were',
    ),
    'optional',
  )
  size?: SizeClass;
}
export const servedOrg = nested(ServedOrg)
  .as('服务当日台账所知的服务对象', 'what the ledger knew of whom it served, as of that day')
  .byLedger();

/** Who operates the node that hosts or serves: it is not served by itself. */
export const operatorOrgId = orgId
  .as('当日运营该节点的主体', 'the organisation that operated the node that day', 'OP-430104')
  .byLedger();

/**
 * The size an organisation counts under as an enterprise served; undefined where it does not count: it is none, or one of the
 * `providers` itself. Events recorded before the ledger noted whom they served count, under no known size.
 */
export function sizeServed(
  org: string,
  served: ServedOrg | undefined,
  providers: readonly (string | undefined)[],
): string | undefined {
  if (served === undefined) return UNKNOWN_SIZE;
  if (providers.includes(org) || !ENTERPRISES.includes(served.kind)) return undefined;
  return served.size ?? UNKNOWN_SIZE;
}

const BY_SIZE: readonly string[] = [UNKNOWN_SIZE, 'MICRO', 'SMALL', 'MEDIUM', 'LARGE'];

/** Of two sizes of one enterprise at one activity the larger, and one that is known: whichever was recorded first. */
export const largerSize = (one: string | undefined, other: string): string =>
  one === undefined || BY_SIZE.indexOf(other) > BY_SIZE.indexOf(one) ? other : one;
