import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  Asks,
  AT_POSITION,
  checkReadsNodes,
  FigureList,
  FromProjections,
  Knowledge,
  NODE_CODE,
  PERIOD,
  readQuery,
  scopedNode,
} from '#context';
import type { Actor } from '#kernel';
import { Caller } from '#web';
import { OVERVIEW, SCORECARD } from './answers.js';
import { Register } from './register.js';
import { FiguresSideBySide } from './side-by-side.js';

const ASKED = { period: PERIOD, atPosition: AT_POSITION };

/** P01 node scorecard, P03 network overview: figures side by side, all as of one position. */
@Controller('v1')
@FromProjections()
export class ScorecardsController {
  constructor(
    private readonly figures: FigureList,
    private readonly sideBySide: FiguresSideBySide,
    private readonly knowledge: Knowledge,
    private readonly register: Register,
  ) {}

  @Get('nodes/:code/scorecard')
  @Asks('节点记分卡 / node scorecard', SCORECARD, ASKED, { code: NODE_CODE })
  async readNodeScorecard(
    @Param('code') code: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
  ): Promise<object> {
    const asked = readQuery(query, ASKED);
    const node = scopedNode(caller, code) ?? code;
    const scope = { ...(await this.knowledge.scope(asked)), node };
    return {
      node: await this.register.known(`node-${node}`, scope.atPosition),
      period: asked.period,
      position: scope.atPosition,
      ...(await this.sideBySide.in(this.figures.node, scope, asked.period)),
    };
  }

  @Get('overview')
  @Asks('全网概览 / network overview', OVERVIEW, ASKED)
  async readOverview(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const asked = readQuery(query, ASKED);
    checkReadsNodes(caller);
    const scope = await this.knowledge.scope(asked);
    return {
      period: asked.period,
      position: scope.atPosition,
      ...(await this.sideBySide.in(this.figures.network, scope, asked.period)),
    };
  }
}
