import type { LedgerClient } from './client.js';
import { definitions, figuresOf, recount, rowsOf, type FigureDefinition, type Scope } from './figures.js';
import type { Account } from './province/accounts.js';

export interface Verified {
  /** Numbers recounted: numerators and denominators over all scopes. */
  readonly numbers: number;
  readonly rows: number;
  /** One line each: what the ledger says, and what its rows say. */
  readonly differing: readonly string[];
}

/** Recounts every figure of every scope from the rows the ledger lists for it, as an auditor would. */
export async function verifyFigures(
  client: LedgerClient,
  account: Account,
  scopes: readonly Scope[],
): Promise<Verified> {
  const differing: string[] = [];
  let [numbers, rows] = [0, 0];
  const known = new Map((await definitions(client, account)).map((definition) => [definition.code, definition]));
  for (const scope of scopes)
    for (const { code, numerator, denominator } of await figuresOf(client, account, scope))
      for (const [part, said] of Object.entries({ numerator, denominator })) {
        if (said === undefined) continue;
        const parts = partsOf(known.get(code), part);
        const listed = await rowsOf(client, account, { code, part: part as 'numerator' | 'denominator', scope });
        const counted = recount(parts, listed);
        numbers += 1;
        rows += listed.length;
        if (counted !== said) differing.push(`${code} ${part} ${JSON.stringify(scope)}: ${said} ≠ ${counted}`);
      }
  return { numbers, rows, differing };
}

function partsOf(definition: FigureDefinition | undefined, part: string): FigureDefinition['numerator'] {
  const parts = part === 'numerator' ? definition?.numerator : definition?.denominator;
  if (parts === undefined) throw new Error(`no definition of the ${part}`);
  return parts;
}
