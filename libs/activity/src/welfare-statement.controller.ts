import { Controller } from '@nestjs/common';
import {
  type Answer,
  type AnswerOf,
  AT_POSITION,
  FromProjections,
  Knowledge,
  ofNodes,
  PERIOD,
  PostClosing,
  type QuestionOf,
  Reads,
  route,
} from '#context';
import { evaluateFigure, ReadStore, type FigureScope, type FigureValue, type GroupKey } from '#read-store';
import { welfareStatement } from './welfare-figures.js';
import { type WELFARE_LINES, WELFARE_STATEMENT } from './welfare-answers.js';

const STATEMENT = route({
  summary: '公益性服务报表 / public-welfare statement',
  readers: ofNodes,
  query: { period: PERIOD, atPosition: AT_POSITION },
  answer: WELFARE_STATEMENT,
});

/** A line is an entry of a network's catalogue, in one unit: a later version may count it otherwise. */
const LINE: readonly GroupKey[] = ['network', 'entry', 'level'];
type Column = keyof typeof welfareStatement;
const COLUMNS = Object.keys(welfareStatement) as readonly Column[];

/** P12 public-welfare statement: what was planned and delivered under each entry of the welfare catalogue. No money. */
@Controller('v1/welfare-statement')
@FromProjections()
export class WelfareStatementController {
  constructor(
    private readonly models: ReadStore,
    private readonly knowledge: Knowledge,
    private readonly postClosing: PostClosing,
  ) {}

  @Reads('', STATEMENT)
  async readWelfareStatement(question: QuestionOf<typeof STATEMENT>): Promise<AnswerOf<typeof STATEMENT>> {
    const { period } = question.asked;
    const scope = await this.knowledge.of(question, { isAhead: true });
    return {
      period,
      ...question.scope,
      position: scope.atPosition,
      // The figure of each column: /v1/figures/{code}/measurements has the rows, each with its `network` and `entry`.
      figures: Object.fromEntries(COLUMNS.map((column) => [column, welfareStatement[column].code])),
      lines: await this.#lines(scope),
      ...(await this.#closing(scope, period)),
    };
  }

  /** The lines as they were frozen, and how many rows of each column came after. */
  async #closing(scope: FigureScope, period: string): Promise<Pick<AnswerOf<typeof STATEMENT>, 'closing'>> {
    const closing = await this.postClosing.closingOf(scope);
    if (closing === undefined) return {};
    const lines = await this.#lines({ ...scope, atPosition: closing.position });
    const adjustments = await Promise.all(
      COLUMNS.map(async (column) => [
        column,
        await this.postClosing.adjustmentsSince({ figure: welfareStatement[column], scope, period }, closing),
      ]),
    );
    return { closing: { ...closing, lines, adjustments: Object.fromEntries(adjustments) } };
  }

  async #lines(scope: FigureScope): Promise<Answer<typeof WELFARE_LINES>> {
    const columns = await Promise.all(
      COLUMNS.map(async (column) => ({
        column,
        values: await evaluateFigure(this.models, welfareStatement[column], scope, LINE),
      })),
    );
    const lines = new Map<string, Line>();
    for (const { column, values } of columns)
      for (const value of values) {
        const key = JSON.stringify(LINE.map((name) => value.by[name]));
        lines.set(key, { ...(lines.get(key) ?? lineOf(value)), [column]: value.numerator ?? null });
      }
    return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  }
}

type Line = Readonly<Record<Column, number | null>> & {
  readonly network: string;
  readonly entry: string;
  readonly unit: string;
};

const lineOf = ({ by: { network = '', entry = '', level: unit = '' } }: FigureValue): Line => ({
  network,
  entry,
  unit,
  planned: 0,
  delivered: 0,
  quantity: 0,
  accepted: 0,
  conforming: 0,
});
