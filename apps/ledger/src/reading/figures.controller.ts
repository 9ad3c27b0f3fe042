import { Controller, Get, Param, Query } from '@nestjs/common';
import { EventLookup } from '#event-store';
import { parsePeriod, Registry, type Actor } from '#kernel';
import { evaluateFigure, ReadStore, type Figure, type FigureScope, type GroupKey } from '#read-store';
import { Caller, readCursor, writeCursor } from '#web';
import { DEFINITIONS, FIGURE, ROWS_PAGE } from './answers.js';
import { Asks } from './asks.js';
import { definitionOf, partAnswer, valueAnswer } from './figure-answer.js';
import { AGENCY_FIGURES, ALL_FIGURES, figureOf } from './figures.js';
import { Knowledge } from './knowledge.js';
import { FromProjections } from './min-position.guard.js';
import {
  AGENCY,
  AT_POSITION,
  choice,
  CURSOR,
  LIMIT,
  NODE,
  numberOf,
  PERIOD,
  readQuery,
  refuse,
  text,
} from './query.js';
import { rowsPage } from './rows-page.js';
import { ownScope } from './own-scope.js';

const GROUPS: readonly GroupKey[] = [
  'node',
  'class',
  'agency',
  'org',
  'channel',
  'kind',
  'welfare',
  'level',
  'code',
  'month',
];
const SCOPE = {
  period: PERIOD,
  node: NODE,
  class: text('[0-9]{2}', '服务类别'),
  agency: AGENCY,
  atPosition: AT_POSITION,
};
const VALUE = { ...SCOPE, groupBy: choice(GROUPS, '分组') };
const ROWS = { ...SCOPE, part: choice(['numerator', 'denominator'], '分子或分母'), limit: LIMIT, cursor: CURSOR };
/** Groups of one answer: enterprises of a large province are cut by node first. */
const GROUPS_MAX = 10_000;

type Scoped = Readonly<Partial<Record<keyof typeof SCOPE, string>>>;

/** Figures, and the rows that add up to them. */
@Controller('v1/figures')
@FromProjections()
export class FiguresController {
  constructor(
    private readonly models: ReadStore,
    private readonly lookup: EventLookup,
    private readonly registry: Registry,
    private readonly knowledge: Knowledge,
  ) {}

  @Get()
  @Asks('指标定义 / the figures and what they mean', DEFINITIONS)
  definitions(@Query() query: unknown): object {
    readQuery(query, {});
    return { items: ALL_FIGURES.map(definitionOf) };
  }

  @Get(':code')
  @Asks('指标值 / a figure', FIGURE, VALUE)
  async value(@Param('code') code: string, @Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const { groupBy, ...asked } = readQuery(query, VALUE);
    const figure = figureOf(code);
    const scope = await this.#scope(figure, asked, caller);
    const values = await evaluateFigure(this.models, figure, scope, groupBy === undefined ? [] : [groupBy as GroupKey]);
    if (values.length > GROUPS_MAX) throw refuse('too-many-groups', { params: { max: GROUPS_MAX } });
    const answers = values.map((value) => valueAnswer(figure, value));
    return { ...labels(figure, asked, scope), ...(groupBy === undefined ? answers[0] : { groups: answers }) };
  }

  @Get(':code/measurements')
  @Asks('构成指标的计量行 / the rows that add up to it', ROWS_PAGE, ROWS)
  async measurements(@Param('code') code: string, @Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const { part = 'numerator', limit = '50', cursor, ...asked } = readQuery(query, ROWS);
    const figure = figureOf(code);
    const parts = part === 'denominator' && 'denominator' in figure ? figure.denominator : figure.numerator;
    const filter = { code, part, ...asked };
    const from = cursor === undefined ? undefined : readCursor(cursor, filter);
    const scope = await this.#scope(
      figure,
      { ...asked, ...(from === undefined ? {} : { atPosition: String(from.pin) }) },
      caller,
    );
    const pin = scope.atPosition ?? 0;
    const { rows, next } = await rowsPage(this.models, { figure, parts, scope }, from?.after, Number(limit));
    const items = await Promise.all(
      rows.map(async ({ row, part: index }) => ({ part: index, ...row, event: await this.#event(row.eventId) })),
    );
    const more = next === undefined ? {} : { next: writeCursor({ after: next, pin }, filter) };
    return { code, part, parts: parts.map(partAnswer), items, page: { atPosition: pin, ...more } };
  }

  async #scope(
    figure: Figure,
    { period = '', node, class: serviceClass, agency, atPosition }: Scoped,
    caller: Actor,
  ): Promise<FigureScope & { atPosition: number }> {
    const own = ownScope(caller, { node, agency });
    if (own.agency !== undefined && !AGENCY_FIGURES.includes(figure))
      throw refuse('figure-not-by-agency', { params: { code: figure.code }, pointer: '?agency' });
    return {
      ...parsePeriod(period),
      ...own,
      ...(serviceClass === undefined ? {} : { class: serviceClass }),
      atPosition: await this.knowledge.position(numberOf(atPosition)),
    };
  }

  /** The event a row cites, in one line. */
  async #event(id: string): Promise<object> {
    const event = await this.lookup.event(id);
    if (event === undefined) throw new Error(`a row cites event ${id}, which is not in the log`);
    const { stream, type, meta } = event;
    return {
      type: this.registry.wireTypeOf(stream, type),
      time: meta.occurredAt,
      recordedAt: meta.recordedAt,
      account: meta.actor.account,
    };
  }
}

const labels = (
  figure: Figure,
  { period }: Scoped,
  { node, class: serviceClass, agency, atPosition }: FigureScope,
): object => ({
  code: figure.code,
  name: figure.name,
  unit: figure.unit,
  period,
  ...(node === undefined ? {} : { node }),
  ...(serviceClass === undefined ? {} : { class: serviceClass }),
  ...(agency === undefined ? {} : { agency }),
  position: atPosition,
});
