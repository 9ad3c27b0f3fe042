import { networkProjection } from '#network/published';
import type { Aggregating } from '#read-store';
import { DAY_MS } from '#kernel';
import { areMoreWorkingDays, workingDayRange } from '#reference';
import { postingsProjection } from './postings.projection.js';

/** How long ago a node was heard of last, on a day. */
export interface Silence {
  readonly node: string;
  /** Civil date of its last accepted posting; null: none within `LOOK_BACK_DAYS`. */
  readonly lastOn: string | null;
  readonly days: number | null;
  /** Null also where the holidays of a year between are not announced. */
  readonly workingDays: number | null;
  /** Null where it hangs on them. */
  readonly isSilent: boolean | null;
}

/**
 * How far back is looked, days, step by step: each step asks only for the nodes that the one before did not find, and nodes
 * long silent have few rows, so that no step reads much.
 */
const STEPS_BACK_DAYS = [14, 92, 400];
export const LOOK_BACK_DAYS = STEPS_BACK_DAYS.at(-1) ?? 0;

const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10);

/** Nodes in service on a day, as known at a position. */
export async function nodesInService(store: Aggregating, on: string, atPosition: number): Promise<readonly string[]> {
  const groups = await store.aggregate(networkProjection, {
    measures: ['node-active'],
    to: on,
    atPosition,
    function: { kind: 'sum' },
    groupBy: ['node'],
  });
  return groups.flatMap(({ by: { node = '' }, value = 0 }) => (value > 0 ? [node] : []));
}

interface SilenceAsked {
  /** Civil date. */
  readonly on: string;
  readonly atPosition: number;
  /** More working days than these without a posting are silence. */
  readonly silentWorkingDays: number;
}

/** The silence of each node on a day, the longest first. */
export async function silences(
  store: Aggregating,
  nodes: readonly string[],
  { on, atPosition, silentWorkingDays }: SilenceAsked,
): Promise<readonly Silence[]> {
  const found = new Map<string, string>();
  let to = on;
  for (const back of STEPS_BACK_DAYS) {
    const sought = nodes.filter((node) => !found.has(node));
    if (sought.length === 0) break;
    const from = daysBefore(on, back);
    const groups = await store.aggregate(postingsProjection, {
      measures: ['posting-accepted'],
      dims: { node: sought },
      from,
      to,
      atPosition,
      function: { kind: 'sum' },
      groupBy: ['node', 'day'],
    });
    // Days come ascending: the last of each node stays.
    for (const {
      by: { node = '', day = '' },
    } of groups)
      found.set(node, day);
    to = daysBefore(from, 1);
  }
  return nodes.map((node) => silenceOf(node, found.get(node), { on, silentWorkingDays })).toSorted(longestFirst);
}

function silenceOf(
  node: string,
  lastOn: string | undefined,
  { on, silentWorkingDays }: Pick<SilenceAsked, 'on' | 'silentWorkingDays'>,
): Silence {
  if (lastOn === undefined) return { node, lastOn: null, days: null, workingDays: null, isSilent: true };
  const { least, most } = workingDayRange(lastOn, on);
  return {
    node,
    lastOn,
    days: (Date.parse(on) - Date.parse(lastOn)) / DAY_MS,
    workingDays: least === most ? least : null,
    isSilent: areMoreWorkingDays(lastOn, on, silentWorkingDays) ?? null,
  };
}

const longestFirst = (a: Silence, b: Silence): number =>
  (b.days ?? Infinity) - (a.days ?? Infinity) || (a.node < b.node ? -1 : 1);
