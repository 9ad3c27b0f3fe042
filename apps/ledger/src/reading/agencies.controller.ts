import { Controller } from '@nestjs/common';
import {
  AGENCY_ID,
  type Answer,
  type AnswerOf,
  AT_POSITION,
  FigureList,
  FromProjections,
  GROUPS,
  Knowledge,
  ofAgency,
  PERIOD,
  PostClosing,
  type QuestionOf,
  Reads,
  route,
} from '#context';
import { type NetworkDocument, networkProjection } from '#network/published';
import { ordersCancelled, ordersCompleted } from '#activity/published';
import { evaluateFigure, ReadStore, type Figure, type FigureScope, type GroupKey } from '#read-store';
import { AGENCY_SCORECARD } from './answers.js';
import { NetworkDocuments } from './network-documents.js';
import { FiguresSideBySide } from './side-by-side.js';

const SCORECARD = route({
  summary: '机构记分卡 / agency scorecard',
  readers: ofAgency('org', AGENCY_ID),
  query: { period: PERIOD, atPosition: AT_POSITION },
  answer: AGENCY_SCORECARD,
});
/** Networks one agency is a member of; there is one in each province. */
const NETWORKS_MAX = 50;

/** P02 agency scorecard: who it is in the network, and what its orders came to, all as of one position. */
@Controller('v1/agencies')
@FromProjections()
export class AgenciesController {
  constructor(
    private readonly figures: FigureList,
    private readonly models: ReadStore,
    private readonly knowledge: Knowledge,
    private readonly network: NetworkDocuments,
    private readonly sideBySide: FiguresSideBySide,
    private readonly postClosing: PostClosing,
  ) {}

  /** Each figure drills down at `/v1/figures/{code}/measurements?agency={org}`. */
  @Reads(':org/scorecard', SCORECARD)
  async readAgencyScorecard(question: QuestionOf<typeof SCORECARD>): Promise<AnswerOf<typeof SCORECARD>> {
    const { period } = question.asked;
    const scope = await this.knowledge.of(question);
    const { agency, atPosition: position } = scope;
    return {
      agency: await this.network.known(`org-${agency}`, position),
      memberships: await this.#memberships(agency, position),
      period,
      position,
      ...(await this.sideBySide.in(this.figures.agency, scope, period)),
      completedByClass: await this.#groups(ordersCompleted, { scope, period }, 'class'),
      cancelledBy: await this.#groups(ordersCancelled, { scope, period }, 'kind'),
    };
  }

  /** One for each network, with classes, standing and since when. */
  async #memberships(org: string, position: number): Promise<readonly NetworkDocument[]> {
    const found = await this.models.find(networkProjection, { where: { type: 'mship', org }, limit: NETWORKS_MAX });
    const known = await Promise.all(found.map(({ id }) => this.network.asOf(id, position)));
    return known.filter((membership) => membership !== undefined);
  }

  async #groups(
    figure: Figure,
    asked: { readonly scope: FigureScope; readonly period: string },
    by: GroupKey,
  ): Promise<Answer<typeof GROUPS>> {
    const values = await evaluateFigure(this.models, figure, asked.scope, [by]);
    return this.postClosing.ofGroups({ figure, ...asked }, by, values);
  }
}
