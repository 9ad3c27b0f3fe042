import { Controller } from '@nestjs/common';
import {
  type AnswerOf,
  AT_POSITION,
  days,
  FromProjections,
  Knowledge,
  numberOf,
  PERIOD,
  ofNodes,
  type QuestionOf,
  Reads,
  route,
} from '#context';
import { DAY_MS } from '#kernel';
import { measurementsOf, ReadStore, type FigureScope, type MeasurementRow } from '#read-store';
import { unforwarded } from './figure-parts.js';
import { UNFORWARDED } from './unforwarded-answers.js';

const UNFORWARDED_DEMANDS = route({
  summary: '逾期未转报的需求 / demands not forwarded after some days',
  readers: ofNodes,
  query: {
    period: PERIOD,
    days: days('登记后满几日仍未转报,缺省 7', 'days after registration without having been forwarded, 7 when left out'),
    atPosition: AT_POSITION,
  },
  answer: UNFORWARDED,
});
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
  ) {}

  @Reads('unforwarded', UNFORWARDED_DEMANDS)
  async listUnforwardedDemands(
    question: QuestionOf<typeof UNFORWARDED_DEMANDS>,
  ): Promise<AnswerOf<typeof UNFORWARDED_DEMANDS>> {
    const { period, days = '7', atPosition: asked } = question.asked;
    const scope = await this.knowledge.of(question);
    const on = await this.knowledge.dayBy('9999-12-31', numberOf(asked));
    const dueBy = new Date(Date.parse(on) - Number(days) * DAY_MS).toISOString().slice(0, 10);
    const { rows, isComplete } = await this.#rows({ ...scope, to: dueBy < scope.to ? dueBy : scope.to });
    const owed = standing(rows).map(({ stream, occurredOn, dims: { node = '' } }) => ({
      stream,
      node,
      registeredOn: occurredOn,
      days: (Date.parse(on) - Date.parse(occurredOn)) / DAY_MS,
    }));
    const items = owed.toSorted((a, b) => b.days - a.days).slice(0, SHOWN_MAX);
    return {
      ...question.scope,
      period,
      on,
      position: scope.atPosition,
      days: Number(days),
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
