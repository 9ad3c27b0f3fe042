import { exactSum } from './exact-sum.js';
import { monthEnd, monthsAsked, monthsThrough, windowStart } from './months.js';
import { groupsIn, type Aggregating, type FigureScope, type Part } from './part.js';
import type { AggregateGroup, GroupKey } from './read-store.js';

/** The part as it is at the end of a scope: what its rows are to be among, by name. */
export async function settled(store: Aggregating, part: Part, scope: FigureScope): Promise<Part> {
  const { among, ...rest } = part;
  if (among === undefined) return part;
  const groups = await groupsIn(store, conditionOf(among), ended(scope), {
    function: { kind: 'sum' },
    groupBy: ['code'],
  });
  const standing = groups.flatMap(({ by: { code = '' }, value = 0 }) => (value > 0 ? [code] : []));
  return { ...rest, dims: { ...rest.dims, [among.dimension]: standing } };
}

/** The rows that decide which others count. */
export const conditionOf = ({ standing }: NonNullable<Part['among']>): Part => ({
  projection: standing.projection,
  measures: standing.measures,
  function: { kind: 'sum' },
});

/** A condition stands for all nodes, classes and agencies alike. */
const ended = ({ to, atPosition }: FigureScope): FigureScope => ({
  ...(to === undefined ? {} : { to }),
  ...(atPosition === undefined ? {} : { atPosition }),
});

/** What changed in a month, or on a day, of one distinct thing. */
interface Change {
  readonly at: string;
  readonly value: number;
}

/** The last day of what is asked of a month, and the first that counts. */
interface MonthAsked {
  readonly month: string;
  readonly from: string | undefined;
  readonly to: string;
}

/**
 * What a part of a stock comes to at the end of each month, or of what is asked of it: running sums over one question, which is
 * cut by month and by whatever is counted once. Every month is there with each other group that ever had something.
 */
export async function stockByMonth(
  store: Aggregating,
  part: Part,
  asked: FigureScope,
  groupBy: readonly GroupKey[],
): Promise<readonly AggregateGroup[]> {
  const { from: _from, ...scope } = asked;
  const [changes, standing] = await Promise.all([
    changesOf(store, part, asked, groupBy),
    standingOf(store, part, scope),
  ]);
  const others = groupBy.filter((key) => key !== 'month');
  const groups = Map.groupBy(changes, ({ by }) => JSON.stringify(others.map((key) => by[key])));
  if (others.length === 0 && groups.size === 0) groups.set('[]', []);
  const months = monthsOf(part, asked, changes);
  return [...groups.values()].flatMap((members) =>
    months.map((month) => {
      const counted = members.filter(({ by }) =>
        standing(part.among === undefined ? '' : (by[part.among.dimension] ?? ''), month.to),
      );
      const by = Object.fromEntries(others.map((key) => [key, members[0]?.by[key] ?? '']));
      return { by: { ...by, month: month.month }, value: valueIn(part, counted, month) };
    }),
  );
}

interface Changes {
  readonly by: AggregateGroup['by'];
  readonly changes: readonly Change[];
}

/** What ever changed up to the end of the scope, of each distinct thing in each group. */
async function changesOf(
  store: Aggregating,
  part: Part,
  { from, ...scope }: FigureScope,
  groupBy: readonly GroupKey[],
): Promise<readonly Changes[]> {
  const { function: wanted, window, among } = part;
  const isWhole = scope.to === undefined || scope.to === monthEnd(scope.to.slice(0, 7));
  // A window up to the middle of a month begins in the middle of one.
  const time = window === undefined || isWhole ? 'month' : 'day';
  const keys = new Set<GroupKey>([
    ...groupBy.filter((key) => key !== 'month'),
    ...(wanted.kind === 'countDistinct' ? wanted.of : []),
    ...(among === undefined ? [] : [among.dimension]),
  ]);
  const start =
    window === undefined || from === undefined ? undefined : windowStart(firstEnd({ ...scope, from }), window.months);
  const { window: _window, ...whole } = part;
  const groups = await groupsIn(store, whole, start === undefined ? scope : { ...scope, from: start }, {
    function: wanted.kind === 'count' ? wanted : { kind: 'sum' },
    groupBy: [...keys, time],
  });
  const things = Map.groupBy(groups, ({ by }) => JSON.stringify([...keys].map((key) => by[key])));
  return [...things.values()].map((members) => ({
    by: members[0]?.by ?? {},
    changes: members.map(({ by, value = 0 }) => ({ at: by[time] ?? '', value })),
  }));
}

/** Whether what a part's rows name stands on a day. */
async function standingOf(
  store: Aggregating,
  { among }: Part,
  scope: FigureScope,
): Promise<(code: string, on: string) => boolean> {
  if (among === undefined) return () => true;
  const things = await changesOf(store, conditionOf(among), ended(scope), ['code']);
  const known = new Map(things.map(({ by: { code = '' }, changes }) => [code, changes]));
  return (code, on) => totalOf(known.get(code) ?? [], undefined, on) > 0;
}

/** The months asked for; of an open scope those from the first change to the last. */
function monthsOf({ window }: Part, asked: FigureScope, things: readonly Changes[]): readonly MonthAsked[] {
  const changed = things.flatMap(({ changes }) => changes.map(({ at }) => at.slice(0, 7))).toSorted();
  const [first, last] = [asked.from?.slice(0, 7) ?? changed[0], asked.to?.slice(0, 7) ?? changed.at(-1)];
  if (first === undefined || last === undefined) return [];
  return monthsThrough(first, last).map((month) => {
    const to = endOf(month, asked);
    return { month, to, from: window === undefined ? undefined : windowStart(to, window.months) };
  });
}

const endOf = (month: string, { to }: FigureScope): string =>
  to === undefined || to > monthEnd(month) ? monthEnd(month) : to;

const firstEnd = (asked: FigureScope): string => endOf(monthsAsked(asked)[0] ?? '', asked);

function valueIn({ function: wanted }: Part, things: readonly Changes[], { from, to }: MonthAsked): number {
  const totals = things.map(({ changes }) => totalOf(changes, from, to));
  return wanted.kind === 'countDistinct' ? totals.filter((total) => total > 0).length : totals.reduce(exactSum, 0);
}

/** Changes are of days or of whole months: neither parts the other. */
const totalOf = (changes: readonly Change[], from: string | undefined, to: string): number =>
  changes.reduce((total, { at, value }) => (isWithin(at, from, to) ? exactSum(total, value) : total), 0);

const isWithin = (at: string, from: string | undefined, to: string): boolean =>
  at <= to.slice(0, at.length) && (from === undefined || at >= from.slice(0, at.length));
