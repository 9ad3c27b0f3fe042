import {
  explainPayload,
  Field,
  integer,
  listOf,
  nested,
  oneOf,
  pattern,
  text,
  type CheckCode,
  type PayloadClass,
} from '#kernel';
import {
  areWorkingHours,
  codeList,
  codesOf,
  QUALITY_THRESHOLDS,
  WORKING_CALENDAR_VERSION,
  WORKING_CALENDAR_VERSIONS,
  type WorkingHours,
} from '#reference';
import { refuse } from './catalogue-refusals.js';
import { checkMoneyBody } from './money/check-money-body.js';
import { MONEY_BODIES, type MoneyRule } from './money/money-bodies.js';
import { basisPoints } from './money/money-fields.js';
import { isMoneyKind, MONEY_KIND_NAMES } from './money/money-kind.js';

/**
 * What a rule of each kind says. The classes are the schema of the bodies (`schemaOf`), integers only: minutes, days, and
 * basis points (万分比, 8000 = 80 %). A body stays valid for ever, so fields are only ever added, as optional ones. Those about
 * money are in `money/`.
 */

const clock = pattern(
  '(?:[01]\\d|2[0-3]):[0-5]\\d|24:00',
  '时刻,如 09:00(截止可为 24:00)',
  'a time of day such as 09:00; an end may be 24:00',
);

class HoursSpan {
  @Field(clock.as('上班', 'work begins', '09:00')) from: string;
  @Field(clock.as('下班', 'work ends', '12:00')) to: string;
}

const hours = listOf(nested(HoursSpan), 1, 6).as(
  '工作时间,先后排列,不重叠',
  'working hours, ascending, none overlapping',
);
const workingMinutes = integer(1, 100_000);
const workingDays = integer(1, 250);

const CALENDARS = codeList('calendars', '工作日历', 'calendar', {
  CN: ['国务院办公厅放假安排', 'holidays of the State Council'],
});

/** 响应时限 (F07, F08): clocks in working minutes and working days of the calendar named. */
export class SlaBody {
  @Field(oneOf(CALENDARS)) calendar: string;
  @Field(hours) hours: HoursSpan[];
  @Field(workingMinutes.as('首次响应时限,工作分钟', 'first response within, working minutes', 60))
  firstResponseMinutes: number;
  @Field(workingMinutes.as('提出方案时限,工作分钟', 'a plan within, working minutes', 960), 'optional')
  planMinutes?: number;
  @Field(workingDays.as('办结时限,工作日', 'closed within, working days', 5)) closeWorkingDays: number;
  @Field(workingDays.as('疑难需求办结时限,工作日', 'hard cases closed within, working days', 15), 'optional')
  hardCaseWorkingDays?: number;
}

/** 工作日历: the version of the table results are counted by, and the hours of a working day. */
export class CalendarBody {
  @Field(
    text(1, 40).as(
      '工作日历版本,见 /v1/reference/working-calendar',
      'version of the working calendar, see /v1/reference/working-calendar',
      WORKING_CALENDAR_VERSION,
    ),
  )
  version: string;
  @Field(hours) hours: HoursSpan[];
}

class CheckWeight {
  @Field(pattern('Q(?:0[1-9]|1[0-5])', 'Q01–Q15', 'Q01 to Q15').as('质量检查代码', 'code of a check', 'Q01'))
  check: CheckCode;
  @Field(basisPoints.as('权重', 'weight', 1_000)) weightBp: number;
}

/** 报送数据质量 (domain §6.3): the thresholds beyond which something is flagged. */
export class DqBody {
  @Field(basisPoints.as('Q07:实名人数占申报人数的下限', 'Q07: least share of named attendance', 8_000))
  namedShareBp: number;
  @Field(
    integer(10_000, 100_000).as(
      'Q08:人数占容量的上限,万分比',
      'Q08: most attendance of the capacity, basis points',
      12_000,
    ),
  )
  capacityBp: number;
  @Field(basisPoints.as('Q05:月末集中报送占比的上限', 'Q05: most share of a month posted on its last days', 6_000))
  lastDaysShareBp: number;
  @Field(integer(1, 10).as('Q05:月末的天数', 'Q05: how many days are the last ones', 3), 'optional') lastDays?: number;
  @Field(workingDays.as('Q13:节点无报送的工作日上限', 'Q13: working days of silence of a node', 10))
  silentWorkingDays: number;
  @Field(
    workingDays.as(
      'F25:发生后及时报送的工作日',
      'F25: working days after the occurrence in which a posting is timely',
      3,
    ),
  )
  timelyWorkingDays: number;
  @Field(
    workingDays.as('活动佐证应在多少工作日内补齐', 'working days after an activity in which evidence is in time', 10),
    'optional',
  )
  evidenceWorkingDays?: number;
  @Field(basisPoints.as('Q12:其他服务(99)占比的上限', 'Q12: most share of class 99', 1_000), 'optional')
  otherClassShareBp?: number;
  @Field(
    listOf(nested(CheckWeight), 1, 15).as(
      '各检查的权重,合计 10000;未列的不计分',
      'weights of the checks, 10000 together; checks left out weigh nothing',
    ),
    'optional',
  )
  weights?: CheckWeight[];
}

