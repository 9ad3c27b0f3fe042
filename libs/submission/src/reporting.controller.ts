import { Controller, Get, Query } from '@nestjs/common';
import {
  Asks,
  AT_POSITION,
  type Closings,
  FigureList,
  FromProjections,
  Knowledge,
  LIMIT,
  monthsOf,
  Names,
  NODE,
  numberOf,
  PERIOD,
  PostClosing,
  readQuery,
  scopedNode,
  spanOf,
} from '#context';
import type { Actor } from '#kernel';
import { ReadStore } from '#read-store';
import { calendarHorizon } from '#reference';
import { Caller } from '#web';
import { adjustedMonth } from './adjusted-months.js';
import { LOOK_BACK_DAYS, nodesInService, silences } from './connectivity.js';
import { QualityRules } from './quality-rules.provider.js';
import { CONNECTIVITY, SUBMISSIONS } from './reporting-answers.js';
import { dueDayOf, type MonthDocument, monthsProjection } from './months.projection.js';

const CONNECTIVITY_ASKED = { period: PERIOD, node: NODE, atPosition: AT_POSITION, limit: LIMIT };
const SUBMISSIONS_ASKED = { period: PERIOD, node: NODE };
/** Nodes of one month that are looked at. */
const NODES_MAX = 1_000;

interface MonthAsked {
  readonly month: string;
  readonly node: string | undefined;
  readonly position: number;
  readonly closings: Closings;
}

/** Whether nodes report at all: how long each has been silent, and the calendar of their months. */
@Controller('v1')
@FromProjections()
export class ReportingController {
  constructor(
    private readonly figures: FigureList,
    private readonly models: ReadStore,
    private readonly knowledge: Knowledge,
    private readonly names: Names,
    private readonly rules: QualityRules,
    private readonly postClosing: PostClosing,
  ) {}

  @Get('connectivity')
  @Asks('节点连通情况 / how long nodes have been silent', CONNECTIVITY, CONNECTIVITY_ASKED)
  async readConnectivity(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const { limit = '50', ...asked } = readQuery(query, CONNECTIVITY_ASKED);
    const node = scopedNode(caller, asked.node);
    const { to, atPosition: position } = await this.knowledge.scope(asked);
    await this.names.check(asked, position);
    const on = await this.knowledge.dayBy(to, numberOf(asked.atPosition));
    const inService = await nodesInService(this.models, on, position);
    const nodes = node === undefined ? inService : inService.filter((each) => each === node);
    const { version, silentWorkingDays } = (await this.rules.asOf(position))(on);
    const found = await silences(this.models, nodes, { on, atPosition: position, silentWorkingDays });
    return {
      on,
      position,
      rule: { version, silentWorkingDays },
      lookBackDays: LOOK_BACK_DAYS,
      nodes: nodes.length,
      silent: found.filter(({ isSilent }) => isSilent === true).length,
      unknown: found.filter(({ isSilent }) => isSilent === null).length,
      workingCalendar: calendarHorizon(on),
      items: found.slice(0, Number(limit)),
    };
  }

  @Get('submissions')
  @Asks('报送日历 / calendar of submissions', SUBMISSIONS, SUBMISSIONS_ASKED)
  async listSubmissions(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const asked = readQuery(query, SUBMISSIONS_ASKED);
    const node = scopedNode(caller, asked.node);
    const { from, to, atPosition: position } = await this.knowledge.scope(asked);
    await this.names.check(asked, position);
    const closings = await this.postClosing.closingsIn({
      from,
      to,
      ...(node === undefined ? {} : { node }),
      atPosition: position,
    });
    const months = await Promise.all(
      monthsOf(from, to).map((month) => this.#month({ month, node, position, closings })),
    );
    return { ...(node === undefined ? {} : { node }), period: asked.period, position, months };
  }

  /** One month: what was said about it by each node, and the nodes in service that said nothing. */
  async #month({ month, node, position, closings }: MonthAsked): Promise<object> {
    const where = { month, ...(node === undefined ? {} : { node }) };
    const found = await this.models.find<MonthDocument>(monthsProjection, { where, limit: NODES_MAX });
    const said = new Set(found.map(({ doc }) => doc.node));
    const inService = await nodesInService(this.models, spanOf([month]).to, position);
    const silent = inService.filter((each) => !said.has(each) && (node === undefined || node === each));
    const of = (status: MonthDocument['status']): number => found.filter(({ doc }) => doc.status === status).length;
    const nodes = found.map(({ doc }) => doc.node);
    const adjusted = await adjustedMonth(this.models, closings, {
      month,
      nodes,
      atPosition: position,
      figures: this.figures.all,
    });
    const closingOf = async (of: string): Promise<object> => {
      const known = adjusted.get(of);
      if (known === undefined) return {};
      const scorecard = `/v1/nodes/${of}/scorecard?period=${month}`;
      const { closing, adjustments } = known;
      return { closing: { ...(await this.postClosing.closedAt(closing)), adjustments, scorecard } };
    };
    return {
      month,
      dueOn: dueDayOf(month),
      open: of('OPEN') + silent.length,
      declared: of('DECLARED'),
      closed: of('CLOSED'),
      inTime: found.filter(({ doc }) => doc.isInTime === true).length,
      isComplete: found.length < NODES_MAX,
      items: await Promise.all(
        found.map(async ({ id, doc: { month: _month, ...doc } }) => ({
          stream: id,
          ...doc,
          ...(await closingOf(doc.node)),
        })),
      ),
      undeclared: silent.slice(0, NODES_MAX),
    };
  }
}
