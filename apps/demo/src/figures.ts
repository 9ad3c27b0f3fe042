import type { LedgerClient } from './client.js';
import type { Account } from './province/accounts.js';

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** How a part of a figure is made from its rows. */
interface Part {
  readonly function: { readonly kind: 'sum' | 'count' | 'countDistinct'; readonly of?: readonly string[] };
  readonly sign: 1 | -1;
}

export interface FigureDefinition {
  readonly code: string;
  readonly name: Bilingual;
  readonly unit: Bilingual;
  readonly numerator: readonly Part[];
  readonly denominator?: readonly Part[];
  /** Of percentiles. */
  readonly p?: number;
}

export interface FigureValue {
  readonly code: string;
  readonly name: Bilingual;
  readonly unit: Bilingual;
  readonly value: number | string | null;
  readonly numerator: number;
  readonly denominator?: number;
  readonly n?: number;
  readonly bound?: string;
  /** As it was frozen, once every month of the scope is closed. */
  readonly closing?: FrozenValue;
}

interface FrozenValue {
  readonly position: number;
  readonly value: number | string | null;
  readonly numerator: number;
  readonly denominator?: number;
  readonly difference: { readonly numerator: number; readonly denominator?: number };
  readonly adjustments: { readonly count: number; readonly changes: string };
}

/** A row that a figure counts, and the event it cites. */
export interface Row {
  /** Index of the part it belongs to. */
  readonly part: number;
  readonly position: number;
  readonly measure: string;
  readonly amount: number;
  readonly sign: 1 | -1;
  readonly occurredOn: string;
  readonly dims: Readonly<Record<string, string>>;
  readonly stream: string;
  readonly eventId: string;
}

/** Figures of a period, of the province or of one node, as known at one position. */
export interface Scope {
  readonly period: string;
  readonly node?: string;
  readonly atPosition: number;
}

const ROWS_PER_PAGE = 999;

export const queryOf = ({ period, node, atPosition }: Scope): string =>
  `period=${period}${node === undefined ? '' : `&node=${node}`}&atPosition=${atPosition}`;

export async function definitions(client: LedgerClient, account: Account): Promise<readonly FigureDefinition[]> {
  const { items } = await client.get<{ readonly items: readonly FigureDefinition[] }>(account, '/v1/figures');
  return items;
}

/** All figures of a scope, by code. */
export async function figuresOf(
  client: LedgerClient,
  account: Account,
  { period, node, atPosition }: Scope,
): Promise<readonly FigureValue[]> {
  const path = node === undefined ? '/v1/overview' : `/v1/nodes/${node}/scorecard`;
  const query = `?period=${period}&atPosition=${atPosition}`;
  return (await client.get<{ readonly figures: readonly FigureValue[] }>(account, path + query, atPosition)).figures;
}

/** The rows of one side of a figure, all pages. */
export async function rowsOf(
  client: LedgerClient,
  account: Account,
  { code, part, scope }: { readonly code: string; readonly part: 'numerator' | 'denominator'; readonly scope: Scope },
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor = '';
  do {
    const page = await client.get<{ readonly items: readonly Row[]; readonly page: { readonly next?: string } }>(
      account,
      `/v1/figures/${code}/measurements?${queryOf(scope)}&part=${part}&limit=${ROWS_PER_PAGE}${cursor}`,
    );
    rows.push(...page.items);
    cursor = page.page.next === undefined ? '' : `&cursor=${page.page.next}`;
  } while (cursor !== '');
  return rows;
}

/** The rows recorded since a closing, all pages of one side. */
export async function adjustmentsOf(
  client: LedgerClient,
  account: Account,
  { changes, part }: { readonly changes: string; readonly part: 'numerator' | 'denominator' },
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor = '';
  do {
    const page = await client.get<{ readonly items: readonly Row[]; readonly page: { readonly next?: string } }>(
      account,
      `${changes}&part=${part}&limit=${ROWS_PER_PAGE}${cursor}`,
    );
    rows.push(...page.items);
    cursor = page.page.next === undefined ? '' : `&cursor=${page.page.next}`;
  } while (cursor !== '');
  return rows;
}

/** What the rows come to, added up as the definition says. */
export const recount = (parts: readonly Part[], rows: readonly Row[]): number =>
  parts.reduce((sum, { function: fn, sign }, index) => sum + sign * recountPart(fn, rowsOfPart(rows, index)), 0);

/** The nearest-rank percentile of what stands: rows taken back leave, each with one of its amount. */
export function percentileOf(p: number, rows: readonly Row[]): number | null {
  const amounts = new Map<number, number>();
  for (const { amount, sign } of rows) amounts.set(amount * sign, (amounts.get(amount * sign) ?? 0) + sign);
  const sorted = [...amounts]
    .sort(([a], [b]) => a - b)
    .flatMap(([amount, times]) => Array.from({ length: Math.max(0, times) }, () => amount));
  return sorted[Math.ceil((p / 100) * sorted.length) - 1] ?? null;
}

const rowsOfPart = (rows: readonly Row[], index: number): readonly Row[] => rows.filter(({ part }) => part === index);

function recountPart({ kind, of = [] }: Part['function'], rows: readonly Row[]): number {
  if (kind === 'sum') return rows.reduce((sum, { amount }) => sum + amount, 0);
  if (kind === 'count') return rows.reduce((sum, { sign }) => sum + sign, 0);
  const totals = new Map<string, number>();
  for (const row of rows) {
    const key = of.map((name) => (name === 'stream' ? row.stream : (row.dims[name] ?? ''))).join('\n');
    totals.set(key, (totals.get(key) ?? 0) + row.amount);
  }
  return [...totals.values()].filter((total) => total > 0).length;
}
