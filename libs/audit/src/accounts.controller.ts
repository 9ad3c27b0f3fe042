import { Controller } from '@nestjs/common';
import {
  ACCOUNT_ID,
  ACTIVITY_CODE,
  type Answer,
  type AnswerOf,
  AT_POSITION,
  CitedRows,
  CURSOR,
  figureAmong,
  FromProjections,
  Knowledge,
  LIMIT,
  numberOf,
  ofAccount,
  PART,
  partAnswer,
  partsOf,
  PERIOD,
  type QuestionOf,
  Reads,
  refuse,
  route,
  sideOf,
  valueAnswer,
} from '#context';
import { EventStore } from '#event-store';
import { evaluateFigure, ReadStore, type Figure, type FigureScope, type GroupKey } from '#read-store';
import { readCursor, writeCursor } from '#web';
import { ACCOUNT_ACTIVITY, ACCOUNT_ROWS, type OF_ACCOUNT } from './answers.js';
import { ACCOUNT_REFUSALS, accountFigures } from './account-figures.js';

const ASKED = { period: PERIOD, atPosition: AT_POSITION };
const ACTIVITY = route({
  summary: '账号活动 / how an account acts',
  readers: ofAccount('account', ACCOUNT_ID),
  query: ASKED,
  answer: ACCOUNT_ACTIVITY,
});
const MEASURED = route({
  summary: '构成账号活动的计量行 / the rows that add up to it',
  readers: ofAccount('account', ACCOUNT_ID),
  query: { ...ASKED, part: PART, limit: LIMIT, cursor: CURSOR },
  path: { code: ACTIVITY_CODE },
  answer: ACCOUNT_ROWS,
});

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

  @Reads(':account/activity', ACTIVITY)
  async readAccountActivity({
    scope: { account },
    asked: { period, atPosition },
  }: QuestionOf<typeof ACTIVITY>): Promise<AnswerOf<typeof ACTIVITY>> {
    const position = await this.#position(account, numberOf(atPosition));
    const scope = { ...this.knowledge.span(period), atPosition: position };
    const figures = await Promise.all(accountFigures(account).map((figure) => this.#byDay(figure, scope)));
    return { account, period, position, figures };
  }

  @Reads(':account/activity/:code/measurements', MEASURED)
  async listAccountMeasurements(question: QuestionOf<typeof MEASURED>): Promise<AnswerOf<typeof MEASURED>> {
    const { account } = question.scope;
    const { code } = question.path;
    const { part = 'numerator', limit = '50', cursor, period, atPosition } = question.asked;
    const filter = { account, code, part, period, atPosition };
    const place = cursor === undefined ? undefined : readCursor(cursor, filter);
    const pin = await this.#position(account, place?.pin ?? numberOf(atPosition));
    const figure = figureAmong(accountFigures(account), code);
    const parts = partsOf(figure, part);
    const known = { figure, parts, scope: { ...this.knowledge.span(period), atPosition: pin } };
    const { items, next } = await this.rows.page(known, place?.after, Number(limit));
    const more = next === undefined ? {} : { next: writeCursor({ after: next, pin }, filter) };
    return {
      account,
      code,
      part: sideOf(part),
      parts: parts.map(partAnswer),
      items,
      page: { atPosition: pin, ...more },
    };
  }

  /** Refuses with stream-unknown. */
  async #position(account: string, asked: number | undefined): Promise<number> {
    const position = await this.knowledge.position(asked);
    const stream = `acct-${account.slice(0, 40)}`;
    const [opened] = await this.store.readStream(stream, { limit: 1 });
    if (opened === undefined || opened.position > position) throw refuse('stream-unknown', { params: { stream } });
    return position;
  }

  async #byDay(figure: Figure, scope: FigureScope): Promise<Answer<typeof OF_ACCOUNT>> {
    const { code, name, unit } = figure;
    const cut: readonly GroupKey[] = code === ACCOUNT_REFUSALS ? ['day', 'kind'] : ['day'];
    const [value] = await evaluateFigure(this.models, figure, scope);
    if (value === undefined) throw new Error(`${code} came to nothing without groups`);
    const days = await evaluateFigure(this.models, figure, scope, cut);
    return {
      code,
      name,
      unit,
      ...valueAnswer(figure, value),
      days: days.map((day) => ({ by: day.by, ...valueAnswer(figure, day) })),
    };
  }
}
