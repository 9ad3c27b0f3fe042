import { civilDateOf, type Fact, type Sight, type View } from '#kernel';
import { addWorkingDays, isAfterWorkingDays, WORKING_CALENDAR_VERSION } from '#reference';
import type { SlaTerms } from './demand.events.js';

/** What the catalogue publishes as a rule of kind SLA, as far as a demand goes by it. */
interface SlaPublished {
  readonly ruleId: string;
  readonly version: number;
  readonly kind: string;
  readonly body: Pick<
    SlaTerms,
    'calendar' | 'hours' | 'firstResponseMinutes' | 'closeWorkingDays' | 'hardCaseWorkingDays'
  >;
  readonly bodySha256: string;
  /** Civil date. */
  readonly effectiveFrom: string;
}

const slaView: View<readonly SlaPublished[]> = {
  name: 'demand/sla',
  initial: [],
  evolve(versions, { type, data }: Fact) {
    if (type !== 'RuleVersionPublished') return versions;
    const published = data as SlaPublished;
    return published.kind === 'SLA' ? [...versions, published] : versions;
  },
};

export const slaSight: Sight<readonly SlaPublished[]> = { stream: 'rule-sla', view: slaView };

/**
 * The terms of a demand registered at an instant: those of the version in force that day. All periods run from registration,
 * so that nothing a node does later moves them. Due days that the table of working days does not reach are left out.
 */
export function slaTermsAt(versions: readonly SlaPublished[], registeredAt: string): SlaTerms | undefined {
  const on = civilDateOf(registeredAt);
  const inForce = versions.findLast(({ effectiveFrom }) => effectiveFrom <= on);
  if (inForce === undefined) return undefined;
  const { ruleId, version, bodySha256, body } = inForce;
  const { calendar, firstResponseMinutes, closeWorkingDays, hardCaseWorkingDays } = body;
  return {
    ruleId,
    version,
    bodySha256,
    calendar,
    calendarVersion: WORKING_CALENDAR_VERSION,
    hours: body.hours.map(({ from, to }) => ({ from, to })),
    firstResponseMinutes,
    closeWorkingDays,
    ...(hardCaseWorkingDays === undefined ? {} : { hardCaseWorkingDays }),
    ...dueDay('closeBy', on, closeWorkingDays),
    ...dueDay('hardCaseCloseBy', on, hardCaseWorkingDays),
  };
}

/** Whether a civil date lies after the day on which a closing was due; undefined where no one can say yet. */
export function isOverdueOn(date: string, registeredAt: string, sla: SlaTerms, isHard: boolean): boolean | undefined {
  const { closeBy, closeWorkingDays, hardCaseCloseBy, hardCaseWorkingDays } = sla;
  const isLonger = isHard && hardCaseWorkingDays !== undefined;
  const due = isLonger ? hardCaseCloseBy : closeBy;
  if (due !== undefined) return date > due;
  return isAfterWorkingDays(civilDateOf(registeredAt), isLonger ? hardCaseWorkingDays : closeWorkingDays, date);
}

function dueDay(name: 'closeBy' | 'hardCaseCloseBy', from: string, workingDays: number | undefined): Partial<SlaTerms> {
  const day = workingDays === undefined ? undefined : addWorkingDays(from, workingDays);
  return day === undefined ? {} : { [name]: day };
}
