import { Field, id, integer, listOf, nested, oneOf, pattern } from '#kernel';
import { Applicants } from './applicants.js';
import { MONEY_KINDS, type MoneyKind } from './money-kind.js';
import { QuotaLine, quotaLines } from './quota.js';

const settlementDay = pattern(
  '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])',
  '月-日,如 06-30',
  'month and day, such as 06-30',
).as('结算截止日', 'a day on which claims are taken together', '06-30');

/**
 * What the rules of every kind of money say. Amounts are whole 分, shares basis points, dates civil dates of Asia/Shanghai.
 * A body stays valid for ever, so fields are only ever added, as optional ones.
 */
export class MoneyBody {
  @Field(
    integer(1, 1_000_000).as(
      '取整单位,分:1 到分,100 到元;一律向下取整',
      'rounding unit, 分: 1 to the 分, 100 to the 元; always down',
      1,
    ),
  )
  roundingUnitFen: number;
  @Field(
    nested(Applicants).as(
      '申领(收款)单位须满足的条件;不设条件的不填',
      'what applicants, or payees, must be; left out: everybody',
    ),
    'optional',
  )
  applicants?: Applicants;
  @Field(quotaLines, 'optional') quotas?: QuotaLine[];
  @Field(integer(0, 60).as('公示的工作日数;0 为不公示', 'working days of publicity; 0: none', 5))
  publicityWorkingDays: number;
  @Field(
    listOf(settlementDay, 1, 24).as(
      '结算截止日,如一年两次;随时结算的不填',
      'days on which claims are taken together, such as twice a year; left out: at any time',
      ['06-30', '12-31'],
    ),
    'optional',
  )
  settlementDays?: string[];
  @Field(
    listOf(oneOf(MONEY_KINDS), 1, 4).as(
      '可与哪些种类的资金叠加;不填为不可叠加。双方规则都允许的才可叠加',
      'kinds of money it stacks with; left out: none. Both rules must allow it',
      ['REWARD'],
    ),
    'optional',
  )
  stacksWith?: MoneyKind[];
  @Field(
    listOf(id.as('规则编号', 'id of a rule', 'jiangmen-2020'), 1, 50).as(
      '即使种类可叠加,也不与之叠加的规则',
      'rules it does not stack with, though their kind would',
      ['jiangmen-2020'],
    ),
    'optional',
  )
  excludes?: string[];
}
