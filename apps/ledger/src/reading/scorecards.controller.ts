import { Controller, Get, Param, Query } from '@nestjs/common';
import { activityProjection, awaitsEvidence, type ActivityDoc } from '#activity';
import { eventsAsOf } from '#audit';
import { EventStore } from '#event-store';
import { networkProjection, type NetworkDocument } from '#network';
import { postingsProjection } from '#submission';
import { effective, parsePeriod, Registry, type Actor } from '#kernel';
import { askingOnce, evaluateFigure, ReadStore, type FigureScope } from '#read-store';
import { Caller } from '#web';
import { OVERVIEW, POSTINGS, SCORECARD } from './answers.js';
import { Asks } from './asks.js';
import { valueAnswer } from './figure-answer.js';
import { FIGURES } from './figures.js';
import { Knowledge } from './knowledge.js';
import { FromProjections } from './min-position.guard.js';
import { AT_POSITION, NODE, numberOf, PERIOD, readQuery, refuse } from './query.js';
import { checkReadsFigures, scopedNode } from './scoped-node.js';

const ASKED = { period: PERIOD, atPosition: AT_POSITION };
const HELD_MAX = 1_000;
const SHOWN_MAX = 50;
const POSTINGS_ASKED = { ...ASKED, node: NODE };

/** P01 node scorecard, P03 network overview, P19 posting inbox: figures side by side, all as of one position. */
@Controller('v1')
@FromProjections()
export class ScorecardsController {
  constructor(
    private readonly models: ReadStore,
    private readonly knowledge: Knowledge,
    private readonly store: EventStore,
    private readonly registry: Registry,
  ) {}

  @Get('nodes/:code/scorecard')
  @Asks('节点记分卡 / node scorecard', SCORECARD, ASKED)
  async scorecard(@Param('code') code: string, @Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const asked = readQuery(query, ASKED);
    const node = scopedNode(caller, code) ?? code;
    const scope = { ...(await this.#scope(asked)), node };
    const registered = await this.#registered(node, scope.atPosition);
    if (registered === undefined) throw refuse('stream-unknown', { params: { stream: `node-${node.slice(0, 40)}` } });
    return { node: registered, period: asked.period, position: scope.atPosition, figures: await this.#figures(scope) };
  }

  @Get('overview')
  @Asks('全网概览 / network overview', OVERVIEW, ASKED)
  async overview(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const asked = readQuery(query, ASKED);
    checkReadsFigures(caller);
    const scope = await this.#scope(asked);
    return { period: asked.period, position: scope.atPosition, figures: await this.#figures(scope) };
  }

  @Get('postings')
  @Asks('申报情况 / posting inbox', POSTINGS, POSTINGS_ASKED)
  async postings(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const asked = readQuery(query, POSTINGS_ASKED);
    const { from, to, atPosition } = await this.#scope(asked);
    const node = scopedNode(caller, asked.node);
    const groups = await this.models.aggregate(postingsProjection, {
      measures: ['posting-accepted', 'posting-late', 'posting-rejected'],
      ...(node === undefined ? {} : { dims: { node } }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      atPosition,
      function: { kind: 'sum' },
      groupBy: ['measure', 'kind', 'code'],
    });
    const countOf = (measure: string): number =>
      groups.reduce((sum, { by, value = 0 }) => (by.measure === measure ? sum + value : sum), 0);
    const byKey = (measure: string, key: 'kind' | 'code'): readonly object[] =>
      groups.flatMap(({ by, value }) => (by.measure === measure ? [{ [key]: by[key], count: value }] : []));
    return {
      ...(node === undefined ? {} : { node }),
      period: asked.period,
      position: atPosition,
      // Known as it stands now only; an answer as of a position must stay the same for ever.
      ...(asked.atPosition === undefined ? { waitingEvidence: await this.#waitingEvidence(node) } : {}),
      accepted: { count: countOf('posting-accepted'), byEntry: byKey('posting-accepted', 'kind') },
      late: { count: countOf('posting-late') },
      rejected: { count: countOf('posting-rejected'), byCode: byKey('posting-rejected', 'code') },
    };
  }

  /** The node as its register showed it at a position. */
  async #registered(node: string, position: number): Promise<NetworkDocument | undefined> {
    const stream = `node-${node}`;
    const known = eventsAsOf(await this.store.readStream(stream), { kind: 'position', position });
    return effective(known).reduce<NetworkDocument | undefined>(
      (doc, event) => networkProjection.project?.(doc, this.registry.current(event), stream),
      undefined,
    );
  }

  /** Activities held whose evidence is still owed, as it stands now; of very many, the first. */
  async #waitingEvidence(node: string | undefined): Promise<object> {
    const where = { status: 'HELD', is: 'activity', ...(node === undefined ? {} : { node }) };
    const held = await this.models.find<ActivityDoc>(activityProjection, { where, limit: HELD_MAX });
    const waiting = held.filter(({ doc }) => awaitsEvidence(doc));
    const items = waiting
      .slice(0, SHOWN_MAX)
      .map(({ id, doc }) => ({ stream: id, title: doc.title, heldOn: doc.heldOn }));
    return { count: waiting.length, isComplete: held.length < HELD_MAX, items };
  }

  async #scope({
    period = '',
    atPosition,
  }: {
    period?: string;
    atPosition?: string;
  }): Promise<FigureScope & { atPosition: number }> {
    return { ...parsePeriod(period), atPosition: await this.knowledge.position(numberOf(atPosition)) };
  }

  #figures(scope: FigureScope): Promise<readonly object[]> {
    const store = askingOnce(this.models);
    return Promise.all(
      FIGURES.map(async (figure) => {
        const [value] = await evaluateFigure(store, figure, scope);
        const { code, name, unit } = figure;
        return { code, name, unit, ...(value === undefined ? {} : valueAnswer(figure, value)) };
      }),
    );
  }
}
