import type { Actor, Fact } from '#kernel';
import { WORKING_CALENDAR_VERSION } from '#reference';
import { fact, given, type Otherwise } from '#testing/given';
import { demand } from './demand.js';

/** One demand from registration to a second closing, and the streams its rules see; the past of many specs. */

export const asker: Actor = { account: 'sme-1', org: 'E001', role: 'SME' };
export const window: Actor = { account: 'window-1', org: 'W001', node: 'N01', role: 'WINDOW' };
export const otherWindow: Actor = { account: 'window-2', org: 'W002', node: 'N02', role: 'WINDOW' };
export const agency: Actor = { account: 'agency-1', org: 'A001', role: 'AGENCY' };
export const hub: Actor = { account: 'hub-1', org: 'H001', node: 'HUB01', role: 'HUB' };
export const authority: Actor = { account: 'authority-1', org: 'G001', role: 'AUTHORITY' };

/** A time in March 2026, which begins on a Sunday and has no holiday: day, hour, minute. */
export const march = (day: number, hour = 10, minute = 0): string =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000+08:00`;

const early = { by: authority, occurredAt: '2026-01-05T10:00:00.000+08:00' } as const;
type Streams = Readonly<Record<string, readonly Fact[]>>;

const node = (code: string, kind: string): Streams => ({
  [`node-${code}`]: [
    fact('NodeEstablished', { name: '节点', kind, divisionCode: '430111' }, early),
    fact('NodeAccepted', { on: '2026-01-05', inPlan: true }, early),
  ],
});

/** A version of the SLA as the catalogue publishes it. */
export const published = (version: number, effectiveFrom: string, body: object = {}): Fact =>
  fact(
    'RuleVersionPublished',
    {
      ruleId: 'sla',
      version,
      kind: 'SLA',
      body: {
        calendar: 'CN',
        hours: [
          { from: '09:00', to: '12:00' },
          { from: '13:30', to: '17:30' },
        ],
        firstResponseMinutes: 60,
        closeWorkingDays: 7,
        hardCaseWorkingDays: 15,
        ...body,
      },
      bodySha256: String(version).repeat(64),
      effectiveFrom,
      anchor: '江门市诉求快速响应办法',
    },
    early,
  );

/** What the rules see when nothing is wrong. */
export const world: Streams = {
  ...node('N01', 'COUNTY'),
  ...node('N02', 'PARK'),
  ...node('HUB01', 'HUB'),
  'org-E001': [fact('OrganizationRegistered', { name: '某某科技', kind: 'ENTERPRISE', divisionCode: '430111' }, early)],
  'mship-A001-HN': [fact('MembershipApproved', { classes: ['11'], probationUntil: '2026-06-30' }, early)],
  'rule-sla': [published(1, '2026-01-01', { firstResponseMinutes: 240 }), published(2, '2026-02-01')],
};

/** The terms of a demand registered on Monday, 2 March 2026. */
export const TERMS = {
  ruleId: 'sla',
  version: 2,
  bodySha256: '2'.repeat(64),
  calendar: 'CN',
  calendarVersion: WORKING_CALENDAR_VERSION,
  hours: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ],
  firstResponseMinutes: 60,
  closeWorkingDays: 7,
  closeBy: '2026-03-11',
  hardCaseWorkingDays: 15,
  hardCaseCloseBy: '2026-03-23',
};

export const REGISTERED = {
  orgId: 'E001',
  classCode: '1101',
  kind: 'APPEAL',
  textSha256: 'a'.repeat(64),
  budgetFen: 50_000_000,
  channel: '2',
  originNode: 'N01',
  contactMedium: 'PHONE',
};
export const RESPONDED = { by: 's-1', medium: 'PHONE', summarySha256: 'b'.repeat(64) };
export const FORWARDED = { toNode: 'HUB01', receiptId: 'R-1', receivedAt: march(2, 16, 30) };
export const MATCHED = { agencyOrgId: 'A001', networkCode: 'HN' };
export const CALLED = { at: march(10, 16), by: 's-2', medium: 'PHONE', satisfied: true };
const CLOSED = { outcome: 'SATISFIED', reason: '融资到位', returnCall: CALLED };

/** As recorded: the terms stand in the first entry. */
export const stated = {
  registered: fact('DemandRegistered', { ...REGISTERED, sla: TERMS }, { by: asker, occurredAt: march(2, 11, 30) }),
  accepted: fact('DemandAccepted', { handlerId: 's-1' }, { by: window, occurredAt: march(2, 11, 45) }),
  responded: fact('DemandFirstResponded', RESPONDED, { by: window, occurredAt: march(2, 13, 50) }),
  forwarded: fact('DemandForwarded', FORWARDED, { by: window, occurredAt: march(2, 16), recordedAt: march(2, 17) }),
  referred: fact('DemandReferred', { toNode: 'N02' }, { by: hub, occurredAt: march(3, 9) }),
  matched: fact('DemandMatched', MATCHED, { by: otherWindow, occurredAt: march(4) }),
  declined: fact('DemandMatchDeclined', { reason: '额度不足' }, { by: agency, occurredAt: march(5) }),
  rematched: fact('DemandMatched', { ...MATCHED, itemId: 'i-1' }, { by: otherWindow, occurredAt: march(6) }),
  closed: fact('DemandClosed', CLOSED, { by: otherWindow, occurredAt: march(11, 9) }),
  reopened: fact('DemandReopened', { reason: '放款金额不符' }, { by: asker, occurredAt: march(12) }),
  closedAgain: fact(
    'DemandClosed',
    { ...CLOSED, outcome: 'UNMET', reason: '银行拒贷' },
    { by: otherWindow, occurredAt: march(13) },
  ),
};
export type Step = keyof typeof stated;

/** The demand's past up to and including a step. */
export const upTo = (step: Step): readonly Fact[] =>
  Object.values<Fact>(stated).slice(0, Object.keys(stated).indexOf(step) + 1);

/** Entered at a node for a party. */
export const byProxy = (onBehalfOf: string, by = window): Otherwise => ({ by, enteredBy: 'PROXY', onBehalfOf });

/** A demand in a world where nothing is wrong, after a step. */
export const after = (step: Step) => given(demand).past(upTo(step)).seeing(world);