/** 补录 (Q04): how far back an occurrence may lie, days, and from when on an entry is late, hours. */
export class BackdatingBody {
  @Field(integer(0, 3_650).as('补录期限,日', 'how far back an occurrence may lie, days', 90)) maxDays: number;
  @Field(integer(1, 8_760).as('晚于发生多少小时为迟报', 'hours after which an entry is late', 72))
  lateAfterHours: number;
}

/** The class of the body by kind of rule. */
export const RULE_BODIES = {
  SLA: SlaBody,
  CALENDAR: CalendarBody,
  DQ: DqBody,
  BACKDATING: BackdatingBody,
  ...MONEY_BODIES,
} as const satisfies Readonly<Record<string, PayloadClass>>;

type RuleKind = keyof typeof RULE_BODIES;
export const RULE_KINDS = codeList<RuleKind>('rule-kinds', '规则种类', 'kind of rule', {
  SLA: ['响应时限', 'time limits of demands'],
  CALENDAR: ['工作日历', 'working calendar'],
  DQ: ['报送数据质量', 'data quality'],
  BACKDATING: ['补录期限', 'backdating'],
  ...MONEY_KIND_NAMES,
});
/** Kinds of which the ledger has one rule each, under an id of its own: the kind in lower case. */
const SINGLE_KINDS: readonly string[] = codesOf(RULE_KINDS).filter((kind) => !isMoneyKind(kind));
export const singleRuleId = (kind: string): string | undefined =>
  SINGLE_KINDS.includes(kind) ? kind.toLowerCase() : undefined;
export const isSingleRuleId = (ruleId: string): boolean => SINGLE_KINDS.includes(ruleId.toUpperCase());

const isRuleKind = (kind: string): kind is RuleKind => kind in RULE_BODIES;

/** Refuses a body that does not fit its kind, field by field, or that contradicts itself. */
export function checkBody(kind: string, body: object): void {
  if (!isRuleKind(kind)) throw new Error(`no rules are of kind ${kind}`);
  const errors = explainPayload(RULE_BODIES[kind], body, '/data/body');
  if (errors.length > 0) throw refuse('rule-body-invalid', { params: { kind, count: errors.length }, errors });
  const { hours: stated } = body as { hours?: WorkingHours };
  if (stated !== undefined && !areWorkingHours(stated)) throw contradiction('hours', 'hours');
  if (kind === 'SLA') checkSla(body as SlaBody);
  if (kind === 'CALENDAR') checkCalendar(body as CalendarBody);
  if (kind === 'DQ') checkDq(body as DqBody);
  if (isMoneyKind(kind)) checkMoneyBody({ kind, body } as MoneyRule);
}

function checkSla({ firstResponseMinutes, planMinutes, closeWorkingDays, hardCaseWorkingDays }: SlaBody): void {
  if (planMinutes !== undefined && planMinutes < firstResponseMinutes)
    throw contradiction('planMinutes < firstResponseMinutes', 'planMinutes');
  if (hardCaseWorkingDays !== undefined && hardCaseWorkingDays < closeWorkingDays)
    throw contradiction('hardCaseWorkingDays < closeWorkingDays', 'hardCaseWorkingDays');
}

function checkCalendar({ version }: CalendarBody): void {
  if (!WORKING_CALENDAR_VERSIONS.includes(version))
    throw contradiction(`version ∉ {${WORKING_CALENDAR_VERSIONS.join(', ')}}`, 'version');
}

function checkDq({ weights, ...body }: DqBody): void {
  for (const [field, value] of Object.entries(QUALITY_THRESHOLDS)) {
    const stated = (body as Readonly<Record<string, unknown>>)[field] ?? value;
    if (stated !== value)
      throw refuse('rule-body-not-applied', { params: { field, value }, pointer: `/data/body/${field}` });
  }
  if (weights === undefined) return;
  const checks = weights.map(({ check }) => check);
  const twice = checks.find((check, index) => checks.indexOf(check) < index);
  if (twice !== undefined) throw contradiction(`${twice} × 2`, 'weights');
  const sum = weights.reduce((total, { weightBp }) => total + weightBp, 0);
  if (sum !== 10_000) throw contradiction(`Σ weightBp = ${sum} ≠ 10000`, 'weights');
}

const contradiction = (what: string, field: string) =>
  refuse('rule-body-contradicts-itself', { params: { what }, pointer: `/data/body/${field}` });
