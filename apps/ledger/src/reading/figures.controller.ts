import { Controller } from '@nestjs/common';
import {
  type Answer,
  type AnswerOf,
  AT_POSITION,
  choice,
  CitedRows,
  CURSOR,
  definitionOf,
  everyAccount,
  FIGURE_CODE,
  type FigureAsked,
  FigureList,
  FromProjections,
  isAhead,
  Knowledge,
  labels,
  LIMIT,
  limitsOf,
  OF_FIGURE,
  ofFigures,
  PART,
  partAnswer,
  partsOf,
  PostClosing,
  type QuestionOf,
  Reads,
  refuse,
  route,
  sideOf,
  VALUE,
  valueAnswer,
} from '#context';
import { evaluateFigure, ReadStore } from '#read-store';
import { readCursor, writeCursor } from '#web';
import { FIGURES } from '../figures.js';
import { DEFINITIONS, FIGURE, ROWS_PAGE } from './answers.js';

const [group = 'month', ...groups] = FIGURES.cuts;
const DEFINED = route({
  summary: '指标定义 / the figures and what they mean',
  readers: everyAccount,
  answer: DEFINITIONS,
});
const ONE = route({
  summary: '指标值 / a figure',
  readers: ofFigures,
  query: {
    ...OF_FIGURE,
    atPosition: AT_POSITION,
    groupBy: choice([group, ...groups], '分组', 'what the figure is cut by'),
  },
  path: { code: FIGURE_CODE },
  answer: FIGURE,
});
const MEASURED = route({
  summary: '构成指标的计量行 / the rows that add up to it',
  readers: ofFigures,
  query: { ...OF_FIGURE, atPosition: AT_POSITION, part: PART, limit: LIMIT, cursor: CURSOR },
  path: { code: FIGURE_CODE },
  answer: ROWS_PAGE,
});
/** Groups of one answer: enterprises of a large province are cut by node first. */
const GROUPS_MAX = 10_000;

/** Figures, and the rows that add up to them. */
@Controller('v1/figures')
@FromProjections()
export class FiguresController {
  constructor(
    private readonly figures: FigureList,
    private readonly models: ReadStore,
    private readonly rows: CitedRows,
    private readonly knowledge: Knowledge,
    private readonly postClosing: PostClosing,
  ) {}

  @Reads('', DEFINED)
  listFigures(): AnswerOf<typeof DEFINED> {
    return { items: this.figures.all.map((figure) => definitionOf(figure, this.figures.cutsOf(figure))) };
  }

  @Reads(':code', ONE)
  async readFigure(question: QuestionOf<typeof ONE>): Promise<AnswerOf<typeof ONE>> {
    const { asked, path } = question;
    const { groupBy, period } = asked;
    const figure = this.figures.of(path.code);
    const scope = limitsOf(this.figures, figure, question);
    if (groupBy !== undefined) this.figures.checkCut(figure, groupBy, 'groupBy');
    const known = await this.knowledge.of({ ...question, scope }, { isAhead: isAhead(figure) });
    const named = { ...labels(figure, period, scope), position: known.atPosition };
    const figureAsked = { figure, scope: known, period };
    if (groupBy === undefined) return { ...named, ...(await this.#single(figureAsked)) };
    const values = await evaluateFigure(this.models, figure, known, [groupBy]);
    if (values.length > GROUPS_MAX) throw refuse('too-many-groups', { params: { max: GROUPS_MAX } });
    return { ...named, groups: await this.postClosing.ofGroups(figureAsked, groupBy, values) };
  }

  async #single(of: FigureAsked): Promise<Answer<typeof VALUE>> {
    const { figure, scope } = of;
    const [value] = await evaluateFigure(this.models, figure, scope);
    if (value === undefined) throw new Error(`${figure.code} came to nothing without groups`);
    const today = valueAnswer(figure, value);
    const closing = await this.postClosing.closingOf(scope);
    if (closing === undefined) return today;
    return {
      ...today,
      closing: await this.postClosing.ofFigure(this.models, of, today, { closing, showsRows: true }),
    };
  }

  @Reads(':code/measurements', MEASURED)
  async listFigureMeasurements(question: QuestionOf<typeof MEASURED>): Promise<AnswerOf<typeof MEASURED>> {
    const { code } = question.path;
    const { part = 'numerator', limit = '50', cursor, ...asked } = question.asked;
    const figure = this.figures.of(code);
    const parts = partsOf(figure, part);
    const filter = { code, part, ...question.named, ...asked };
    const from = cursor === undefined ? undefined : readCursor(cursor, filter);
    const scope = limitsOf(this.figures, figure, question);
    const pinned = from === undefined ? asked : { ...asked, atPosition: String(from.pin) };
    const known = await this.knowledge.of({ ...question, scope, asked: pinned }, { isAhead: isAhead(figure) });
    const { items, next } = await this.rows.page({ figure, parts, scope: known }, from?.after, Number(limit));
    const more = next === undefined ? {} : { next: writeCursor({ after: next, pin: known.atPosition }, filter) };
    // Said once, with the first page.
    const closing = from === undefined ? await this.postClosing.closingOf(known) : undefined;
    const closed = closing === undefined ? {} : { closing };
    return {
      code,
      part: sideOf(part),
      parts: parts.map(partAnswer),
      items,
      page: { atPosition: known.atPosition, ...more },
      ...closed,
    };
  }
}
