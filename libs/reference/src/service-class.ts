import { inForce, type Validity } from './validity.js';

export interface ServiceClass extends Validity {
  readonly code: string;
  readonly name: string;
  readonly en: string;
  /** The classification a row belongs to; an event that quotes a class quotes its version too. */
  readonly version: string;
  /** 99 says nothing by itself: whoever uses it owes a reason. */
  readonly needsReason: boolean;
}

const HUB_2013 = { version: 'HUB-2013', validFrom: '2011-01-01', needsReason: false } as const;

/**
 * The nine service classes of the provincial hubs (Shenzhen hub source of 2013–15; Jiangsu lists the same), in force since
 * the first provincial networks of 2011. A later classification is a new version: give these rows a `validUntil` and
 * add the new ones below.
 */
export const SERVICE_CLASSES: readonly ServiceClass[] = [
  { ...HUB_2013, code: '10', name: '信息服务', en: 'information services' },
  { ...HUB_2013, code: '11', name: '投融资服务', en: 'financing' },
  { ...HUB_2013, code: '12', name: '创业服务', en: 'start-up services' },
  { ...HUB_2013, code: '13', name: '人才与培训服务', en: 'talent and training' },
  { ...HUB_2013, code: '14', name: '技术创新和质量服务', en: 'technology, innovation and quality' },
  { ...HUB_2013, code: '15', name: '管理咨询服务', en: 'management consulting' },
  { ...HUB_2013, code: '16', name: '市场开拓服务', en: 'market development' },
  { ...HUB_2013, code: '17', name: '法律服务', en: 'legal services' },
  { ...HUB_2013, code: '99', name: '其他服务', en: 'other services', needsReason: true },
];

const SHAPE = /^\d{2}(?:\d{2})?$/;

/**
 * The class in force on a civil date, for a class (2 digits) or an item below it (4 digits).
 *
 * An item is accepted whenever its class exists: the networks name their own items (1001 法律法规信息查询) and no list
 * of them is shared, while the classes, on which every report stands, are.
 */
export function serviceClassOn(code: string, date: string): ServiceClass | undefined {
  if (!SHAPE.test(code)) return undefined;
  const classCode = code.slice(0, 2);
  return SERVICE_CLASSES.find((row) => row.code === classCode && inForce(row, date));
}
