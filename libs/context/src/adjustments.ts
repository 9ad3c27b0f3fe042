import { Injectable } from '@nestjs/common';
import { EventLookup } from '#event-store';
import {
  evaluateFigure,
  ReadStore,
  type Aggregating,
  type Figure,
  type FigureScope,
  type FigureValue,
  type GroupKey,
  type MeasurementRow,
} from '#read-store';
import { CitedRows, type CitedRow } from './cited-rows.js';
import { ClosedMonths, type Closing, type Closings } from './closings.js';
import { valueAnswer, type ValueAnswer } from './figure-answer.js';
import { partsOf, SIDES, type Side } from './figure-scope.js';
import { monthsOf, spanOf } from './months.js';
import { rowsPage } from './rows-page.js';
import type { Answer } from './schemas.js';
import type { GROUPS } from './value-answers.js';

/** Rows between a closing and today that are counted, and that one answer shows. */
const COUNTED_MAX = 10_000;
const SHOWN_MAX = 20;

/** When a scope was closed. */
export interface ClosedAt {
  readonly position: number;
  readonly closedAt: string;
}

/** The rows recorded between a closing and today. */
export interface Adjustments {
  readonly count: number;
  /** False: there are more than were counted. */
  readonly isComplete: boolean;
  readonly items?: readonly (CitedRow & { readonly side: Side })[];
  /** Where the rows are, page by page, with what they changed. */
  readonly changes: string;
}

/** A figure as it was frozen, and what came after (期后调整). */
export interface ClosingAnswer extends ClosedAt, ValueAnswer {
  /** Today less frozen. */
  readonly difference: { readonly numerator: number | null; readonly denominator?: number | null };
  readonly adjustments: Adjustments;
}

export interface FigureAsked {
  readonly figure: Figure;
  /** Without a position it is asked as of the last one. */
  readonly scope: FigureScope;
  /** As the question put it. */
  readonly period: string;
}

interface Between {
  readonly rows: readonly MeasurementRow[];
  readonly isComplete: boolean;
}

/**
 * Post-closing adjustments: what a closed month came to when it was closed, beside today's. A group of a node or a month stands on
 * its own closing, everything else on that of all months and nodes asked for.
 */
@Injectable()
export class PostClosing {
  constructor(
    private readonly models: ReadStore,
    private readonly closed: ClosedMonths,
    private readonly lookup: EventLookup,
    private readonly rows: CitedRows,
  ) {}

  closingsIn(scope: FigureScope): Promise<Closings> {
    return this.closed.in(scope);
  }

  async closedAt({ position, eventId }: Closing): Promise<ClosedAt> {
    const event = await this.lookup.event(eventId);
    if (event === undefined) throw new Error(`a month was closed by event ${eventId}, which is not in the log`);
    return { position, closedAt: event.meta.recordedAt };
  }

  /** The closing of a scope, with its moment; undefined while any of its months is open. */
  async closingOf(scope: FigureScope): Promise<ClosedAt | undefined> {
    const closing = (await this.closingsIn(scope)).of(scope);
    return closing && this.closedAt(closing);
  }

