import { erase, ID_PATTERN, requireClass, statusAfter, type Fact, type NewFact, type Sight, type View } from '#kernel';
import { List } from 'immutable';
import { refuse } from './catalogue-refusals.js';
import { stdEvents, type StdFact } from './std.events.js';
import { checkNextVersion, inForceOn, today, type Version } from './versions.js';

/** 服务规范: version after version, until it is withdrawn. Never corrected: items cite versions, the next one replaces it. */

interface StdVersion extends Version {
  readonly classCodes: readonly string[];
  /** First day on which it no longer holds. */
  readonly withdrawnOn?: string;
}

export interface StdState {
  readonly status: 'ABSENT' | 'PUBLISHED' | 'WITHDRAWN';
  readonly versions: List<StdVersion>;
}

const initial: StdState = { status: 'ABSENT', versions: List() };

function evolve(state: StdState, fact: StdFact): StdState {
  const status = statusAfter(stdEvents, state.status, fact.type);
  if (fact.type === 'ServiceStandardPublished') {
    const { version, effectiveFrom, classCodes } = fact.data;
    return { status, versions: state.versions.push({ version, effectiveFrom, classCodes }) };
  }
  const last = state.versions.last();
  if (last === undefined) return { ...state, status };
  return { status, versions: state.versions.set(-1, { ...last, withdrawnOn: fact.data.on }) };
}

/** The version of a standard in force on a civil date. */
export function standardOn({ versions }: StdState, date: string): StdVersion | undefined {
  const found = inForceOn(versions, date);
  return found?.withdrawnOn !== undefined && found.withdrawnOn <= date ? undefined : found;
}

const stdView: View<StdState> = {
  name: 'catalogue/std',
  initial,
  evolve: (state, fact: Fact) => (fact.type in stdEvents ? evolve(state, fact as StdFact) : state),
};

export const stdSight = (stdId: string): Sight<StdState> => ({ stream: `std-${stdId}`, view: stdView });

function decide({ versions }: StdState, fact: StdFact): readonly NewFact[] {
  if (fact.type === 'ServiceStandardPublished') {
    const { classCodes, effectiveFrom: date } = fact.data;
    checkNextVersion(versions, fact.data, today(fact));
    for (const [index, code] of classCodes.entries()) requireClass(code, date, `/data/classCodes/${index}`);
    return [fact];
  }
  const since = versions.last()?.effectiveFrom ?? '';
  if (fact.data.on < since)
    throw refuse('withdrawn-before-issued', { params: { on: fact.data.on, since }, pointer: '/data/on' });
  return [fact];
}

export const std = erase({
  context: 'catalogue',
  category: 'std',
  zh: '服务规范',
  id: ID_PATTERN,
  shown: {
    en: 'service standard',
    example: 'jiance',
    statuses: {
      ABSENT: ['未发布', 'not published'],
      PUBLISHED: ['现行', 'in force'],
      WITHDRAWN: ['已废止', 'withdrawn'],
    },
  },
  events: stdEvents,
  initial,
  reads: { ServiceStandardPublished: true, ServiceStandardWithdrawn: 'withdrawal' },
  final: true,
  evolve,
  decide,
  published: true,
  parties: () => ({ nodes: [], orgs: [] }),
});
