import { id, kind, parsePeriod, pattern, refusals, type FieldError, type FieldSpec } from '#kernel';

export const refuse = refusals({
  'invalid-query': {
    kind: 'malformed',
    check: null,
    zh: '查询参数有 {count} 处需要修改',
    en: '{count} query parameters need a change',
  },
  'figures-not-own': {
    kind: 'forbidden',
    check: null,
    zh: '只能查询本平台 {own} 的数据',
    en: 'only data of your own node {own} can be queried',
  },
  'agency-not-own': {
    kind: 'forbidden',
    check: null,
    zh: '只能查询本机构 {own} 的数据',
    en: 'only data of your own agency {own} can be queried',
  },
  'figure-not-cut-by': {
    kind: 'invalid',
    check: null,
    zh: '指标 {code} 不按 {by} 划分;可按 {cuts} 划分',
    en: 'figure {code} is not cut by {by}; it may be cut by {cuts}',
  },
  'period-outside-calendar': {
    kind: 'invalid',
    check: null,
    zh: '期间 {period} 不在 {first} 年至 {last} 年之内',
    en: 'period {period} is not within the years {first} to {last}',
  },
  'period-to-come': {
    kind: 'invalid',
    check: null,
    zh: '期间 {period} 尚未开始(今天是 {today});存量与计划类指标可提前查询至多 {days} 天,其他指标待其开始后再查',
    en: 'period {period} has not begun (today is {today}); stocks and plans may be asked for up to {days} days ahead, all else once it has begun',
  },
  'node-unknown': {
    kind: 'missing',
    check: null,
    zh: '登记中没有节点 {id}',
    en: 'there is no node {id} in the register',
  },
  'agency-unknown': {
    kind: 'missing',
    check: null,
    zh: '登记中没有机构 {id}',
    en: 'there is no organisation {id} in the register',
  },
  'class-not-in-list': {
    kind: 'invalid',
    check: null,
    zh: '没有服务类别 {id};可为 {known}',
    en: 'there is no service class {id}; there are {known}',
  },
  'figures-not-for-role': {
    kind: 'forbidden',
    check: null,
    zh: '角色 {role} 不能查询指标',
    en: 'role {role} may not query figures',
  },
  'activity-not-own': {
    kind: 'forbidden',
    check: null,
    zh: '角色 {role} 只能查看本账号 {own} 的活动',
    en: 'role {role} may see the activity of its own account {own} only',
  },
  'stream-unknown': {
    kind: 'missing',
    check: null,
    zh: '没有流水 {stream},或无权查看',
    en: 'there is no stream {stream}, or you may not see it',
  },
  'event-unknown': {
    kind: 'missing',
    check: null,
    zh: '没有事件 {id},或无权查看',
    en: 'there is no event {id}, or you may not see it',
  },
  'trace-unknown': {
    kind: 'missing',
    check: null,
    zh: '没有与 {id} 关联的流水,或无权查看',
    en: 'nothing is traced to {id}, or you may not see it',
  },
  'statement-unknown': {
    kind: 'missing',
    check: null,
    zh: '没有来源 {source}、编号 {id} 的报文,或无权查看;请核对 source 与 id',
    en: 'no statement of source {source} and id {id} was posted, or you may not see it; check both',
  },
  'figure-unknown': {
    kind: 'missing',
    check: null,
    zh: '没有指标 {code};清单见 /v1/figures',
    en: 'there is no figure {code}; /v1/figures lists them',
  },
  'reference-unknown': {
    kind: 'missing',
    check: null,
    zh: '没有代码表 {list};清单见 /v1/reference',
    en: 'there is no code list {list}; /v1/reference lists them',
  },
  'too-many-groups': {
    kind: 'invalid',
    check: null,
    zh: '分组超过 {max} 个;请缩小期间,或限定节点、类别',
    en: 'there are more than {max} groups; shorten the period, or fix node or class',
  },
  'stream-too-long': {
    kind: 'invalid',
    check: null,
    zh: '流水 {stream} 超过 {max} 个事件,不能一次算出;请以 /v1/events 逐页读取',
    en: 'stream {stream} has more than {max} events, too many to fold in one answer; page through /v1/events',
  },
  'projection-lagging': {
    kind: 'unavailable',
    check: null,
    zh: '统计尚未更新到位置 {wanted}(现为 {reached});请稍后重试',
    en: 'figures have not reached position {wanted} yet (they are at {reached}); try again shortly',
  },
  'position-in-future': {
    kind: 'malformed',
    check: null,
    zh: '位置 {position} 尚不存在;台账现为 {head}',
    en: 'position {position} does not exist yet; the ledger is at {head}',
  },
  'revision-in-future': {
    kind: 'malformed',
    check: null,
    zh: '流水 {stream} 尚无修订号 {revision};现为 {last}',
    en: 'stream {stream} has no revision {revision} yet; it is at {last}',
  },
  'moment-in-future': {
    kind: 'malformed',
    check: null,
    zh: '时刻 {at} 尚未到来,现在是 {now};请填不晚于现在的时刻',
    en: 'the moment {at} is still to come, it is {now} now; ask for one that has passed',
  },
  'too-many-feeds': {
    kind: 'busy',
    check: null,
    zh: '实时订阅已达 {max} 路;请稍后重试',
    en: '{max} feeds are open already; try again later',
  },
});