  /** A figure that came to `today`, with the rows in between where it stands alone. */
  async ofFigure(
    store: Aggregating,
    asked: FigureAsked,
    today: ValueAnswer,
    { closing, showsRows }: { readonly closing: ClosedAt; readonly showsRows: boolean },
  ): Promise<ClosingAnswer> {
    const { figure, scope } = asked;
    const between = await this.#between(asked, closing.position, COUNTED_MAX);
    const isSame = between.isComplete && between.rows.length === 0;
    const [value] = isSame ? [] : await evaluateFigure(store, figure, { ...scope, atPosition: closing.position });
    const frozen = value === undefined ? today : valueAnswer(figure, value);
    const items = showsRows ? { items: await this.#items(asked, closing.position) } : {};
    return answerOf(asked, { closing, frozen, today, between, items });
  }

  /** How many rows of a figure were recorded since a closing. */
  async adjustmentsSince(asked: FigureAsked, { position }: ClosedAt): Promise<Adjustments> {
    return adjustmentsOf(asked, position, await this.#between(asked, position, COUNTED_MAX));
  }

  /** The groups of a figure, each with its closing where it has one. */
  async ofGroups(
    asked: FigureAsked,
    groupBy: GroupKey,
    values: readonly FigureValue[],
  ): Promise<Answer<typeof GROUPS>> {
    const { figure, scope } = asked;
    const closings = await this.closingsIn(scope);
    const groups = values.map(({ by }) => ({ by, scope: narrowed(scope, by) }));
    const found = groups.map((group) => closings.of(group.scope));
    const first = Math.min(...found.map((closing) => closing?.position ?? Infinity));
    const answers = values.map((value) => ({ by: value.by, ...valueAnswer(figure, value) }));
    if (first === Infinity) return answers;
    const between = await this.#between(asked, first, COUNTED_MAX);
    const isOwn = groupBy === 'node' || groupBy === 'month';
    const whole = isOwn || between.rows.length === 0 ? undefined : await this.#frozenGroups(asked, groupBy, first);
    const moments = new Map<string, Promise<ClosedAt>>();
    return Promise.all(
      answers.map(async (today, at) => {
        const [closing, group] = [found[at], groups[at]];
        if (closing === undefined || group === undefined) return today;
        const known = moments.get(closing.eventId) ?? this.closedAt(closing);
        moments.set(closing.eventId, known);
        const own = await this.#ownRows({ ...asked, scope: group.scope }, between, { groupBy, by: group.by, closing });
        const frozen = await this.#frozen(asked, { today, group, closing, own, whole });
        const said = { closing: await known, frozen, today, between: own, items: {} };
        return { ...today, closing: answerOf({ ...asked, scope: group.scope }, said) };
      }),
    );
  }

  async #frozen({ figure }: FigureAsked, { today, group, closing, own, whole }: Frozen): Promise<ValueAnswer> {
    if (whole !== undefined) return whole.get(JSON.stringify(today.by)) ?? nothingOf(figure);
    if (own.rows.length === 0 && own.isComplete) return today;
    const at = { ...group.scope, atPosition: closing.position };
    const [value] = await evaluateFigure(this.models, figure, at);
    return value === undefined ? today : valueAnswer(figure, value);
  }

  async #frozenGroups(
    { figure, scope }: FigureAsked,
    groupBy: GroupKey,
    atPosition: number,
  ): Promise<ReadonlyMap<string, ValueAnswer>> {
    const values = await evaluateFigure(this.models, figure, { ...scope, atPosition }, [groupBy]);
    return new Map(values.map((value) => [JSON.stringify(value.by), valueAnswer(figure, value)]));
  }

  /** Of the rows since the first closing of all groups, those of one group since its own. */
  async #ownRows(asked: FigureAsked, between: Between, { groupBy, by, closing }: Group): Promise<Between> {
    // Shared work has rows of its own for each agency, which only a cut by agency reads.
    if (groupBy === 'agency' && between.rows.length > 0) return this.#between(asked, closing.position, COUNTED_MAX);
    const rows = between.rows.filter(
      (row) => row.position > closing.position && isIn(asked.figure, row, groupBy, by[groupBy] ?? ''),
    );
    return { rows, isComplete: between.isComplete };
  }

  /** The rows of both sides since a position, each once, up to `limit` of each side. */
  async #between({ figure, scope }: FigureAsked, since: number, limit: number): Promise<Between> {
    const found = new Map<string, MeasurementRow>();
    let isComplete = true;
    for (const side of sidesOf(figure)) {
      const asked = { figure, parts: partsOf(figure, side), scope, since };
      const { rows, next } = await rowsPage(this.models, asked, undefined, limit);
      for (const { row } of rows) found.set(`${row.measure} ${row.position} ${row.n}`, row);
      if (next !== undefined) isComplete = false;
    }
    return { rows: [...found.values()], isComplete };
  }

  async #items({ figure, scope }: FigureAsked, since: number): Promise<NonNullable<Adjustments['items']>> {
    const items: (CitedRow & { readonly side: Side })[] = [];
    for (const side of sidesOf(figure)) {
      const asked = { figure, parts: partsOf(figure, side), scope, since };
      const page = await this.rows.page(asked, undefined, SHOWN_MAX);
      items.push(...page.items.map((item) => ({ side, ...item })));
    }
    return items;
  }
}

