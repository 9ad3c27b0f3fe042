import { Controller } from '@nestjs/common';
import {
  type Answer,
  type AnswerOf,
  AT_POSITION,
  FromProjections,
  Knowledge,
  LIMIT,
  MONTH,
  monthsUpTo,
  Names,
  NODE_CODE,
  numberOf,
  ofAllNodes,
  ofNode,
  PostClosing,
  type QuestionOf,
  Reads,
  route,
  spanOf,
} from '#context';
import { askingOnce, ReadStore } from '#read-store';
import { monthInputs } from './data-quality.js';
import { type CLOSED_QUALITY, DATA_QUALITY, NODE_QUALITY, type REASON } from './quality-answers.js';
import { QualityRules } from './quality-rules.provider.js';
import { CHECKS } from './checks.js';
import { judgeMonth, type MonthInputs } from './quality-month.js';
import { qualityFigures } from './quality-figures.js';
import { quality } from './quality.projection.js';

const ASKED = { period: MONTH, atPosition: AT_POSITION };
const OF_NODE = route({
  summary: '节点上报数据质量 / data quality of a node',
  readers: ofNode('code', NODE_CODE),
  query: ASKED,
  answer: NODE_QUALITY,
});
const OF_ALL = route({
  summary: '全网上报数据质量 / data quality of all nodes',
  readers: ofAllNodes,
  query: { ...ASKED, limit: LIMIT },
  answer: DATA_QUALITY,
});
const TREND_MONTHS = 12;
const REASONS_SHOWN = 10;
const NOTHING: MonthInputs = { rates: {}, postings: [], totals: [], courses: [] };

interface MonthAsked {
  readonly month: string;
  readonly position: number;
}

const nodeOf = (node: string | undefined): { readonly node?: string } => (node === undefined ? {} : { node });

/** P21 上报数据质量: the score of a node's month, what it rests on, and the network's nodes by it. */
@Controller('v1')
@FromProjections()
export class QualityController {
  constructor(
    private readonly models: ReadStore,
    private readonly knowledge: Knowledge,
    private readonly rules: QualityRules,
    private readonly names: Names,
    private readonly postClosing: PostClosing,
  ) {}

  @Reads('nodes/:code/data-quality', OF_NODE)
  async readNodeDataQuality({ scope: { node }, asked }: QuestionOf<typeof OF_NODE>): Promise<AnswerOf<typeof OF_NODE>> {
    const { month, position } = await this.#month(asked);
    await this.names.known(`node-${node}`, position);
    const ruleOn = await this.rules.asOf(position);
    const months = monthsUpTo(month, TREND_MONTHS);
    const found = await monthInputs(askingOnce(this.models), { months, node, atPosition: position });
    const inputsOf = (of: string): MonthInputs => found.find((each) => each.month === of)?.inputs ?? NOTHING;
    const judged = (of: string) => judgeMonth(inputsOf(of), ruleOn(spanOf([of]).to), spanOf([of]).to);
    const { score, checks, lastDays } = judged(month);
    const { totals, courses } = inputsOf(month);
    return {
      node,
      month,
      position,
      rule: ruleOn(spanOf([month]).to),
      score,
      checks: checks.map((check) => ({ ...check, ...CHECKS[check.code] })),
      lastDays,
      totals: totals.map((total) => ({
        ...total,
        difference: total.ledger === null ? null : total.stated - total.ledger,
      })),
      courses,
      reasons: await this.#reasons(node, { month, position }),
      trend: months.map((each) => ({ month: each, score: judged(each).score })),
      ...(await this.#closing({ month, position, node })),
    };
  }

  @Reads('data-quality', OF_ALL)
  async readDataQuality({ scope: { node }, asked }: QuestionOf<typeof OF_ALL>): Promise<AnswerOf<typeof OF_ALL>> {
    const { limit = '50' } = asked;
    const { month, position } = await this.#month(asked);
    const lastDay = spanOf([month]).to;
    const rule = (await this.rules.asOf(position))(lastDay);
    const found = await monthInputs(askingOnce(this.models), { months: [month], node, atPosition: position });
    const scored = found.flatMap(({ node: each, inputs }) => {
      const { score, checks } = judgeMonth(inputs, rule, lastDay);
      const failed = checks.filter(({ defects }) => defects > 0).map(({ code, rate }) => ({ code, rate }));
      return score === null ? [] : [{ node: each, score, failed }];
    });
    const items = scored.toSorted((a, b) => Number(a.score) - Number(b.score)).slice(0, Number(limit));
    const closing = await this.postClosing.closingOf({ ...spanOf([month]), ...nodeOf(node), atPosition: position });
    if (closing === undefined) return { month, position, rule, count: scored.length, items };
    const frozen = await this.#judgedAt(month, node, closing.position);
    const scoreOf = (of: string): string | null => frozen.find((each) => each.node === of)?.score ?? null;
    const asFrozen = items.map((item) => ({ ...item, closing: { score: scoreOf(item.node) } }));
    return { month, position, rule, count: scored.length, items: asFrozen, closing };
  }

  /** A node's month as it was judged when it was closed, and the checks whose rows came after. */
  async #closing({ month, position, node }: MonthAsked & { readonly node: string }): Promise<{
    readonly closing?: Answer<typeof CLOSED_QUALITY>;
  }> {
    const scope = { ...spanOf([month]), node, atPosition: position };
    const closing = await this.postClosing.closingOf(scope);
    if (closing === undefined) return {};
    const [frozen] = await this.#judgedAt(month, node, closing.position);
    const adjustments = await Promise.all(
      qualityFigures.map(async (figure) => ({
        code: figure.code,
        ...(await this.postClosing.adjustmentsSince({ figure, scope, period: month }, closing)),
      })),
    );
    const checks = (frozen?.checks ?? []).map(({ code, checked, defects, rate }) => ({ code, checked, defects, rate }));
    return {
      closing: {
        ...closing,
        score: frozen?.score ?? null,
        checks,
        adjustments: adjustments.filter(({ count }) => count > 0),
        scorecard: `/v1/nodes/${node}/scorecard?period=${month}`,
      },
    };
  }

  async #judgedAt(month: string, node: string | undefined, atPosition: number) {
    const lastDay = spanOf([month]).to;
    const rule = (await this.rules.asOf(atPosition))(lastDay);
    const found = await monthInputs(askingOnce(this.models), { months: [month], node, atPosition });
    return found.map((each) => ({ node: each.node, ...judgeMonth(each.inputs, rule, lastDay) }));
  }

  async #month({ period, atPosition }: { readonly period: string; readonly atPosition?: string }): Promise<MonthAsked> {
    this.knowledge.span(period);
    return { month: period, position: await this.knowledge.position(numberOf(atPosition)) };
  }

  /** What failed most often, by flag and refusal. */
  async #reasons(node: string, { month, position }: MonthAsked): Promise<readonly Answer<typeof REASON>[]> {
    const groups = await this.models.aggregate(quality, {
      measures: ['quality-flagged', 'quality-refused'],
      dims: { node },
      ...spanOf([month]),
      atPosition: position,
      function: { kind: 'sum' },
      groupBy: ['measure', 'code', 'kind'],
    });
    return groups
      .flatMap(({ by: { measure, code: check = '', kind: reason = '' }, value: count = 0 }) => {
        const was = measure === 'quality-refused' ? ('refused' as const) : ('flagged' as const);
        return count > 0 ? [{ check, reason, was, count }] : [];
      })
      .toSorted((a, b) => b.count - a.count)
      .slice(0, REASONS_SHOWN);
  }
}
