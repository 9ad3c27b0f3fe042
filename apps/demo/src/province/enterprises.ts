import { classifySize, sizeIndustryOf, type SizeClass } from '#reference';
import { accountOf, type Account } from './accounts.js';
import { FIRST_DAY, workingDays } from './calendar.js';
import { Random } from './random.js';
import { misprinted, usccOf } from './uscc.js';
import { TRADES, tradeName } from './vocabulary.js';
import type { Window } from './windows.js';

interface Figures {
  readonly industry: string;
  readonly headcount: number;
  readonly revenueFen: number;
  readonly assetsFen: number;
}

interface Business {
  readonly size: SizeClass;
  readonly figures: Figures;
}

/** An enterprise, a sole trader or a start-up team the network serves. */
export interface Enterprise {
  readonly orgId: string;
  readonly name: string;
  readonly kind: 'ENTERPRISE' | 'SOLE_TRADER' | 'TEAM';
  readonly window: Window;
  readonly foundedOn: string;
  /** Teams have none. */
  readonly uscc?: string;
  readonly business?: Business;
  /** Buys services, and confirms and rates them with its own credential. */
  readonly account?: Account;
  /** The day its window registers it. */
  readonly registeredOn: string;
}

/** Shares of the sizes among those served. */
const SIZES: readonly (readonly [size: SizeClass, weight: number])[] = [
  ['MICRO', 70],
  ['SMALL', 24],
  ['MEDIUM', 6],
];
const FEN_PER_WAN = 1_000_000;
/** Days in the first weeks of the quarter on which new enterprises come in. */
const NEWCOMER_DAYS = workingDays('2026-01-05', '2026-03-13');
const KNOWN_SHARE = 0.7;

/** At scale 1 a quarter reaches about 14,000. Sorted by the day of registration. */
const enterpriseCount = (scale: number): number => Math.max(60, Math.round(14_000 * scale));

export function enterprisesOf(seed: string, scale: number, windows: readonly Window[]): readonly Enterprise[] {
  const weighted = windows.map((window) => [window, window.weight] as const);
  const count = enterpriseCount(scale);
  return Array.from({ length: count }, (_, index) =>
    enterprise({ seed, index, registeredOn: registrationDay(index / count), weighted }),
  );
}

function registrationDay(share: number): string {
  if (share < KNOWN_SHARE) return FIRST_DAY;
  const at = Math.floor(((share - KNOWN_SHARE) / (1 - KNOWN_SHARE)) * NEWCOMER_DAYS.length);
  return NEWCOMER_DAYS[at] ?? FIRST_DAY;
}

interface Place {
  readonly seed: string;
  readonly index: number;
  readonly registeredOn: string;
  readonly weighted: readonly (readonly [Window, number])[];
}

function enterprise({ seed, index, registeredOn, weighted }: Place): Enterprise {
  const random = new Random(`${seed}/enterprise/${index}`);
  const window = random.weighted(weighted);
  const orgId = `E${String(index + 1).padStart(5, '0')}`;
  const kind = random.weighted([
    ['ENTERPRISE', 91],
    ['SOLE_TRADER', 7],
    ['TEAM', 2],
  ] as const);
  const trade = random.weighted(TRADES);
  const name = window.divisionName + tradeName(random) + trade.word + SUFFIXES[kind];
  const month = String(random.integer(1, 12)).padStart(2, '0');
  const common = { orgId, name, kind, window, registeredOn, foundedOn: `${random.integer(2004, 2024)}-${month}-18` };
  if (kind === 'TEAM') return common;
  const uscc = usccOf(kind === 'ENTERPRISE' ? '91' : '92', countyOf(window), 10_000 + index);
  const account = accountOf(seed, name, { account: `sme-${orgId}`, org: orgId, role: 'SME' });
  return {
    ...common,
    uscc: random.chance(0.004) ? misprinted(uscc) : uscc,
    business: businessOf(random, trade.industry, kind === 'SOLE_TRADER' ? 'MICRO' : random.weighted(SIZES)),
    ...(random.chance(0.45) ? { account } : {}),
  };
}

const SUFFIXES = { ENTERPRISE: '有限公司', SOLE_TRADER: '经营部', TEAM: '创业团队' } as const;

const countyOf = ({ division }: Window): string => (division.endsWith('00') ? `${division.slice(0, 5)}2` : division);

/** Draws figures until the size standard puts them in the class wanted. */
function businessOf(random: Random, industry: string, size: SizeClass): Business {
  const row = sizeIndustryOf(industry);
  if (row === undefined) throw new Error(`industry ${industry} has no size standard`);
  for (let tries = 0; tries < 100_000; tries += 1) {
    const figures = {
      industry,
      headcount: random.magnitude(900),
      revenueFen: random.magnitude(39_000) * FEN_PER_WAN + random.integer(0, 999_999),
      assetsFen: random.magnitude(60_000) * FEN_PER_WAN,
    };
    if (classifySize({ ...figures, industry: row }, '2011-300') === size) return { size, figures };
  }
  throw new Error(`no figures make ${industry} ${size}`);
}
