import { type Organization, sizeOn } from '#network/published';
import type { ServedOrg } from './served.js';

/** What an organisation is on a civil date, as an enterprise that is served. */
export function servedOn(org: Organization, date: string): ServedOrg | undefined {
  const size = sizeOn(org, date);
  return org.kind && { kind: org.kind, ...(size === undefined ? {} : { size }) };
}