export const readingRefusals = refuse.table;

/** A query parameter: what it must look like, and what it means. All are optional unless `required`. */
export interface Parameter {
  readonly spec: FieldSpec;
  readonly required?: true;
}
export interface NeededParameter extends Parameter {
  readonly required: true;
}
export type Shape = Readonly<Record<string, Parameter>>;

type NeededOf<Of extends Shape> = { [Name in keyof Of]: Of[Name] extends NeededParameter ? Name : never }[keyof Of];
/** The parameters of a request, each as text. */
export type Values<Of extends Shape> = Readonly<
  Record<NeededOf<Of>, string> & Partial<Record<Exclude<keyof Of, NeededOf<Of>>, string>>
>;

const wholeNumber = pattern('0|[1-9][0-9]{0,15}', '非负整数', 'a whole number');
export const digits = (zh: string, en: string): Parameter => ({ spec: wholeNumber.as(zh, en, '5450') });
/** A parameter that must be there. */
export const needed = ({ spec }: Parameter): NeededParameter => ({ spec, required: true });
export const text = (source: string, zh: string, en: string, example: string): Parameter => ({
  spec: pattern(source, zh, en).as(zh, en, example),
});
export const choice = (choices: readonly [string, ...string[]], zh: string, en: string): Parameter => ({
  spec: pattern(choices.join('|'), choices.join('、'), `one of ${choices.join(', ')}`).as(zh, en, choices[0]),
});

/** `2026`, `2026-Q1`, `2026-03` or `2026-03-05`. */
export const PERIOD: NeededParameter = {
  required: true,
  spec: kind({
    schema: { type: 'string', format: 'reporting-period', examples: ['2026-Q1'] },
    form: { zh: '2026、2026-Q1、2026-03 或 2026-03-05', en: '2026, 2026-Q1, 2026-03 or 2026-03-05' },
    misfit: (value) =>
      typeof value === 'string' && parsePeriod(value) !== undefined
        ? undefined
        : {
            code: 'field-format',
            zh: '应为 2026、2026-Q1、2026-03 或 2026-03-05',
            en: 'expected 2026, 2026-Q1, 2026-03 or 2026-03-05',
          },
  }).as('期间:年、季、月或日', 'period: a year, quarter, month or day'),
};

