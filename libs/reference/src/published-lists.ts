import { ACTIVITY_KINDS } from './activity-kind.js';
import { CHANNELS } from './channel.js';
import type { Code, CodeList } from './code-list.js';
import { HOLIDAY_ARRANGEMENTS } from './data/holiday-arrangements.js';
import { INDUSTRY_SECTIONS } from './data/industries.js';
import { allDivisions, parentDivision } from './division.js';
import { SERVICE_CLASSES } from './service-class.js';

/** The tables of this lib as lists of codes, for whoever publishes them. Read off the tables that the rules ask. */

const GB_4754 = { version: 'GB/T 4754-2017', validFrom: '2017-10-01' } as const;

const named = <Row extends { readonly name: string }>({
  name,
  ...row
}: Row): Omit<Row, 'name'> & { readonly zh: string } => ({
  ...row,
  zh: name,
});

const industries: readonly Code[] = INDUSTRY_SECTIONS.flatMap(({ section, name, en, first, divisions }) => [
  { ...GB_4754, code: section, zh: name, en },
  ...divisions.map((division, offset) => ({
    ...GB_4754,
    code: String(first + offset).padStart(2, '0'),
    zh: division,
    section,
  })),
]);

const divisions: CodeList = {
  name: 'divisions',
  zh: '行政区划(GB/T 2260,县级以上)',
  en: 'administrative divisions (GB/T 2260), county and above',
  /** Made when it is asked for: reading all rows would slow every start. */
  get codes() {
    return allDivisions().map((division) => {
      const parent = parentDivision(division.code);
      return { ...named(division), ...(parent === undefined ? {} : { parent }) };
    });
  },
};

export const PUBLISHED_LISTS: readonly CodeList[] = [
  ACTIVITY_KINDS,
  { name: 'service-classes', zh: '服务类别', en: 'service classes', codes: SERVICE_CLASSES.map(named) },
  { name: 'channels', zh: '服务方式', en: 'channels', codes: CHANNELS.map(named) },
  divisions,
  {
    name: 'industries',
    zh: '国民经济行业:门类与大类,中类与小类以大类开头',
    en: 'industries: sections and divisions; groups and classes begin with their division',
    codes: industries,
  },
  {
    name: 'working-calendar',
    zh: '工作日历:已有放假安排的年份',
    en: 'working calendar: the years whose holidays are announced',
    codes: HOLIDAY_ARRANGEMENTS.map(({ year, notice, issuedOn, daysOff, makeUpDays }) => ({
      code: String(year),
      zh: notice,
      version: `CN@${issuedOn}`,
      validFrom: `${year}-01-01`,
      validUntil: `${year + 1}-01-01`,
      daysOff,
      makeUpDays,
    })),
  },
];
