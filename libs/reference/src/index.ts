export { calendarHorizon } from './calendar-horizon.js';
export { activityKindOf, ACTIVITY_KINDS, type ActivityKind } from './activity-kind.js';
export { channelOn, CHANNELS, type Channel, type ChannelKind } from './channel.js';
export { codeList, codesOf, type Code, type CodeList, type CodeOf } from './code-list.js';
export { divisionLevel, divisionOn, parentDivision, type Division, type DivisionLevel } from './division.js';
export { industryOf, type Industry } from './industry.js';
export { asRead, isBlank, isDeceptive, isPlainId } from './visible-text.js';
export { containsPersonalData, type PersonalData } from './personal-data.js';
export { PUBLISHED_LISTS } from './published-lists.js';
export { QUALITY_THRESHOLDS } from './quality-thresholds.js';
export { looksLikeResidentId } from './resident-id.js';
export { serviceClassOn, SERVICE_CLASSES, type ServiceClass } from './service-class.js';
export { sizeIndustryOf } from './size-industry.js';
export {
  classifySize,
  type SizeClass,
  type SizeFigures,
  type SizeIndustry,
  type SizeStandardVersion,
} from './size-standard.js';
export { inspectUscc, normaliseUscc, type CheckOutcome, type UsccInspection } from './uscc.js';
export { areMoreWorkingDays, isAfterWorkingDays, workingDayRange, workingMinuteRange } from './working-bounds.js';
export {
  addWorkingDays,
  areWorkingHours,
  isWorkingDay,
  isWorkingTime,
  lastDayOfPeriod,
  OFFICE_HOURS,
  WORKING_CALENDAR_VERSION,
  WORKING_CALENDAR_VERSIONS,
  workingDaysBetween,
  workingMinutesBetween,
  type WorkingHours,
} from './working-calendar.js';
export { inForce } from './validity.js';
