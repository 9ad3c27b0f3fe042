import {
  conditionOf,
  measurementsOf,
  scopeOf,
  settled,
  type Figure,
  type FigureScope,
  type MeasurementRow,
  type Part,
  type ReadStore,
  type RowFilter,
} from '#read-store';
import { refuseAtDoor } from '#web';

export interface RowsAsked {
  readonly figure: Figure;
  readonly parts: readonly ListedPart[];
  readonly scope: FigureScope;
  /** Only rows beyond this position. */
  readonly since?: number;
}

interface RowOfPart {
  /** Which part the row belongs to. */
  readonly part: number;
  readonly row: MeasurementRow;
}

/**
 * A side of a figure as its rows are listed: behind a part whose rows count only while something else stands come the rows that
 * say so, which add nothing themselves.
 */
export const listedParts = (parts: readonly Part[]): readonly ListedPart[] =>
  parts.flatMap((part) =>
    part.among === undefined ? [part] : [part, { ...conditionOf(part.among), isCondition: true }],
  );

export interface ListedPart extends Part {
  readonly isCondition?: true;
}

/** The rows of a figure's parts, one part after the other, each in log order. `after` is where the page before ended. */
export async function rowsPage(
  models: ReadStore,
  { figure, parts, scope, since }: RowsAsked,
  after: number | string | undefined,
  limit: number,
): Promise<{ readonly rows: readonly RowOfPart[]; readonly next?: string }> {
  const start = after === undefined ? undefined : placeOf(String(after));
  const rows: RowOfPart[] = [];
  for (const [index, part] of parts.entries()) {
    if (start !== undefined && index < start.part) continue;
    const wanted = limit + 1 - rows.length;
    if (wanted <= 0) break;
    const place = start !== undefined && index === start.part ? start : beyond(since);
    const page = { limit: wanted, ...(place === undefined ? {} : { after: place }) };
    const found = await models.rows(part.projection, await filterOf(models, part, scopeOf(figure, scope)), page);
    rows.push(...found.map((row) => ({ part: index, row })));
  }
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return rows.length > limit && last !== undefined
    ? { rows: shown, next: `${last.part}:${last.row.position}:${last.row.n}` }
    : { rows: shown };
}

async function filterOf(models: ReadStore, part: ListedPart, scope: FigureScope): Promise<RowFilter> {
  const { node: _node, class: _class, agency: _agency, ...ofAll } = scope;
  return measurementsOf(await settled(models, part, scope), part.isCondition === true ? ofAll : scope);
}

/** The place behind every row of a position. */
const beyond = (position: number | undefined): { readonly position: number; readonly n: number } | undefined =>
  position === undefined ? undefined : { position, n: Number.MAX_SAFE_INTEGER };

function placeOf(after: string): { readonly part: number; readonly position: number; readonly n: number } {
  const [part, position, n] = after.split(':').map(Number);
  if (part === undefined || position === undefined || n === undefined || Number.isNaN(part + position + n))
    throw refuseAtDoor('cursor-malformed');
  return { part, position, n };
}