const isMonth = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d{2}$/.test(value) && parsePeriod(value) !== undefined;
export const MONTH: NeededParameter = {
  required: true,
  spec: kind({
    schema: { type: 'string', format: 'reporting-period', pattern: '^[0-9]{4}-[0-9]{2}$', examples: ['2026-03'] },
    form: { zh: '如 2026-03', en: 'such as 2026-03' },
    misfit: (value) =>
      isMonth(value)
        ? undefined
        : { code: 'field-format', zh: '应为一个月,如 2026-03', en: 'expected a month, such as 2026-03' },
  }).as('月份', 'month'),
};
/** Ids in queries: never narrower than what was ever taken, so that all that is recorded can be asked about. */
export const NODE: Parameter = { spec: id.as('节点代码', 'node code', 'W430104') };
export const AGENCY: Parameter = { spec: id.as('服务机构的主体编号', 'organisation id of the agency', 'AG001') };
export const ACCOUNT: Parameter = { spec: id.as('账号', 'account', 'win-W430104') };
export const CATEGORY = text(
  '[a-z]{1,20}',
  '流水类别,即流水编号首段,见 /v1/reference/stream-kinds',
  'kind of stream, the part before the first hyphen, see /v1/reference/stream-kinds',
  'ord',
);
export const LIMIT: Parameter = {
  spec: pattern('[1-9][0-9]{0,2}', '1–999 的整数', 'a whole number from 1 to 999').as(
    '每页条数,缺省 50',
    'items of a page, 50 when left out',
    '50',
  ),
};
export const LIMIT_OF_CODES: Parameter = {
  spec: LIMIT.spec.as('每页条数,缺省 500', 'items of a page, 500 when left out', '500'),
};
/** A number of days, at most a year. */
export const days = (zh: string, en: string): Parameter => ({
  spec: pattern('0|[1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-5]', '0–365 的整数', 'a whole number from 0 to 365').as(
    zh,
    en,
    '7',
  ),
});
export const CURSOR = text(
  '[A-Za-z0-9_-]{1,400}',
  '翻页标记:上一页 page.next 的值,其余参数须与上一页相同',
  'where the page goes on: page.next of the page before, with the same other parameters',
  'WyI0ZjUzY2RhMThjMmJhYTBjIiw1MCw3NTQ0XQ',
);
export const AT_POSITION = digits(
  '截至台账位置(含)所知,缺省为现在',
  'as known at this position of the log (inclusive), now when left out',
);

/** Refuses unknown, repeated, missing and misshapen parameters, naming all of them. */
export function readQuery<Of extends Shape>(query: unknown, shape: Of): Values<Of> {
  const given = query as Readonly<Record<string, unknown>>;
  const known: Shape = shape;
  const errors: FieldError[] = Object.keys(given).flatMap((name) =>
    Object.hasOwn(known, name)
      ? []
      : [
          {
            code: 'field-unknown',
            pointer: `?${name.slice(0, 40)}`,
            zh: '没有这个参数,请删去',
            en: 'no such parameter; leave it out',
          },
        ],
  );
  for (const [name, { spec, required }] of Object.entries(known)) {
    const value = given[name];
    if (value === undefined && required !== true) continue;
    const misfit = value === undefined ? { code: 'field-required', zh: '必填', en: 'required' } : spec.misfit(value);
    if (misfit !== undefined) errors.push({ pointer: `?${name}`, ...misfit });
  }
  if (errors.length > 0) throw refuse('invalid-query', { params: { count: errors.length }, errors });
  return given as Values<Of>;
}

/** For two moments of which the first is the later one. */
export const momentsReversed = (): Error =>
  refuse('invalid-query', {
    params: { count: 1 },
    errors: [
      {
        code: 'moments-reversed',
        pointer: '?from',
        zh: 'from 不得晚于 to',
        en: 'from must not be later than to',
      },
    ],
  });

/** For a header that should be a position and is not. */
export const malformedHeader = (name: string): Error =>
  refuse('invalid-query', {
    params: { count: 1 },
    errors: [{ code: 'field-format', pointer: name, zh: '应为非负整数', en: 'expected a whole number' }],
  });

export const numberOf = (value: string | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);
