import { Controller } from '@nestjs/common';
import {
  type AnswerOf,
  AT_POSITION,
  FigureList,
  FromProjections,
  Knowledge,
  NODE_CODE,
  ofNode,
  ofTheNetwork,
  PERIOD,
  type QuestionOf,
  Reads,
  route,
} from '#context';
import { OVERVIEW, SCORECARD } from './answers.js';
import { NetworkDocuments } from './network-documents.js';
import { FiguresSideBySide } from './side-by-side.js';

const ASKED = { period: PERIOD, atPosition: AT_POSITION };
const NODE_SCORECARD = route({
  summary: '节点记分卡 / node scorecard',
  readers: ofNode('code', NODE_CODE),
  query: ASKED,
  answer: SCORECARD,
});
const NETWORK_OVERVIEW = route({
  summary: '全网概览 / network overview',
  readers: ofTheNetwork,
  query: ASKED,
  answer: OVERVIEW,
});

/** P01 node scorecard, P03 network overview: figures side by side, all as of one position. */
@Controller('v1')
@FromProjections()
export class ScorecardsController {
  constructor(
    private readonly figures: FigureList,
    private readonly sideBySide: FiguresSideBySide,
    private readonly knowledge: Knowledge,
    private readonly network: NetworkDocuments,
  ) {}

  @Reads('nodes/:code/scorecard', NODE_SCORECARD)
  async readNodeScorecard(question: QuestionOf<typeof NODE_SCORECARD>): Promise<AnswerOf<typeof NODE_SCORECARD>> {
    const { period } = question.asked;
    const scope = await this.knowledge.of(question);
    return {
      node: await this.network.known(`node-${scope.node}`, scope.atPosition),
      period,
      position: scope.atPosition,
      ...(await this.sideBySide.in(this.figures.node, scope, period)),
    };
  }

  @Reads('overview', NETWORK_OVERVIEW)
  async readOverview(question: QuestionOf<typeof NETWORK_OVERVIEW>): Promise<AnswerOf<typeof NETWORK_OVERVIEW>> {
    const { period } = question.asked;
    const scope = await this.knowledge.of(question);
    return { period, position: scope.atPosition, ...(await this.sideBySide.in(this.figures.network, scope, period)) };
  }
}
