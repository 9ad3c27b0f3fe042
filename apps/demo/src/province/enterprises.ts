import { classifySize, sizeIndustryOf, type SizeClass } from '#reference';
import { accountOf, type Account } from './accounts.js';
import { FIRST_DAY, plusDays, workingDays, type Span } from './calendar.js';
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
/** At scale 1: entered on the first day, and on each working day after it. */
const KNOWN = 9_800;
const NEWCOMERS_PER_DAY = 80;
/** The smallest province has so many. */
const KNOWN_MIN = 42;
/** Before the end nobody comes in any more who could not have been served. */
const SERVED_WITHIN_DAYS = 18;

/** Sorted by the day of registration. */
export function enterprisesOf(
  { seed, scale, span }: { readonly seed: string; readonly scale: number; readonly span: Span },
  windows: readonly Window[],
): readonly Enterprise[] {
  const weighted = windows.map((window) => [window, window.weight] as const);
  const known = Math.max(KNOWN_MIN, Math.round(KNOWN * scale));
  const days = workingDays(plusDays(FIRST_DAY, 1), plusDays(span.lastDay, -SERVED_WITHIN_DAYS));
  const newcomers = Math.round(NEWCOMERS_PER_DAY * scale * days.length);
  return Array.from({ length: known + newcomers }, (_, index) => {
    const day = Math.floor(((index - known) / newcomers) * days.length);
    return enterprise({ seed, index, registeredOn: days[day] ?? FIRST_DAY, weighted });
  });
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
