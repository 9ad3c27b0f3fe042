import { groupOf, scopeOf, type Figure } from './figure.js';
import { measurementsOf, type FigureScope, type Part } from './part.js';
import type { AggregateGroup, ReadStore } from './read-store.js';
import { settled } from './stock.js';

/** What an auditor with a pencil makes of the listed rows of a part. */
async function recountedPart(
  store: ReadStore,
  part: Part,
  scope: FigureScope,
  by: AggregateGroup['by'] = {},
): Promise<number> {
  const known = await settled(store, part, scope);
  const rows = await store.rows(part.projection, measurementsOf(known, scope, by), { limit: 10_000 });
  if (part.function.kind === 'sum') return rows.reduce((total, { amount }) => total + amount, 0);
  if (part.function.kind === 'count') return rows.reduce((total, { sign }) => total + sign, 0);
  const totals: Record<string, number> = {};
  for (const row of rows) {
    const key = part.function.of.map((name) => (name === 'stream' ? row.stream : (row.dims[name] ?? ''))).join('|');
    totals[key] = (totals[key] ?? 0) + row.amount;
  }
  return Object.values(totals).filter((total) => total > 0).length;
}

/** Numerator and denominator of a figure, from the listed rows alone. */
export async function recounted(
  store: ReadStore,
  figure: Figure,
  asked: FigureScope,
  by: AggregateGroup['by'] = {},
): Promise<{ readonly numerator: number; readonly denominator?: number }> {
  const scope = scopeOf(figure, asked, by);
  const total = async (parts: readonly Part[]): Promise<number> => {
    let sum = 0;
    for (const part of parts) {
      const counted = await recountedPart(store, part, scope, groupOf(figure, by));
      sum += part.minus === true ? -counted : counted;
    }
    return sum;
  };
  const numerator = await total(figure.numerator);
  return 'denominator' in figure ? { numerator, denominator: await total(figure.denominator) } : { numerator };
}
