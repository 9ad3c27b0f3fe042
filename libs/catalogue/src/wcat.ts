import { erase, NETWORK_PATTERN, type NewFact } from '#kernel';
import { List } from 'immutable';
import { refuse } from './catalogue-refusals.js';
import { checkNextVersion, today } from './versions.js';
import { wcatEvents, type WcatFact } from './wcat.events.js';
import { withCatalogue, type WcatVersion } from './wcat.published.js';

/** 公益性服务清单: one per network, version after version. Never corrected: claims cite versions, the next one replaces it. */

export interface WcatState {
  readonly status: 'ABSENT' | 'PUBLISHED';
  readonly versions: List<WcatVersion>;
}

const initial: WcatState = { status: 'ABSENT', versions: List() };

const evolve = ({ versions }: WcatState, { data }: WcatFact): WcatState => ({
  status: 'PUBLISHED',
  versions: withCatalogue(versions, data),
});

function decide({ versions }: WcatState, fact: WcatFact): readonly NewFact[] {
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
