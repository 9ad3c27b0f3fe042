import type { LedgerClient } from './client.js';
import {
  definitions,
  figuresOf,
  percentileOf,
  queryOf,
  recount,
  rowsOf,
  type FigureDefinition,
  type Scope,
} from './figures.js';
import type { Account } from './province/accounts.js';
import type { Counted } from './counted.js';

export interface Verified {
  /** Numbers recounted from rows: numerators, denominators and percentiles over all scopes. */
  readonly numbers: number;
  readonly rows: number;
  /** Numbers of the province counted from the statements. */
  readonly statementNumbers: number;
  /** Values of closed months held to what they were frozen at, and the rows that came after. */
  readonly frozen: number;
  readonly adjustments: number;
  /** One line each: what the ledger says, and what its rows say. */
  readonly differing: readonly string[];
}

/** Recounts every figure of every scope from the rows the ledger lists for it, as an auditor would. */
export async function verifyFigures(
  client: LedgerClient,
  account: Account,
  scopes: readonly Scope[],
): Promise<Pick<Verified, 'numbers' | 'rows' | 'differing'>> {
  const differing: string[] = [];
  let [numbers, rows] = [0, 0];
  const known = new Map((await definitions(client, account)).map((definition) => [definition.code, definition]));
  for (const scope of scopes)
    for (const { code, value, numerator, denominator } of await figuresOf(client, account, scope))
      for (const [part, said] of Object.entries({ numerator, denominator })) {
        if (said === undefined) continue;
        const parts = partsOf(known.get(code), part);
        const listed = await rowsOf(client, account, { code, part: part as 'numerator' | 'denominator', scope });
        const counted = recount(parts, listed);
        numbers += 1;
        rows += listed.length;
        if (counted !== said) differing.push(`${code} ${part} ${JSON.stringify(scope)}: ${said} ≠ ${counted}`);
        const p = known.get(code)?.p;
        if (p === undefined) continue;
        numbers += 1;
        const percentile = percentileOf(p, listed);
        if (percentile !== value) differing.push(`${code} ${JSON.stringify(scope)}: ${value} ≠ ${percentile}`);
      }
  return { numbers, rows, differing };
}

function partsOf(definition: FigureDefinition | undefined, part: string): FigureDefinition['numerator'] {
  const parts = part === 'numerator' ? definition?.numerator : definition?.denominator;
  if (parts === undefined) throw new Error(`no definition of the ${part}`);
  return parts;
}

/** Compares what was counted from the statements with what the ledger says of the scope. */
export async function verifyCounts(
  client: LedgerClient,
  account: Account,
  { scope, counts }: { readonly scope: Scope; readonly counts: readonly Counted[] },
): Promise<{ readonly numbers: number; readonly differing: readonly string[] }> {
  const said = new Map((await figuresOf(client, account, scope)).map((figure) => [figure.code, figure]));
  const differing: string[] = [];
  let numbers = 0;
  for (const { code, ...counted } of counts)
    for (const [part, number] of Object.entries(counted)) {
      numbers += 1;
      const known = said.get(code)?.[part as keyof typeof counted];
      if (known !== number) differing.push(`${code} ${part}: ${known} ≠ ${number} by the statements`);
    }
  return { numbers, differing };
}

/** Compares one figure's groups with what was counted of each; groups of nothing are none. */
export async function verifyGroups(
  client: LedgerClient,
  account: Account,
  asked: {
    readonly scope: Scope;
    readonly code: string;
    readonly groupBy: string;
    readonly counts: ReadonlyMap<string, number>;
  },
): Promise<{ readonly numbers: number; readonly differing: readonly string[] }> {
  const { scope, code, groupBy, counts } = asked;
  const path = `/v1/figures/${code}?${queryOf(scope)}&groupBy=${groupBy}`;
  const { groups } = await client.get<{
    readonly groups: readonly { readonly by?: Readonly<Record<string, string>>; readonly numerator: number }[];
  }>(account, path, scope.atPosition);
  const said = new Map(groups.map(({ by = {}, numerator }) => [by[groupBy] ?? '', numerator]));
  const keys = [...new Set([...said.keys(), ...counts.keys()])];
  const differing = keys
    .filter((key) => (said.get(key) ?? 0) !== (counts.get(key) ?? 0))
    .map((key) => `${code} ${groupBy} ${key}: ${said.get(key) ?? 0} ≠ ${counts.get(key) ?? 0} by the statements`);
  return { numbers: keys.length, differing };
}
