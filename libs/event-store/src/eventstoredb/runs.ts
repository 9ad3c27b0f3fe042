import type { Append } from '../event-store.js';

type Group = readonly Append[];

/**
 * When each append of a group is sent, by number: what goes ahead at 0, what rests on it at 1, and where a group has several such
 * after one another, on from there.
 */
export function wavesOf(group: Group): readonly number[] {
  let wave = group[0]?.ahead === undefined ? 1 : 0;
  return group.map(({ ahead }, at) => {
    if (at > 0 && ahead !== group[at - 1]?.ahead) wave += 1;
    return wave;
  });
}

const wavesIn = (group: Group): number => Math.max(...wavesOf(group)) + 1;

/** Groups whose appends can be sent wave by wave and still reach each stream in their order. */
export function runsOf(groups: readonly Group[]): readonly (readonly Group[])[] {
  const runs: Group[][] = [];
  const streams = { ahead: new Set<string>(), own: new Set<string>() };
  for (const group of groups) {
    const ahead = group.filter((each) => each.ahead !== undefined);
    const own = group.filter((each) => each.ahead === undefined);
    const isApart =
      wavesIn(group) > 2 ||
      ahead.some(({ stream }) => streams.own.has(stream)) ||
      own.some(({ stream }) => streams.ahead.has(stream));
    const last = runs.at(-1);
    if (isApart || last === undefined || last.some((each) => wavesIn(each) > 2)) {
      runs.push([group]);
      streams.ahead.clear();
      streams.own.clear();
    } else last.push(group);
    for (const { stream } of ahead) streams.ahead.add(stream);
    for (const { stream } of own) streams.own.add(stream);
  }
  return runs;
}
