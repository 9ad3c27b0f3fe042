import { Controller } from '@nestjs/common';
import {
  type Answer,
  type AnswerOf,
  AT_POSITION,
  type Closings,
  FigureList,
  FromProjections,
  Knowledge,
  LIMIT,
  monthsOf,
  numberOf,
  ofNodes,
  PERIOD,
  PostClosing,
  type QuestionOf,
  Reads,
  route,
  spanOf,
} from '#context';
import { ReadStore } from '#read-store';
import { calendarHorizon } from '#reference';
import { adjustedMonth } from './adjusted-months.js';
import { LOOK_BACK_DAYS, nodesInService, silences } from './connectivity.js';
import { QualityRules } from './quality-rules.provider.js';
import { type CLOSED_MONTH, CONNECTIVITY, type MONTH, SUBMISSIONS } from './reporting-answers.js';
import { dueDayOf, type MonthDocument, monthsProjection } from './months.projection.js';

const SILENCE = route({
  summary: '节点连通情况 / how long nodes have been silent',
  readers: ofNodes,
  query: { period: PERIOD, atPosition: AT_POSITION, limit: LIMIT },
  answer: CONNECTIVITY,
});
const CALENDAR = route({
  summary: '报送日历 / calendar of submissions',
  readers: ofNodes,
  query: { period: PERIOD },
  answer: SUBMISSIONS,
});
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
    private readonly rules: QualityRules,
    private readonly postClosing: PostClosing,
  ) {}

  @Reads('connectivity', SILENCE)
  async readConnectivity(question: QuestionOf<typeof SILENCE>): Promise<AnswerOf<typeof SILENCE>> {
    const { limit = '50', atPosition: asked } = question.asked;
    const { node, to, atPosition: position } = await this.knowledge.of(question);
    const on = await this.knowledge.dayBy(to, numberOf(asked));
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

  @Reads('submissions', CALENDAR)
  async listSubmissions(question: QuestionOf<typeof CALENDAR>): Promise<AnswerOf<typeof CALENDAR>> {
    const scope = await this.knowledge.of(question);
    const { from, to, atPosition: position, node } = scope;
    const closings = await this.postClosing.closingsIn(scope);
    const months = await Promise.all(
      monthsOf(from, to).map((month) => this.#month({ month, node, position, closings })),
    );
    return { ...question.scope, period: question.asked.period, position, months };
  }

  /** One month: what was said about it by each node, and the nodes in service that said nothing. */
  async #month({ month, node, position, closings }: MonthAsked): Promise<Answer<typeof MONTH>> {
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
    const closingOf = async (of: string): Promise<{ readonly closing?: Answer<typeof CLOSED_MONTH> }> => {
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
