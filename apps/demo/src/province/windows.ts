import { divisionOn } from '#reference';
import { accountOf, type Account } from './accounts.js';
import { FIRST_DAY } from './calendar.js';
import type { Random } from './random.js';

/** A window platform (窗口平台) of the province. */
export interface Window {
  readonly code: string;
  readonly name: string;
  readonly kind: 'COMPREHENSIVE' | 'COUNTY' | 'PARK' | 'INDUSTRY';
  readonly division: string;
  readonly divisionName: string;
  readonly clusterName?: string;
  readonly operator: string;
  readonly account: Account;
  /** How much of the province's business it has, relative to a county's 1. */
  readonly weight: number;
  /** How often it enters an order for the buyer (代录). */
  readonly proxyShare: number;
}

const WINDOWS = 104;
const PREFECTURES = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '31'];

/** Parks and clusters with a window of their own, by the division they lie in. */
const PARKS: readonly (readonly [division: string, name: string])[] = [
  ['430104', '长沙高新技术产业开发区'],
  ['430181', '浏阳经济技术开发区'],
  ['430182', '宁乡经济技术开发区'],
  ['430211', '株洲高新技术产业开发区'],
  ['430304', '湘潭高新技术产业开发区'],
  ['431003', '郴州高新技术产业开发区'],
];
const CLUSTERS: readonly (readonly [division: string, name: string])[] = [
  ['430121', '工程机械产业集群'],
  ['430281', '陶瓷产业集群'],
  ['430582', '小五金产业集群'],
  ['430922', '竹木产业集群'],
];

/** 104 windows: 14 prefectures, 6 parks, 4 clusters, and 80 of the counties, spread evenly over the list. */
export function windowsOf(seed: string, random: Random): readonly Window[] {
  const lot = (kind: Window['kind'], division: string, clusterName?: string): Lot => ({ kind, division, clusterName });
  const prefectures = PREFECTURES.map((digits) => lot('COMPREHENSIVE', `43${digits}00`));
  const parks = PARKS.map(([division, name]) => lot('PARK', division, name));
  const clusters = CLUSTERS.map(([division, name]) => lot('INDUSTRY', division, name));
  const counties = countiesOfHunan();
  const wanted = WINDOWS - prefectures.length - parks.length - clusters.length;
  const rank = (index: number): number => Math.floor((index * wanted) / counties.length);
  const chosen = counties.filter((_, index) => rank(index) < rank(index + 1));
  return [...prefectures, ...chosen.map((division) => lot('COUNTY', division)), ...parks, ...clusters].map((each) =>
    windowOf(seed, random, each),
  );
}

interface Lot extends Pick<Window, 'kind' | 'division'> {
  readonly clusterName: string | undefined;
}

function windowOf(seed: string, random: Random, { kind, division, clusterName }: Lot): Window {
  const code = `${PREFIXES[kind]}${division}`;
  const operator = `OP-${code}`;
  const divisionName = divisionOn(division, FIRST_DAY)?.name ?? division;
  const name = `${nameOf(divisionName, clusterName)}中小企业公共服务窗口平台`;
  const actor = { account: `win-${code}`, org: operator, node: code, role: 'WINDOW' } as const;
  return {
    code,
    name,
    kind,
    division,
    divisionName,
    ...(clusterName === undefined ? {} : { clusterName }),
    operator,
    account: accountOf(seed, name, actor, random.chance(0.1)),
    weight: (kind === 'COMPREHENSIVE' ? 4 : kind === 'COUNTY' ? 1 : 2) * (division.startsWith('4301') ? 3 : 1),
    proxyShare: random.weighted([
      [0.05, 70],
      [0.25, 22],
      [0.7, 8],
    ]),
  };
}

const PREFIXES = { COMPREHENSIVE: 'W', COUNTY: 'W', PARK: 'P', INDUSTRY: 'C' } as const;

const nameOf = (divisionName: string, clusterName: string | undefined): string =>
  clusterName === undefined || clusterName.includes('开发区')
    ? (clusterName ?? divisionName)
    : divisionName + clusterName;

const countiesOfHunan = (): readonly string[] =>
  PREFECTURES.flatMap((digits) =>
    Array.from({ length: 99 }, (_, index) => `43${digits}${String(index + 1).padStart(2, '0')}`),
  ).filter((code) => divisionOn(code, FIRST_DAY) !== undefined);
