import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  Asks,
  AT_POSITION,
  choice,
  CitedRows,
  CURSOR,
  definitionOf,
  FIGURE_CODE,
  type FigureAsked,
  FigureList,
  FromProjections,
  isAhead,
  Knowledge,
  labels,
  LIMIT,
  Names,
  numberOf,
  PART,
  partAnswer,
  partsOf,
  PostClosing,
  readQuery,
  refuse,
  SCOPE,
  scopeAsked,
  valueAnswer,
} from '#context';
import type { Actor } from '#kernel';
import { evaluateFigure, ReadStore, type Cut, type GroupKey } from '#read-store';
import { Caller, readCursor, writeCursor } from '#web';
import { DEFINITIONS, FIGURE, ROWS_PAGE } from './answers.js';

const GROUPS: readonly [GroupKey, ...GroupKey[]] = [
  'node',
  'class',
  'agency',
  'org',
  'channel',
  'kind',
  'welfare',
  'level',
  'code',
  'size',
  'month',
];
const VALUE = { ...SCOPE, atPosition: AT_POSITION, groupBy: choice(GROUPS, '分组', 'what the figure is cut by') };
const ROWS = { ...SCOPE, atPosition: AT_POSITION, part: PART, limit: LIMIT, cursor: CURSOR };
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
    private readonly names: Names,
    private readonly postClosing: PostClosing,
  ) {}

  @Get()
  @Asks('指标定义 / the figures and what they mean', DEFINITIONS)
  listFigures(@Query() query: unknown): object {
    readQuery(query, {});
    return { items: this.figures.all.map((figure) => definitionOf(figure, this.figures.cutsOf(figure))) };
  }

  @Get(':code')
  @Asks('指标值 / a figure', FIGURE, VALUE, { code: FIGURE_CODE })
  async readFigure(@Param('code') code: string, @Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const { groupBy, atPosition, ...asked } = readQuery(query, VALUE);
    const figure = this.figures.of(code);
    const of = scopeAsked(this.figures, figure, asked, caller);
    if (groupBy !== undefined) this.figures.checkCut(figure, groupBy as Cut, 'groupBy');
    const scope = { ...this.knowledge.span(asked.period, isAhead(figure)), ...of };
    const position = await this.knowledge.position(numberOf(atPosition));
    await this.names.check(asked, position);
    const known = { ...scope, atPosition: position };
    const named = { ...labels(figure, asked.period, scope), position };
    const figureAsked = { figure, scope: known, period: asked.period ?? '' };
    if (groupBy === undefined) return { ...named, ...(await this.#single(figureAsked)) };
    const key = groupBy as GroupKey;
    const values = await evaluateFigure(this.models, figure, known, [key]);
    if (values.length > GROUPS_MAX) throw refuse('too-many-groups', { params: { max: GROUPS_MAX } });
    return { ...named, groups: await this.postClosing.ofGroups(figureAsked, key, values) };
  }

  async #single(of: FigureAsked): Promise<object> {
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

  @Get(':code/measurements')
  @Asks('构成指标的计量行 / the rows that add up to it', ROWS_PAGE, ROWS, { code: FIGURE_CODE })
  async listFigureMeasurements(
    @Param('code') code: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
  ): Promise<object> {
    const { part = 'numerator', limit = '50', cursor, ...asked } = readQuery(query, ROWS);
    const figure = this.figures.of(code);
    const parts = partsOf(figure, part);
    const filter = { code, part, ...asked };
    const from = cursor === undefined ? undefined : readCursor(cursor, filter);
    const of = scopeAsked(this.figures, figure, asked, caller);
    const scope = { ...this.knowledge.span(asked.period, isAhead(figure)), ...of };
    const pin = await this.knowledge.position(from?.pin ?? numberOf(asked.atPosition));
    await this.names.check(asked, pin);
    const known = { figure, parts, scope: { ...scope, atPosition: pin } };
    const { items, next } = await this.rows.page(known, from?.after, Number(limit));
    const more = next === undefined ? {} : { next: writeCursor({ after: next, pin }, filter) };
    // Said once, with the first page.
    const closing = from === undefined ? await this.postClosing.closingOf(known.scope) : undefined;
    const closed = closing === undefined ? {} : { closing };
    return { code, part, parts: parts.map(partAnswer), items, page: { atPosition: pin, ...more }, ...closed };
  }
}
