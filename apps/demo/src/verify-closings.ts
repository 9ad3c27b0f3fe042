import type { LedgerClient } from './client.js';
import {
  adjustmentsOf,
  definitions,
  figuresOf,
  recount,
  type FigureDefinition,
  type FigureValue,
  type Scope,
} from './figures.js';
import type { Account } from './province/accounts.js';

const SIDES = ['numerator', 'denominator'] as const;

/** How months that were closed were held to what they were frozen at. */
export interface ClosedMonths {
  /** Frozen values compared with what the position of the closing answers. */
  readonly frozen: number;
  /** Rows recorded since. */
  readonly adjustments: number;
  readonly differing: readonly string[];
}

/** The law of closed months: a value at its closing is the frozen one, and what it differs by today is the rows between. */
export async function verifyClosings(
  client: LedgerClient,
  account: Account,
  scopes: readonly Scope[],
): Promise<ClosedMonths> {
  const known = new Map((await definitions(client, account)).map((definition) => [definition.code, definition]));
  const differing: string[] = [];
  let [frozen, adjustments] = [0, 0];
  for (const scope of scopes) {
    const today = await figuresOf(client, account, scope);
    const position = today.find(({ closing }) => closing !== undefined)?.closing?.position;
    if (position === undefined) continue;
    const then = await figuresOf(client, account, { ...scope, atPosition: position });
    for (const [at, figure] of today.entries()) {
      const named = `${figure.code} ${JSON.stringify(scope)}`;
      frozen += 1;
      if (!isFrozen(figure, then[at])) differing.push(`${named} is not frozen`);
      const rows = await adjusted(client, account, { figure, definition: known.get(figure.code) });
      adjustments += rows.count;
      differing.push(...rows.differing.map((what) => `${named} ${what}`));
    }
  }
  return { frozen, adjustments, differing };
}

function isFrozen({ closing }: FigureValue, then: FigureValue | undefined): boolean {
  const said = ({ value, numerator, denominator }: Pick<FigureValue, 'value' | 'numerator' | 'denominator'>): string =>
    JSON.stringify([value, numerator, denominator]);
  return closing !== undefined && then !== undefined && said(closing) === said(then);
}

async function adjusted(
  client: LedgerClient,
  account: Account,
  { figure, definition }: { readonly figure: FigureValue; readonly definition: FigureDefinition | undefined },
): Promise<{ readonly count: number; readonly differing: readonly string[] }> {
  const { closing } = figure;
  if (closing === undefined || definition === undefined) return { count: 0, differing: ['has no closing'] };
  const { difference, adjustments } = closing;
  const differing: string[] = [];
  for (const part of SIDES) {
    const [parts, said] = [definition[part], difference[part]];
    if (parts === undefined || said === undefined) continue;
    if (adjustments.count === 0) {
      if (said !== 0) differing.push(`differs by ${said} without a row`);
      continue;
    }
    // Distinct things do not add up; what entered and left is in the changes.
    if (parts.some(({ function: fn }) => fn.kind === 'countDistinct')) continue;
    const sum = recount(parts, await adjustmentsOf(client, account, { changes: adjustments.changes, part }));
    if (sum !== said) differing.push(`differs by ${said}, and the ${part}'s rows come to ${sum}`);
  }
  return { count: adjustments.count, differing };
}
