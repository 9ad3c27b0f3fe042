import { erase, NETWORK_PATTERN, type Fact, type NewFact, type Sight, type View } from '#kernel';
import { List } from 'immutable';
import { checkOwnName } from './acting.js';
import { refuse } from './catalogue-refusals.js';
import { checkNextVersion, inForceOn, today, type Version } from './versions.js';
import { wcatEvents, type CatalogueEntry, type WcatFact } from './wcat.events.js';

/** 公益性服务清单: one per network, version after version. Never corrected: claims cite versions, the next one replaces it. */

interface WcatVersion extends Version {
  readonly entries: readonly CatalogueEntry[];
}

export interface WcatState {
  readonly status: 'ABSENT' | 'PUBLISHED';
  readonly versions: List<WcatVersion>;
}

const initial: WcatState = { status: 'ABSENT', versions: List() };

function evolve({ versions }: WcatState, { data }: WcatFact): WcatState {
  const { version, effectiveFrom, entries } = data;
  return { status: 'PUBLISHED', versions: versions.push({ version, effectiveFrom, entries }) };
}

/** The entry of a code in the catalogue in force on a civil date. */
export const entryOn = ({ versions }: WcatState, code: string, date: string): CatalogueEntry | undefined =>
  inForceOn(versions, date)?.entries.find((entry) => entry.code === code);

const wcatView: View<WcatState> = {
  name: 'catalogue/wcat',
  initial,
  evolve: (state, fact: Fact) => (fact.type in wcatEvents ? evolve(state, fact as WcatFact) : state),
};

/** The catalogue of a network as the rules of items see it. */
export const wcatSight = (network: string): Sight<WcatState> => ({ stream: `wcat-${network}`, view: wcatView });

function decide({ versions }: WcatState, fact: WcatFact): readonly NewFact[] {
  checkOwnName(fact.meta);
  checkNextVersion(versions, fact.data, today(fact));
  const codes = fact.data.entries.map(({ code }) => code);
  const twice = codes.findIndex((code, index) => codes.indexOf(code) < index);
  if (twice !== -1)
    throw refuse('entry-code-twice', { params: { entry: codes[twice] ?? '' }, pointer: `/data/entries/${twice}/code` });
  return [fact];
}

export const wcat = erase({
  context: 'catalogue',
  category: 'wcat',
  zh: '公益性服务清单',
  id: NETWORK_PATTERN,
  shown: {
    en: 'welfare catalogue',
    example: 'HN',
    statuses: {
      ABSENT: ['未发布', 'not published'],
      PUBLISHED: ['已发布', 'published'],
    },
  },
  events: wcatEvents,
  initial,
  reads: { WelfareCataloguePublished: true },
  final: true,
  evolve,
  decide,
  published: true,
  parties: () => ({ nodes: [], orgs: [] }),
});
