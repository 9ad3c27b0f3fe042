import { WORKING_CALENDAR_TO } from './working-calendar.js';

const DAY_MS = 86_400_000;
/** Notices appear some two months before their year. */
const WARNED_DAYS = 60;

/** How far the table of working days reaches, seen from a civil date. */
export interface CalendarHorizon {
  /** The last day it knows, a civil date. */
  readonly until: string;
  /** Days from the date to that; negative when it has passed. */
  readonly daysLeft: number;
  /** Little is left: the notice of the next year is wanted. */
  readonly isNear: boolean;
}

export function calendarHorizon(on: string): CalendarHorizon {
  const daysLeft = (Date.parse(WORKING_CALENDAR_TO) - Date.parse(on)) / DAY_MS;
  return { until: WORKING_CALENDAR_TO, daysLeft, isNear: daysLeft < WARNED_DAYS };
}
