import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ACCOUNT_ID,
  ACTIVITY_CODE,
  Asks,
  AT_POSITION,
  CitedRows,
  CURSOR,
  figureAmong,
  FromProjections,
  Knowledge,
  LIMIT,
  numberOf,
  PART,
  partAnswer,
  partsOf,
  PERIOD,
  readQuery,
  refuse,
  valueAnswer,
} from '#context';
import { EventStore } from '#event-store';
import type { Actor } from '#kernel';
import { evaluateFigure, ReadStore, type Figure, type FigureScope, type GroupKey } from '#read-store';
import { Caller, readCursor, writeCursor } from '#web';
import { ACCOUNT_ACTIVITY, ACCOUNT_ROWS } from './answers.js';
import { ACCOUNT_REFUSALS, accountFigures } from './account-figures.js';

const ASKED = { period: PERIOD, atPosition: AT_POSITION };
const ROWS = { ...ASKED, part: PART, limit: LIMIT, cursor: CURSOR };

/** P16: how an account acts, day by day of recording. For audit and authority, and for the account itself. */
@Controller('v1/accounts')
@FromProjections()
export class AccountsController {
  constructor(
    private readonly models: ReadStore,
    private readonly rows: CitedRows,
    private readonly knowledge: Knowledge,
    private readonly store: EventStore,
  ) {}

  @Get(':account/activity')
  @Asks('账号活动 / how an account acts', ACCOUNT_ACTIVITY, ASKED, { account: ACCOUNT_ID })
  async readAccountActivity(
    @Param('account') account: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
  ): Promise<object> {
    const { period, atPosition } = readQuery(query, ASKED);
    const position = await this.#position(account, caller, numberOf(atPosition));
    const scope = { ...this.knowledge.span(period), atPosition: position };
    const figures = await Promise.all(accountFigures(account).map((figure) => this.#byDay(figure, scope)));
    return { account, period, position, figures };
  }

  @Get(':account/activity/:code/measurements')
  @Asks('构成账号活动的计量行 / the rows that add up to it', ACCOUNT_ROWS, ROWS, {
    account: ACCOUNT_ID,
    code: ACTIVITY_CODE,
  })
  async listAccountMeasurements(
    @Param('account') account: string,
    @Param('code') code: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
  ): Promise<object> {
    const { part = 'numerator', limit = '50', cursor, period, atPosition } = readQuery(query, ROWS);
    const filter = { account, code, part, period, atPosition };
    const place = cursor === undefined ? undefined : readCursor(cursor, filter);
    const pin = await this.#position(account, caller, place?.pin ?? numberOf(atPosition));
    const figure = figureAmong(accountFigures(account), code);
    const parts = partsOf(figure, part);
    const known = { figure, parts, scope: { ...this.knowledge.span(period), atPosition: pin } };
    const { items, next } = await this.rows.page(known, place?.after, Number(limit));
    const more = next === undefined ? {} : { next: writeCursor({ after: next, pin }, filter) };
    return { account, code, part, parts: parts.map(partAnswer), items, page: { atPosition: pin, ...more } };
  }

  /** Refuses with activity-not-own, stream-unknown. */
  async #position(account: string, caller: Actor, asked: number | undefined): Promise<number> {
    const { account: own, role } = caller;
    if (account !== own && role !== 'AUDITOR' && role !== 'AUTHORITY')
      throw refuse('activity-not-own', { params: { own, role } });
    const position = await this.knowledge.position(asked);
    const stream = `acct-${account.slice(0, 40)}`;
    const [opened] = await this.store.readStream(stream, { limit: 1 });
    if (opened === undefined || opened.position > position) throw refuse('stream-unknown', { params: { stream } });
    return position;
  }

  async #byDay(figure: Figure, scope: FigureScope): Promise<object> {
    const { code, name, unit } = figure;
    const cut: readonly GroupKey[] = code === ACCOUNT_REFUSALS ? ['day', 'kind'] : ['day'];
    const [value] = await evaluateFigure(this.models, figure, scope);
    const days = await evaluateFigure(this.models, figure, scope, cut);
    return {
      code,
      name,
      unit,
      ...(value === undefined ? {} : valueAnswer(figure, value)),
      days: days.map((day) => valueAnswer(figure, day)),
    };
  }
}
