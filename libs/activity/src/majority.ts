/**
 * The channel kind a hybrid activity is a session of (F11): the one with most attended minutes. On a tie it is that of the plan's
 * main channel, and where that is not among the highest the first of them by name. So it is before anybody attended, too.
 */
export function majority(main: string, minutes: Readonly<Record<string, number>>): string {
  const most = Math.max(0, ...Object.values(minutes));
  const highest = Object.keys(minutes)
    .filter((kind) => minutes[kind] === most)
    .toSorted();
  return most === 0 || highest.includes(main) ? main : (highest[0] ?? main);
}
