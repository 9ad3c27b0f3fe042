const STEP_PERCENT = 5;

/** How far a command has come in one of its phases; `total` is what there is to do. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  /** What is counted, and how many of it were done. */
  readonly count: string;
}

/** Says where a command is at every twentieth part of the way. */
export function progressPrinter(print: (line: string) => void): (progress: Progress) => void {
  let said = '';
  return ({ phase, done, total, count }) => {
    const percent = Math.floor((100 * done) / total / STEP_PERCENT) * STEP_PERCENT;
    if (said === `${phase} ${percent}`) return;
    said = `${phase} ${percent}`;
    print(`${phase} ${percent}% (${count})`);
  };
}