interface Group {
  readonly groupBy: GroupKey;
  readonly by: FigureValue['by'];
  readonly closing: Closing;
}

interface Frozen {
  readonly today: ValueAnswer;
  readonly group: { readonly scope: FigureScope };
  readonly closing: Closing;
  readonly own: Between;
  readonly whole: ReadonlyMap<string, ValueAnswer> | undefined;
}

interface Said {
  readonly closing: ClosedAt;
  readonly frozen: ValueAnswer;
  readonly today: ValueAnswer;
  readonly between: Between;
  readonly items: Pick<Adjustments, 'items'>;
}

const sidesOf = (figure: Figure): readonly Side[] => SIDES.filter((side) => side in figure);

/** A group that was not there yet. */
const nothingOf = (figure: Figure): ValueAnswer =>
  valueAnswer(figure, { by: {}, numerator: 0, ...('denominator' in figure ? { denominator: 0 } : {}) });

/** The scope of one group; of what is no scope of its own, the whole. */
function narrowed(scope: FigureScope, { node, class: serviceClass, agency, month }: FigureValue['by']): FigureScope {
  const days = month === undefined || month === '' ? {} : daysWithin(scope, month);
  return {
    ...scope,
    ...days,
    ...(node === undefined ? {} : { node }),
    ...(serviceClass === undefined ? {} : { class: serviceClass }),
    ...(agency === undefined ? {} : { agency }),
  };
}

function daysWithin({ from, to }: FigureScope, month: string): Pick<FigureScope, 'from' | 'to'> {
  const span = spanOf([month]);
  return {
    from: from !== undefined && from > span.from ? from : span.from,
    to: to !== undefined && to < span.to ? to : span.to,
  };
}

/** A row that names no such group may count for each of them, and one of an earlier month where a figure looks back. */
function isIn(figure: Figure, { dims, occurredOn }: MeasurementRow, groupBy: GroupKey, group: string): boolean {
  if (groupBy === 'month') {
    const looksBack = figure.stock === true || SIDES.some((side) => partsOf(figure, side).some(({ window }) => window));
    return looksBack ? occurredOn.slice(0, 7) <= group : occurredOn.slice(0, 7) === group;
  }
  if (groupBy === 'day' || groupBy === 'measure' || groupBy === 'stream') return true;
  const named = dims[groupBy] ?? '';
  return named === '' || named === group;
}

function answerOf(asked: FigureAsked, { closing, frozen, today, between, items }: Said): ClosingAnswer {
  const { by: _by, ...value } = frozen;
  return {
    ...closing,
    ...value,
    difference: {
      numerator: less(today.numerator, frozen.numerator),
      ...(today.denominator === undefined ? {} : { denominator: less(today.denominator, frozen.denominator ?? null) }),
    },
    adjustments: { ...adjustmentsOf(asked, closing.position, between), ...items },
  };
}

/** Null where a sum cannot be said. */
const less = (today: number | null, frozen: number | null): number | null =>
  today === null || frozen === null ? null : today - frozen;

const adjustmentsOf = (asked: FigureAsked, since: number, { rows, isComplete }: Between): Adjustments => ({
  count: rows.length,
  isComplete,
  changes: changesOf(asked, since),
});

function changesOf({ figure, scope, period }: FigureAsked, from: number): string {
  const { node, class: serviceClass, agency, atPosition } = scope;
  const asked: Readonly<Record<string, unknown>> = { node, class: serviceClass, agency };
  const query = new URLSearchParams({ period: periodOf(scope, period), from: String(from) });
  if (atPosition !== undefined) query.set('to', String(atPosition));
  for (const [name, value] of Object.entries(asked)) if (typeof value === 'string') query.set(name, value);
  return `/v1/figures/${figure.code}/changes?${query.toString()}`;
}

/** A group of a month is a period of its own. */
function periodOf({ from, to }: FigureScope, period: string): string {
  if (from === undefined || to === undefined) return period;
  const [month] = monthsOf(from, to);
  const isMonth = month !== undefined && spanOf([month]).from === from && spanOf([month]).to === to;
  return isMonth ? month : period;
}
