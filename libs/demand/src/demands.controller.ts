import { Controller, Get, Query } from '@nestjs/common';
import {
  Asks,
  AT_POSITION,
  days,
  FromProjections,
  Knowledge,
  Names,
  NODE,
  numberOf,
  PERIOD,
  readQuery,
  scopedNode,
} from '#context';
import { DAY_MS, type Actor } from '#kernel';
import { measurementsOf, ReadStore, type FigureScope, type MeasurementRow } from '#read-store';
import { Caller } from '#web';
import { unforwarded } from './figure-parts.js';
import { UNFORWARDED } from './unforwarded-answers.js';

const ASKED = {
  period: PERIOD,
  node: NODE,
  days: days('登记后满几日仍未转报,缺省 7', 'days after registration without having been forwarded, 7 when left out'),
  atPosition: AT_POSITION,
};
const PAGE = 1_000;
/** Rows looked at for one answer. */
const ROWS_MAX = 10_000;
const SHOWN_MAX = 50;

/** Demands that windows have kept to themselves. */
@Controller('v1/demands')
@FromProjections()
export class DemandsController {
  constructor(
    private readonly models: ReadStore,
    private readonly knowledge: Knowledge,
    private readonly names: Names,
  ) {}

  @Get('unforwarded')
  @Asks('逾期未转报的需求 / demands not forwarded after some days', UNFORWARDED, ASKED)
  async listUnforwardedDemands(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const { days: after = '7', ...asked } = readQuery(query, ASKED);
    const node = scopedNode(caller, asked.node);
    const { from, to, atPosition } = await this.knowledge.scope(asked);
    await this.names.check({ node: asked.node }, atPosition);
    const on = await this.knowledge.dayBy('9999-12-31', numberOf(asked.atPosition));
    const dueBy = new Date(Date.parse(on) - Number(after) * DAY_MS).toISOString().slice(0, 10);
    const scope = { from, to: dueBy < to ? dueBy : to, atPosition, ...(node === undefined ? {} : { node }) };
    const { rows, isComplete } = await this.#rows(scope);
    const owed = standing(rows).map(({ stream, occurredOn, dims: { node: at } }) => ({
      stream,
      node: at,
      registeredOn: occurredOn,
      days: (Date.parse(on) - Date.parse(occurredOn)) / DAY_MS,
    }));
    const items = owed.toSorted((a, b) => b.days - a.days).slice(0, SHOWN_MAX);
    return {
      ...(node === undefined ? {} : { node }),
      period: asked.period,
      on,
      position: atPosition,
      days: Number(after),
      count: owed.length,
      isComplete,
      items,
    };
  }

  async #rows(scope: FigureScope): Promise<{ readonly rows: readonly MeasurementRow[]; readonly isComplete: boolean }> {
    const rows: MeasurementRow[] = [];
    for (;;) {
      const last = rows.at(-1);
      const page = await this.models.rows(unforwarded.projection, measurementsOf(unforwarded, scope), {
        limit: PAGE,
        ...(last === undefined ? {} : { after: last }),
      });
      rows.push(...page);
      if (page.length < PAGE) return { rows, isComplete: true };
      if (rows.length >= ROWS_MAX) return { rows, isComplete: false };
    }
  }
}

/** The last row of each stream whose rows still add up to something. */
function standing(rows: readonly MeasurementRow[]): readonly MeasurementRow[] {
  return [...Map.groupBy(rows, ({ stream }) => stream).values()].flatMap((own) => {
    const last = own.at(-1);
    return last !== undefined && own.reduce((sum, { amount }) => sum + amount, 0) > 0 ? [last] : [];
  });
}
