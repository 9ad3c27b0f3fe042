import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  Asks,
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
  momentsReversed,
  Names,
  needed,
  numberOf,
  PART,
  partAnswer,
  partsOf,
  PostClosing,
  readQuery,
  SCOPE,
  scopeAsked,
  valueAnswer,
  type ValueAnswer,
} from '#context';
import type { Actor } from '#kernel';
import { evaluateFigure, ReadStore, type Figure, type FigureScope } from '#read-store';
import { Caller, readCursor, writeCursor } from '#web';
import { FIGURE_CHANGES } from './answers.js';
import { changedKeys } from './changed-keys.js';

const ASKED = {
  ...SCOPE,
  from: needed(digits('起点:台账位置(不含)', 'from: a position of the log (exclusive)')),
  to: digits('终点:台账位置(含),缺省为现在', 'to: a position of the log (inclusive), now when left out'),
  part: PART,
  limit: LIMIT,
  cursor: CURSOR,
};

/** P15: a figure as known at two positions, and the rows recorded between them, which make the difference. */
@Controller('v1/figures')
@FromProjections()
export class FigureChangesController {
  constructor(
    private readonly figures: FigureList,
    private readonly models: ReadStore,
    private readonly rows: CitedRows,
    private readonly knowledge: Knowledge,
    private readonly names: Names,
    private readonly postClosing: PostClosing,
  ) {}

  @Get(':code/changes')
  @Asks('两个位置之间指标的变化 / what changed a figure between two positions', FIGURE_CHANGES, ASKED, {
    code: FIGURE_CODE,
  })
  async readFigureChanges(
    @Param('code') code: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
  ): Promise<object> {
    const { part = 'numerator', limit = '50', cursor, from, to, ...asked } = readQuery(query, ASKED);
    const figure = this.figures.of(code);
    const parts = partsOf(figure, part);
    const filter = { code, part, from, to, ...asked };
    const place = cursor === undefined ? undefined : readCursor(cursor, filter);
    const of = scopeAsked(this.figures, figure, asked, caller);
    const scope = { ...this.knowledge.span(asked.period, isAhead(figure)), ...of };
    const since = Number(from);
    await this.knowledge.reached(since);
    const pin = await this.knowledge.position(place?.pin ?? numberOf(to));
    if (since > pin) throw momentsReversed();
    await this.names.check(asked, pin);
    const [before, after] = [await this.#valueAt(figure, scope, since), await this.#valueAt(figure, scope, pin)];
    const known = { figure, parts, scope: { ...scope, atPosition: pin }, since };
    const { items, next } = await this.rows.page(known, place?.after, Number(limit));
    const more = next === undefined ? {} : { next: writeCursor({ after: next, pin }, filter) };
    const closing = place === undefined ? await this.postClosing.closingOf(known.scope) : undefined;
    return {
      ...labels(figure, asked.period, scope),
      from: before,
      to: after,
      difference: differenceOf(sideOf(after, part), sideOf(before, part)),
      part,
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
const sideOf = ({ numerator, denominator = numerator }: ValueAt, part: string): number | null =>
  part === 'denominator' ? denominator : numerator;

const differenceOf = (after: number | null, before: number | null): number | null =>
  after === null || before === null ? null : after - before;
