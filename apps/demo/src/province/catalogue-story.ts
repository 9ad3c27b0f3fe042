import { canonical, sha256 } from '#kernel';
import { OFFICE_HOURS, WORKING_CALENDAR_VERSION } from '#reference';
import type { Account } from './accounts.js';
import type { Agenda } from './agenda.js';
import { FIRST_DAY, instantMs } from './calendar.js';
import { NETWORK } from './opening.js';
import { Random } from './random.js';
import { Story } from './story.js';
import { welfareCatalogue } from './welfare-catalogue.js';

/** The standard that services of class 14 are delivered by, as items cite it. */
export const TECHNICAL_STANDARD = 'jishu@1';

const POLICY = { id: 'banfa-2026', docNo: '湘工信企业〔2026〕1号', title: '中小企业公共服务平台网络运营管理办法' };
const AMENDMENT = { id: 'shixian-2026', docNo: '湘工信企业〔2026〕18号', title: '关于压缩诉求响应时限的通知' };

/** Working days that a hard case has. */
export const HARD_CASE_WORKING_DAYS = 15;
/** First responses within an hour, closing within five working days, hard cases within fifteen. */
const SLA = {
  calendar: 'CN',
  hours: OFFICE_HOURS,
  firstResponseMinutes: 60,
  closeWorkingDays: 5,
  hardCaseWorkingDays: HARD_CASE_WORKING_DAYS,
};
/** From July on three quarters of an hour. */
const STRICTER_SLA = { ...SLA, firstResponseMinutes: 45 };
const STRICTER_FROM = '2026-07-01';
const STRICTER_PUBLISHED_ON = '2026-06-15';

/** The terms of demands that are registered on a day. */
export const slaOn = (date: string): typeof SLA => (date < STRICTER_FROM ? SLA : STRICTER_SLA);

/** What the authority publishes: policies, the rules that rest on them, standards and the welfare catalogue, later versions of them. */
export function tellCatalogue(agenda: Agenda, authority: Account, seed: string): void {
  const random = new Random(`${seed}/catalogue`);
  const stories = new Map<string, Story>();
  const publish =
    (date: string) =>
    (stream: string, type: string, data: object): void => {
      let story = stories.get(stream);
      if (story === undefined) stories.set(stream, (story = new Story({ agenda, stream, random })));
      story.tellAt({ by: authority, type, data, atMs: instantMs(date, '08:45') });
    };
  publishFirst(publish(FIRST_DAY));
  publishStricter(publish(STRICTER_PUBLISHED_ON));
}

type Publish = (stream: string, type: string, data: object) => void;

function publishFirst(publish: Publish): void {
  publishPolicy(publish, POLICY, '2025-12-20', FIRST_DAY);
  const rule = (kind: string, body: object): void =>
    publishRule(publish, kind, body, { version: 1, effectiveFrom: FIRST_DAY, anchor: POLICY.id });
  rule('SLA', SLA);
  rule('CALENDAR', { version: WORKING_CALENDAR_VERSION, hours: OFFICE_HOURS });
  rule('BACKDATING', { maxDays: 90, lateAfterHours: 72 });
  rule('DQ', {
    namedShareBp: 8_000,
    capacityBp: 12_000,
    lastDaysShareBp: 5_000,
    silentWorkingDays: 10,
    timelyWorkingDays: 3,
  });
  publish('std-jishu', 'ServiceStandardPublished', {
    code: 'DB43/T 2106',
    title: '中小企业技术服务规范',
    version: 1,
    classCodes: ['14'],
    effectiveFrom: FIRST_DAY,
    docHash: sha256('技术服务规范'),
  });
  publish(`wcat-${NETWORK}`, 'WelfareCataloguePublished', welfareCatalogue(1, FIRST_DAY));
}

function publishStricter(publish: Publish): void {
  publishPolicy(publish, AMENDMENT, '2026-06-12', STRICTER_FROM);
  const second = { version: 2, effectiveFrom: STRICTER_FROM, anchor: AMENDMENT.id };
  publishRule(publish, 'SLA', STRICTER_SLA, second);
  publishRule(publish, 'BACKDATING', { maxDays: 75, lateAfterHours: 72 }, second);
  publish(`wcat-${NETWORK}`, 'WelfareCataloguePublished', welfareCatalogue(2, STRICTER_FROM));
}

function publishPolicy(publish: Publish, policy: typeof POLICY, issuedOn: string, effectiveFrom: string): void {
  const { id, docNo, title } = policy;
  publish(`docno-${sha256(docNo)}`, 'DocNumberReserved', { docNo, policyId: id });
  const issuers = ['湖南省工业和信息化厅'];
  publish(`policy-${id}`, 'PolicyPublished', {
    docNo,
    issuers,
    title,
    issuedOn,
    effectiveFrom,
    docHash: sha256(title),
  });
}

interface Edition {
  readonly version: number;
  readonly effectiveFrom: string;
  readonly anchor: string;
}

function publishRule(publish: Publish, kind: string, body: object, edition: Edition): void {
  const ruleId = kind.toLowerCase();
  const bodySha256 = sha256(canonical(body));
  publish(`rule-${ruleId}`, 'RuleVersionPublished', { ruleId, kind, body, bodySha256, ...edition });
}
