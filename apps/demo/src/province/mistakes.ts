import { msOf, toInstant } from '#kernel';
import type { Account } from './accounts.js';
import type { CloudEvent, Planned } from './cloud-event.js';
import type { Random } from './random.js';

/** What people get wrong when they post, and the code they are refused with. */
interface Mistake {
  /** Event types it can be made about; all when left out. */
  readonly types?: readonly string[];
  readonly code: string;
  /** After the right statement: the mistake is only one because of it. */
  readonly place: 'before' | 'after';
  readonly spoil: (event: CloudEvent) => CloudEvent;
}

const withData =
  (changes: object) =>
  (event: CloudEvent): CloudEvent => ({ ...event, data: { ...event.data, ...changes } });

const shifted = (event: CloudEvent, byMs: number): CloudEvent => ({
  ...event,
  time: toInstant(msOf(event.time) + byMs),
});

const YEAR_MS = 365 * 86_400_000;
/** A well-formed resident ID of nobody: born on a day of 1900, with the sequence number no office gives out. */
const RESIDENT_ID = '430102190001010007';

const MISTAKES: readonly Mistake[] = [
  { code: 'occurred-in-future', place: 'before', spoil: (event) => shifted(event, YEAR_MS) },
  {
    code: 'unknown-event-type',
    place: 'before',
    spoil: (event) => ({ ...event, type: event.type.replace(/\.v\d+$/, '-$&') }),
  },
  { code: 'statement-id-reused', place: 'after', spoil: (event) => shifted(event, -60_000) },
  {
    types: ['OrderPlaced', 'ActivityPlanned'],
    code: 'class-not-in-force',
    place: 'before',
    spoil: withData({ classCode: '88' }),
  },
  {
    types: ['OrderPlaced', 'ActivityPlanned', 'OrganizationRegistered'],
    code: 'invalid-data',
    place: 'before',
    spoil: (event) =>
      withData(event.type.includes('organization') ? { name: RESIDENT_ID } : { title: RESIDENT_ID })(event),
  },
  {
    types: ['OrderPlaced'],
    code: 'membership-not-live',
    place: 'before',
    spoil: withData({ agencyOrgId: 'A9999' }),
  },
  {
    types: ['OrderPlaced'],
    code: 'public-with-fee',
    place: 'before',
    spoil: withData({ welfareKind: 'PUBLIC', priceFen: 380_000 }),
  },
  { types: ['SessionHeld'], code: 'channel-not-in-force', place: 'before', spoil: withData({ channel: '9' }) },
  {
    types: ['SessionHeld'],
    code: 'minutes-exceed-duration',
    place: 'before',
    spoil: withData({ minutes: 720 }),
  },
  {
    types: ['OrderDelivered', 'ActivityHeld', 'OrderAccepted', 'RatingGiven'],
    code: 'status-not-allowed',
    place: 'after',
    spoil: (event) => event,
  },
  { types: ['AttendanceRecorded'], code: 'person-already-recorded', place: 'after', spoil: (event) => event },
  {
    types: ['AttendanceSummaryDeclared'],
    code: 'named-exceeds-declared',
    place: 'before',
    spoil: withData({ enterprises: 1, persons: 1, unnamed: 0 }),
  },
  {
    types: ['OrganizationRegistered'],
    code: 'division-not-in-force',
    place: 'before',
    spoil: withData({ divisionCode: '439999' }),
  },
  {
    types: ['DemandRegistered'],
    code: 'class-not-in-force',
    place: 'before',
    spoil: withData({ classCode: '88' }),
  },
  {
    types: ['DemandRegistered'],
    code: 'channel-not-in-force',
    place: 'before',
    spoil: withData({ channel: '9' }),
  },
  {
    types: ['DemandMatched'],
    code: 'membership-not-live',
    place: 'before',
    spoil: withData({ agencyOrgId: 'A9999' }),
  },
  { types: ['DemandFirstResponded'], code: 'demand-already-answered', place: 'after', spoil: (event) => event },
  {
    types: ['ServiceItemDrafted'],
    code: 'public-with-fee',
    place: 'before',
    spoil: withData({ welfareKind: 'PUBLIC', entryCode: 'GY-04', priceFen: 98_000 }),
  },
  {
    types: ['ServiceItemRevised'],
    code: 'item-version-not-next',
    place: 'before',
    spoil: withData({ version: 9 }),
  },
  {
    types: ['OrganizationIdentifierClaimed'],
    code: 'identifier-illegal',
    place: 'before',
    spoil: withData({ kind: 'USCC', raw: '91430100MA4LIO001X' }),
  },
  {
    types: ['EnterpriseSizeClassified'],
    code: 'size-differs-from-computed',
    place: 'before',
    spoil: withData({ size: 'LARGE' }),
  },
];

/** A mistake about a statement, under an id of its own unless reusing the id is the mistake. */
export function mistakeFor(
  event: CloudEvent,
  type: string,
  by: Account,
  random: Random,
): { readonly place: 'before' | 'after'; readonly planned: Planned } | undefined {
  const fitting = MISTAKES.filter(({ types }) => types?.includes(type) ?? by.actor.role !== 'SME');
  if (fitting.length === 0) return undefined;
  const own = fitting.filter(({ types }) => types !== undefined);
  const { code, place, spoil } = random.pick(own.length > 0 && random.chance(0.7) ? own : fitting);
  const id = code === 'statement-id-reused' ? event.id : `${event.id}-${place}`;
  return { place, planned: { event: { ...spoil(event), id }, expected: code } };
}
