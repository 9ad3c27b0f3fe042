import { List } from 'immutable';
import { statusAfter, type Sight, type View } from '#kernel';
import { stdEvents, type StdFact } from './std.events.js';
import { inForceOn, type Version } from './versions.js';

interface StdVersion extends Version {
  readonly classCodes: readonly string[];
  /** First day on which it no longer holds. */
  readonly withdrawnOn?: string;
}

export interface StdState {
  readonly status: 'ABSENT' | 'PUBLISHED' | 'WITHDRAWN';
  readonly versions: List<StdVersion>;
}

export const initialStd: StdState = { status: 'ABSENT', versions: List() };

export function evolveStd(state: StdState, fact: StdFact): StdState {
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
  initial: initialStd,
  evolve: (state, fact) => (fact.type in stdEvents ? evolveStd(state, fact as StdFact) : state),
};

export const stdSight = (stdId: string): Sight<StdState> => ({ stream: `std-${stdId}`, view: stdView });
