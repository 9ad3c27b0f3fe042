import { officesOf, type Offices } from './accounts.js';
import { agenciesOf, type Agency } from './agencies.js';
import { Agenda, type Step } from './agenda.js';
import { tellActivity } from './activity-story.js';
import {
  CLOSING_DAY,
  daysBetween,
  FIRST_DAY,
  instantMs,
  isWorkingDay,
  LAST_DAY,
  nextPosting,
  plusDays,
  workingDays,
} from './calendar.js';
import { Casting, type Cast } from './cast.js';
import { tellEnterprise } from './enterprise-story.js';
import { enterprisesOf, type Enterprise } from './enterprises.js';
import { EvidenceShelf } from './evidence.js';
import { openAgencies, openHub, openingTeller, openWindows } from './opening.js';
import { tellOrder } from './order-story.js';
import { Random } from './random.js';
import { publishWelfareCatalogue } from './welfare-catalogue.js';
import { windowsOf, type Window } from './windows.js';

export interface ProvinceOptions {
  readonly seed: string;
  /** 1 = a province such as Hunan in 2020: some 27,000 家次 and 275,000 events a quarter. */
  readonly scale: number;
}

export interface Province extends ProvinceOptions {
  readonly offices: Offices;
  readonly windows: readonly Window[];
  readonly agencies: readonly Agency[];
  readonly enterprises: readonly Enterprise[];
  readonly shelf: EvidenceShelf;
  /** Everything that is posted, by time. Generated as it is read; the same each time. */
  readonly timeline: () => Generator<Step>;
}

const ORDERS_PER_DAY = 300;
const ACTIVITIES_PER_DAY = 11.5;
/** Of the statements of windows and agencies, this share is posted wrongly first. */
const MISTAKE_SHARE = 0.022;
/** Of the imports, this share is sent once more the next day, because the answer was lost. */
const RESENT_SHARE = 0.015;

/** A made-up province whose quarter is a pure function of seed and scale. */
export function province({ seed, scale }: ProvinceOptions): Province {
  const offices = officesOf(seed);
  const windows = windowsOf(seed, new Random(`${seed}/windows`));
  const agencies = agenciesOf(seed, scale, windows);
  const enterprises = enterprisesOf(seed, scale, windows);
  const shelf = new EvidenceShelf(seed);
  const master = { seed, scale, offices, windows, agencies, enterprises, shelf };
  return { ...master, timeline: () => timeline(master) };
}

function* timeline(master: Omit<Province, 'timeline'>): Generator<Step> {
  const { seed, offices, windows, agencies } = master;
  const agenda = new Agenda();
  const cast: Cast = { ...master, agenda, mistakeShare: MISTAKE_SHARE };
  const casting = new Casting(cast);
  const tell = openingTeller({ agenda, random: new Random(`${seed}/opening`) });
  openHub(tell, offices);
  publishWelfareCatalogue(tell, offices.authority);
  openWindows(tell, offices, windows);
  openAgencies(tell, offices, agencies);
  const resending = new Random(`${seed}/resending`);
  const newcomers = cast.enterprises.values();
  let next = newcomers.next();
  for (const day of daysBetween(FIRST_DAY, CLOSING_DAY)) {
    for (; next.done !== true && next.value.registeredOn <= day; next = newcomers.next())
      tellEnterprise(next.value, { ...cast, random: new Random(`${seed}/registering/${next.value.orgId}`) });
    if (isWorkingDay(day) && FIRST_DAY < day && day <= LAST_DAY) tellDay(cast, casting, master, day);
    for (const step of agenda.due(instantMs(plusDays(day, 1), '00:00'))) {
      if (isImport(step) && resending.chance(RESENT_SHARE)) resend(agenda, step);
      yield step;
    }
  }
}

const isImport = ({ account: { desk }, statements }: Step): boolean =>
  (desk === 'window' || desk === 'agency') && statements.length > 1;

function resend(agenda: Agenda, { atMs, account, statements }: Step): void {
  const again = nextPosting(account.desk, atMs + 1);
  for (const { event, expected } of statements)
    if (expected === 'recorded') agenda.put(again, account, { event, expected: 'replayed' });
}

const DAYS: ReadonlyMap<string, number> = new Map(workingDays(FIRST_DAY, LAST_DAY).map((day, index) => [day, index]));

/** What begins on a day. How many is the day's share, so that the smallest province has its quarter too. */
function tellDay(cast: Cast, casting: Casting, { seed, scale }: ProvinceOptions, day: string): void {
  const index = DAYS.get(day) ?? 0;
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
}
