import { Controller, Get, Param, Query } from '@nestjs/common';
import { activityProjection, awaitsEvidence, type ActivityDoc } from '#activity';
import { postingsProjection } from '#submission';
import { parsePeriod, type Actor } from '#kernel';
import { ReadStore, type FigureScope } from '#read-store';
import { Caller } from '#web';
import { OVERVIEW, POSTINGS, SCORECARD } from './answers.js';
import { Asks } from './asks.js';
import { FIGURES } from './figures.js';
import { Knowledge } from './knowledge.js';
import { FromProjections } from './min-position.guard.js';
import { AT_POSITION, NODE, numberOf, PERIOD, readQuery } from './query.js';
import { Register } from './register.js';
import { checkReadsNodes, scopedNode } from './own-scope.js';
import { figuresIn } from './side-by-side.js';

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
    private readonly register: Register,
  ) {}

  @Get('nodes/:code/scorecard')
  @Asks('节点记分卡 / node scorecard', SCORECARD, ASKED)
  async scorecard(@Param('code') code: string, @Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const asked = readQuery(query, ASKED);
    const node = scopedNode(caller, code) ?? code;
    const scope = { ...(await this.#scope(asked)), node };
    return {
      node: await this.register.known(`node-${node}`, scope.atPosition),
      period: asked.period,
      position: scope.atPosition,
      figures: await figuresIn(this.models, FIGURES, scope),
    };
  }

  @Get('overview')
  @Asks('全网概览 / network overview', OVERVIEW, ASKED)
  async overview(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const asked = readQuery(query, ASKED);
    checkReadsNodes(caller);
    const scope = await this.#scope(asked);
    return { period: asked.period, position: scope.atPosition, figures: await figuresIn(this.models, FIGURES, scope) };
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
}
