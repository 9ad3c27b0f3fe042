import { HUB_NODE, officesOf, type Offices } from './accounts.js';
import { agenciesOf, type Agency } from './agencies.js';
import { Agenda, type Step } from './agenda.js';
import { tellActivity } from './activity-story.js';
import {
  daysBetween,
  FIRST_DAY,
  instantMs,
  nextPosting,
  plusDays,
  spanOf,
  workingDays,
  type Span,
} from './calendar.js';
import { Casting, type Cast } from './cast.js';
import { tellCatalogue } from './catalogue-story.js';
import { Closings } from './closings.js';
import { tellDemand } from './demand-story.js';
import { tellEnterprise } from './enterprise-story.js';
import { enterprisesOf, type Enterprise } from './enterprises.js';
import { EvidenceShelf } from './evidence.js';
import { tellItems } from './item-story.js';
import { ItemShelf } from './items.js';
import { openAgencies, openHub, openingTeller, openWindows } from './opening.js';
import { tellOrder } from './order-story.js';
import { Random } from './random.js';
import { tellMonth } from './reporting-story.js';
import { windowsOf, type Window } from './windows.js';

export interface ProvinceOptions {
  readonly seed: string;
  /** 1 = a province such as Hunan in 2020: some 110,000 家次 and 1,200,000 events a year. */
  readonly scale: number;
  /** How many of the year are played, 1–12. */
  readonly months: number;
}

export interface Province extends Omit<ProvinceOptions, 'months'> {
  readonly span: Span;
  readonly offices: Offices;
  readonly windows: readonly Window[];
  readonly agencies: readonly Agency[];
  readonly enterprises: readonly Enterprise[];
  readonly shelf: EvidenceShelf;
  /** Everything that is posted, by time. Generated as it is read; the same each time. */
  readonly timeline: () => Generator<Step>;
}

const ORDERS_PER_DAY = 355;
const ACTIVITIES_PER_DAY = 13;
const DEMANDS_PER_DAY = 45;
/** Of the statements of windows and agencies, this share is posted wrongly first. */
const MISTAKE_SHARE = 0.022;
/** Of the imports, this share is sent once more the next day, because the answer was lost. */
const RESENT_SHARE = 0.015;

/** A made-up province whose year is a pure function of seed and scale. */
export function province({ seed, scale, months }: ProvinceOptions): Province {
  const span = spanOf(months);
  const offices = officesOf(seed);
  const windows = windowsOf(seed, new Random(`${seed}/windows`));
  const agencies = agenciesOf(seed, scale, windows);
  const enterprises = enterprisesOf({ seed, scale, span }, windows);
  const shelf = new EvidenceShelf(seed);
  const master = { seed, scale, span, offices, windows, agencies, enterprises, shelf };
  return { ...master, timeline: () => timeline(master) };
}

function* timeline(master: Omit<Province, 'timeline'>): Generator<Step> {
  const { seed, span, offices, windows, agencies } = master;
  const agenda = new Agenda();
  const closings = new Closings(`${seed}/closing`);
  const cast: Cast = { ...master, agenda, closings, items: new ItemShelf(), mistakeShare: MISTAKE_SHARE };
  const casting = new Casting(cast);
  const tell = openingTeller({ agenda, random: new Random(`${seed}/opening`) });
  openHub(tell, offices);
  tellCatalogue(agenda, offices.authority, seed);
  openWindows(tell, offices, windows);
  openAgencies(tell, offices, agencies);
  tellItems(cast, seed, span.lastDay);
  const days = new Map(workingDays(plusDays(FIRST_DAY, 1), span.lastDay).map((day, index) => [day, index]));
  const resending = new Random(`${seed}/resending`);
  const newcomers = cast.enterprises.values();
  let next = newcomers.next();
  const begun = new Set<string>();
  for (const day of daysBetween(FIRST_DAY, span.closingDay)) {
    const month = day.slice(0, 7);
    if (span.months.includes(month) && !begun.has(month)) tellMonths(cast, seed, month);
    begun.add(month);
    for (; next.done !== true && next.value.registeredOn <= day; next = newcomers.next())
      tellEnterprise(next.value, { ...cast, random: new Random(`${seed}/registering/${next.value.orgId}`) });
    const index = days.get(day);
    if (index !== undefined) tellDay(cast, casting, master, { day, index });
    for (const step of agenda.due(instantMs(plusDays(day, 1), '00:00'))) {
      if (isImport(step) && resending.chance(RESENT_SHARE)) resend(agenda, step);
      yield step;
    }
  }
}

/** How the month of every node will end. */
function tellMonths(cast: Cast, seed: string, month: string): void {
  const { offices, windows } = cast;
  tellMonth(cast, { node: HUB_NODE, account: offices.hub }, month, seed);
  for (const { code: node, account } of windows) tellMonth(cast, { node, account }, month, seed);
}

const isImport = ({ account: { desk }, statements }: Step): boolean =>
  (desk === 'window' || desk === 'agency') && statements.length > 1;

function resend(agenda: Agenda, { atMs, account, statements }: Step): void {
  const again = nextPosting(account.desk, atMs + 1);
  for (const { event, expected } of statements)
    if (expected === 'recorded') agenda.put(again, account, { event, expected: 'replayed' });
}

interface WorkingDay {
  readonly day: string;
  /** Of the days on which something begins, from 0. */
  readonly index: number;
}

/** What begins on a day. How many is the day's share, so that the smallest province has its quarter too. */
function tellDay(
  cast: Cast,
  casting: Casting,
  { seed, scale }: Pick<Province, 'seed' | 'scale'>,
  { day, index }: WorkingDay,
): void {
  const between = (perDay: number): readonly number[] => {
    const [from, to] = [Math.floor(index * perDay * scale), Math.floor((index + 1) * perDay * scale)];
    return Array.from({ length: to - from }, (_, offset) => from + offset + 1);
  };
  const plan = (kind: string, number: number) => {
    const id = `${kind}26-${String(number).padStart(5, '0')}`;
    return { id, date: day, random: new Random(`${seed}/${id}`) };
  };
  for (const number of between(ACTIVITIES_PER_DAY)) tellActivity(cast, casting, plan('H', number));
  for (const number of between(ORDERS_PER_DAY)) tellOrder(cast, casting, plan('D', number));
  for (const number of between(DEMANDS_PER_DAY)) tellDemand(cast, casting, plan('N', number));
}
