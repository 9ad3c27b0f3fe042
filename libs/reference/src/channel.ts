import { inForce, type Validity } from './validity.js';

/** MATERIAL is never a service by itself; OTHER claims nothing. */
export type ChannelKind = 'OFFLINE' | 'REMOTE' | 'MATERIAL' | 'ONLINE' | 'OTHER';

export interface Channel extends Validity {
  readonly code: string;
  readonly name: string;
  readonly en: string;
  readonly kind: ChannelKind;
  readonly version: string;
}

const HUB_2013 = { version: 'HUB-2013', validFrom: '2011-01-01' } as const;
/** Dated from the guideline 工企业函〔2017〕187号: earlier activities were never asked which online channel they used. */
const EXTENSION_2017 = { version: 'EXTENSION-2017', validFrom: '2017-07-26' } as const;

/**
 * How a service reached its beneficiary: the seven channels of the Shenzhen hub source (2013–15), and the two-digit
 * extension, this ledger's own, that tells the online ones apart. 66 is a telephone line, whatever its first digit.
 */
export const CHANNELS: readonly Channel[] = [
  { ...HUB_2013, code: '1', name: '柜台式', en: 'at the counter', kind: 'OFFLINE' },
  { ...HUB_2013, code: '2', name: '电话', en: 'telephone', kind: 'REMOTE' },
  { ...HUB_2013, code: '3', name: '上门', en: 'on site', kind: 'OFFLINE' },
  { ...HUB_2013, code: '4', name: '刊物', en: 'periodical', kind: 'MATERIAL' },
  { ...HUB_2013, code: '5', name: '信函', en: 'letter', kind: 'MATERIAL' },
  { ...HUB_2013, code: '6', name: '网络', en: 'online', kind: 'ONLINE' },
  { ...HUB_2013, code: '7', name: '其他', en: 'other', kind: 'OTHER' },
  { ...EXTENSION_2017, code: '61', name: '网站/在线', en: 'web site', kind: 'ONLINE' },
  { ...EXTENSION_2017, code: '62', name: '微信', en: 'WeChat', kind: 'ONLINE' },
  { ...EXTENSION_2017, code: '63', name: '微博', en: 'Weibo', kind: 'ONLINE' },
  { ...EXTENSION_2017, code: '64', name: '直播/视频会议', en: 'live stream or video conference', kind: 'ONLINE' },
  { ...EXTENSION_2017, code: '65', name: 'App', en: 'app', kind: 'ONLINE' },
  { ...EXTENSION_2017, code: '66', name: '热线', en: 'hotline', kind: 'REMOTE' },
];

export function channelOn(code: string, date: string): Channel | undefined {
  return CHANNELS.find((row) => row.code === code && inForce(row, date));
}
