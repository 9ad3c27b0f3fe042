import { explainPayload, Field, integer, listOf, nested, oneOf, pattern, text, type PayloadClass } from '#kernel';
import { areWorkingHours, QUALITY_THRESHOLDS, WORKING_CALENDAR_VERSIONS, type WorkingHours } from '#reference';
import { refuse } from './catalogue-refusals.js';

/**
 * What a rule of each kind says. The classes are the schema of the bodies (`schemaOf`), integers only: minutes, days, and
 * basis points (万分比, 8000 = 80 %). A body stays valid for ever, so fields are only ever added, as optional ones.
 */

const clock = pattern(
  '(?:[01]\\d|2[0-3]):[0-5]\\d|24:00',
  '时刻,如 09:00(截止可为 24:00)',
  'a time of day such as 09:00; an end may be 24:00',
);

class HoursSpan {
  @Field(clock) from: string;
  @Field(clock) to: string;
}

const hours = listOf(nested(HoursSpan), 1, 6);
const workingMinutes = integer(1, 100_000);
const workingDays = integer(1, 250);

/** 响应时限 (F07, F08): clocks in working minutes and working days of the calendar named. */
export class SlaBody {
  @Field(oneOf(['CN'])) calendar: string;
  @Field(hours) hours: HoursSpan[];
  @Field(workingMinutes) firstResponseMinutes: number;
  @Field(workingMinutes, 'optional') planMinutes?: number;
  @Field(workingDays) closeWorkingDays: number;
  @Field(workingDays, 'optional') hardCaseWorkingDays?: number;
}

/** 工作日历: the version of the table results are counted by, and the hours of a working day. */
export class CalendarBody {
  @Field(text(1, 40)) version: string;
  @Field(hours) hours: HoursSpan[];
}

const basisPoints = integer(0, 10_000);

class CheckWeight {
  @Field(pattern('Q(?:0[1-9]|1[0-5])', 'Q01–Q15', 'Q01 to Q15')) check: string;
  @Field(basisPoints) weightBp: number;
}

/** 报送数据质量 (domain §6.3): the thresholds beyond which something is flagged. */
export class DqBody {
  /** Q07: named attendance of what was declared. */
  @Field(basisPoints) namedShareBp: number;
  /** Q08: attendance of the capacity; 12000 = 120 %. */
  @Field(integer(10_000, 100_000)) capacityBp: number;
  /** Q05: share of a month posted on its last days, and how many these are. */
  @Field(basisPoints) lastDaysShareBp: number;
  @Field(integer(1, 10), 'optional') lastDays?: number;
  /** Q13: working days of silence of a node. */
  @Field(workingDays) silentWorkingDays: number;
  /** F25: working days after the occurrence in which a posting is timely. */
  @Field(workingDays) timelyWorkingDays: number;
  /** Working days after an activity in which evidence is in time. */
  @Field(workingDays, 'optional') evidenceWorkingDays?: number;
  /** Q12: share of class 99. */
  @Field(basisPoints, 'optional') otherClassShareBp?: number;
  /** Of the checks in the score, each once, 10000 together; checks left out weigh nothing. */
  @Field(listOf(nested(CheckWeight), 1, 15), 'optional') weights?: CheckWeight[];
}

/** 补录 (Q04): how far back an occurrence may lie, days, and from when on an entry is late, hours. */
export class BackdatingBody {
  @Field(integer(0, 3_650)) maxDays: number;
  @Field(integer(1, 8_760)) lateAfterHours: number;
}

const BODIES = {
  SLA: SlaBody,
  CALENDAR: CalendarBody,
  DQ: DqBody,
  BACKDATING: BackdatingBody,
} as const satisfies Readonly<Record<string, PayloadClass>>;

type RuleKind = keyof typeof BODIES;
export const RULE_KINDS = Object.keys(BODIES);
const isRuleKind = (kind: string): kind is RuleKind => kind in BODIES;

/** Refuses a body that does not fit its kind, field by field, or that contradicts itself. */
export function checkBody(kind: string, body: object): void {
  if (!isRuleKind(kind)) throw new Error(`no rules are of kind ${kind}`);
  const errors = explainPayload(BODIES[kind], body, '/data/body');
  if (errors.length > 0) throw refuse('rule-body-invalid', { params: { kind, count: errors.length }, errors });
  const { hours: stated } = body as { hours?: WorkingHours };
  if (stated !== undefined && !areWorkingHours(stated)) throw contradiction('hours', 'hours');
  if (kind === 'SLA') checkSla(body as SlaBody);
  if (kind === 'CALENDAR') checkCalendar(body as CalendarBody);
  if (kind === 'DQ') checkDq(body as DqBody);
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
