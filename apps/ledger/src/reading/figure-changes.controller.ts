import { Controller } from '@nestjs/common';
import {
  type AnswerOf,
  CitedRows,
  CURSOR,
  digits,
  FIGURE_CODE,
  FigureList,
  FromProjections,
  isAhead,
  Knowledge,
  labels,
  LIMIT,
  limitsOf,
  momentsReversed,
  needed,
  OF_FIGURE,
  ofFigures,
  PART,
  partAnswer,
  partsOf,
  PostClosing,
  type QuestionOf,
  Reads,
  route,
  sideOf,
  valueAnswer,
  type ValueAnswer,
} from '#context';
import { evaluateFigure, ReadStore, type Figure, type FigureScope } from '#read-store';
import { readCursor, writeCursor } from '#web';
import { FIGURE_CHANGES } from './answers.js';
import { changedKeys } from './changed-keys.js';

const CHANGES = route({
  summary: '两个位置之间指标的变化 / what changed a figure between two positions',
  readers: ofFigures,
  query: {
    ...OF_FIGURE,
    from: needed(digits('起点:台账位置(不含)', 'from: a position of the log (exclusive)')),
    to: digits('终点:台账位置(含),缺省为现在', 'to: a position of the log (inclusive), now when left out'),
    part: PART,
    limit: LIMIT,
    cursor: CURSOR,
  },
  path: { code: FIGURE_CODE },
  answer: FIGURE_CHANGES,
});

/** P15: a figure as known at two positions, and the rows recorded between them, which make the difference. */
@Controller('v1/figures')
@FromProjections()
export class FigureChangesController {
  constructor(
    private readonly figures: FigureList,
    private readonly models: ReadStore,
    private readonly rows: CitedRows,
    private readonly knowledge: Knowledge,
    private readonly postClosing: PostClosing,
  ) {}

  @Reads(':code/changes', CHANGES)
  async readFigureChanges(question: QuestionOf<typeof CHANGES>): Promise<AnswerOf<typeof CHANGES>> {
    const { code } = question.path;
    const { part = 'numerator', limit = '50', cursor, from, to, ...asked } = question.asked;
    const figure = this.figures.of(code);
    const parts = partsOf(figure, part);
    const filter = { code, part, from, to, ...question.named, ...asked };
    const place = cursor === undefined ? undefined : readCursor(cursor, filter);
    const limits = limitsOf(this.figures, figure, question);
    const since = Number(from);
    await this.knowledge.reached(since);
    const until = place === undefined ? to : String(place.pin);
    const { atPosition: pin, ...scope } = await this.knowledge.of(
      { ...question, scope: limits, asked: until === undefined ? asked : { ...asked, atPosition: until } },
      { isAhead: isAhead(figure) },
    );
    if (since > pin) throw momentsReversed();
    const [before, after] = [await this.#valueAt(figure, scope, since), await this.#valueAt(figure, scope, pin)];
    const known = { figure, parts, scope: { ...scope, atPosition: pin }, since };
    const { items, next } = await this.rows.page(known, place?.after, Number(limit));
    const more = next === undefined ? {} : { next: writeCursor({ after: next, pin }, filter) };
    const closing = place === undefined ? await this.postClosing.closingOf(known.scope) : undefined;
    return {
      ...labels(figure, asked.period, limits),
      from: before,
      to: after,
      difference: differenceOf(countedOn(after, part), countedOn(before, part)),
      part: sideOf(part),
      parts: parts.map(partAnswer),
      items,
      ...(closing === undefined ? {} : { closing }),
      keys: await changedKeys(this.models, known, items),
      page: { atPosition: pin, ...more },
    };
  }

  async #valueAt(figure: Figure, scope: FigureScope, position: number): Promise<ValueAt> {
    const [value] = await evaluateFigure(this.models, figure, { ...scope, atPosition: position });
    if (value === undefined) throw new Error(`${figure.code} came to nothing without groups`);
    return { position, ...valueAnswer(figure, value) };
  }
}

interface ValueAt extends ValueAnswer {
  readonly position: number;
}

/** The whole number on the side of a figure that is listed. */
const countedOn = ({ numerator, denominator = numerator }: ValueAt, part: string): number | null =>
  part === 'denominator' ? denominator : numerator;

const differenceOf = (after: number | null, before: number | null): number | null =>
  after === null || before === null ? null : after - before;
