import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  AGENCY_ID,
  Asks,
  AT_POSITION,
  FigureList,
  FromProjections,
  Knowledge,
  PERIOD,
  PostClosing,
  readQuery,
  scopedAgency,
} from '#context';
import { type NetworkDocument, networkProjection } from '#network/published';
import { ordersCancelled, ordersCompleted } from '#activity/published';
import type { Actor } from '#kernel';
import { evaluateFigure, ReadStore, type Figure, type FigureScope, type GroupKey } from '#read-store';
import { Caller } from '#web';
import { AGENCY_SCORECARD } from './answers.js';
import { Register } from './register.js';
import { FiguresSideBySide } from './side-by-side.js';

const ASKED = { period: PERIOD, atPosition: AT_POSITION };
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
    private readonly register: Register,
    private readonly sideBySide: FiguresSideBySide,
    private readonly postClosing: PostClosing,
  ) {}

  /** Each figure drills down at `/v1/figures/{code}/measurements?agency={org}`. */
  @Get(':org/scorecard')
  @Asks('机构记分卡 / agency scorecard', AGENCY_SCORECARD, ASKED, { org: AGENCY_ID })
  async readAgencyScorecard(
    @Param('org') asked: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
  ): Promise<object> {
    const ofWhen = readQuery(query, ASKED);
    const agency = scopedAgency(caller, asked) ?? asked;
    const scope = { ...(await this.knowledge.scope(ofWhen)), agency };
    const { atPosition: position } = scope;
    return {
      agency: await this.register.known(`org-${agency}`, position),
      memberships: await this.#memberships(agency, position),
      period: ofWhen.period,
      position,
      ...(await this.sideBySide.in(this.figures.agency, scope, ofWhen.period)),
      completedByClass: await this.#groups(ordersCompleted, { scope, period: ofWhen.period ?? '' }, 'class'),
      cancelledBy: await this.#groups(ordersCancelled, { scope, period: ofWhen.period ?? '' }, 'kind'),
    };
  }

  /** One for each network, with classes, standing and since when. */
  async #memberships(org: string, position: number): Promise<readonly NetworkDocument[]> {
    const found = await this.models.find(networkProjection, { where: { type: 'mship', org }, limit: NETWORKS_MAX });
    const known = await Promise.all(found.map(({ id }) => this.register.asOf(id, position)));
    return known.filter((membership) => membership !== undefined);
  }

  async #groups(
    figure: Figure,
    asked: { readonly scope: FigureScope; readonly period: string },
    by: GroupKey,
  ): Promise<readonly object[]> {
    const values = await evaluateFigure(this.models, figure, asked.scope, [by]);
    return this.postClosing.ofGroups({ figure, ...asked }, by, values);
  }
}
