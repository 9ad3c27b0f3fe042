import { inForceOn, ruleSight, type RuleVersions } from '#catalogue/published';
import { civilDateOf } from '#kernel';
import { addWorkingDays, isAfterWorkingDays, WORKING_CALENDAR_VERSION } from '#reference';
import type { SlaTerms } from './demand.events.js';

export const slaSight = ruleSight('sla');

/**
 * The terms of a demand registered at an instant: those of the version in force that day. All periods run from registration,
 * so that nothing a node does later moves them. Due days that the table of working days does not reach are left out.
 */
export function slaTermsAt(versions: RuleVersions<'sla'>, registeredAt: string): SlaTerms | undefined {
  const on = civilDateOf(registeredAt);
  const inForce = inForceOn(versions, on);
  if (inForce === undefined) return undefined;
  const { version, bodySha256, body } = inForce;
  const { calendar, firstResponseMinutes, closeWorkingDays, hardCaseWorkingDays } = body;
  return {
    ruleId: 'sla',
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
