import {
  civilDate,
  classCode,
  enterpriseSize,
  fen,
  Field,
  integer,
  listOf,
  nested,
  oneOf,
  orderFen,
  text,
} from '#kernel';
import type { SizeClass } from '#reference';
import { BASE_PARTS, type BasePart } from './base.js';
import { basisPoints, partCode } from './money-fields.js';
import { QualificationAsked } from './qualification.js';
import { ServiceBody } from './service-body.js';

const voucherKindCode = partCode.as('券种代码', 'code of a kind of voucher', 'SPECIAL');
const amount = orderFen.as('应得金额', 'the amount it comes to', 1_500_000);

/** 单张上限 of a class of services, or of an item of one (4 digits). */
class ClassCap {
  @Field(classCode) classCode: string;
  @Field(orderFen.as('该类服务单张上限', 'most that one order of the class is given', 300_000)) capFen: number;
}

/** 券种: the rate and the bounds of one kind of voucher, and the services it is for; a class stands for all its items. */
export class VoucherKind {
  @Field(voucherKindCode) code: string;
  @Field(text(1, 50).as('券种名称', 'its name', '专用券')) name: string;
  @Field(basisPoints.as('抵用比例', 'share of the base that it pays', 5_000)) rateBp: number;
  @Field(orderFen.as('单笔上限;不设的不填', 'most that one order is given; left out: no cap', 600_000), 'optional')
  perOrderCapFen?: number;
  @Field(listOf(nested(ClassCap), 1, 50).as('按服务类别的单张上限', 'caps of one order by its class'), 'optional')
  classCaps?: ClassCap[];
  @Field(
    orderFen.as('固定券面;按额度发放的不填', 'its fixed face; left out: the face is the quota', 300_000),
    'optional',
  )
  faceFen?: number;
  @Field(listOf(classCode, 1, 50).as('仅用于这些服务类别', 'for these classes only', ['13']), 'optional')
  classCodes?: string[];
  @Field(listOf(classCode, 1, 50).as('不得用于这些服务类别', 'not for these classes', ['99']), 'optional')
  exceptClassCodes?: string[];
}

/** 算例: what is given, and what it comes to. The ledger recomputes it when the rule is published. */
export class VoucherExample {
  @Field(text(1, 200).as('算例说明', 'what the example shows', '首张发票 3 万元,额度足够')) name: string;
  @Field(voucherKindCode.as('券种;只有一种的不填', 'the kind of voucher; left out where there is one'), 'optional')
  voucherKind?: string;
  @Field(classCode, 'optional') classCode?: string;
  @Field(orderFen.as('合同金额', 'the contract', 3_000_000), 'optional') contractFen?: number;
  @Field(orderFen.as('发票金额', 'invoiced', 3_000_000), 'optional') invoiceFen?: number;
  @Field(orderFen.as('红字发票冲减', 'red-letter invoices', 0), 'optional') redLetterFen?: number;
  @Field(orderFen.as('企业已付', 'paid by the enterprise', 1_500_000), 'optional') paidFen?: number;
  @Field(orderFen.as('券抵部分', 'part that the voucher pays', 1_500_000), 'optional') voucherPartFen?: number;
  @Field(enterpriseSize, 'optional') size?: SizeClass;
  @Field(listOf(nested(QualificationAsked), 1, 20).as('企业具备的资质', 'qualifications of the enterprise'), 'optional')
  qualifications?: QualificationAsked[];
  @Field(fen.as('年度已用额度', 'quota used this year', 0), 'optional') quotaUsedFen?: number;
  @Field(fen.as('资金池余额;足够的不填', 'left of the pool; left out: enough', 430_898_000), 'optional')
  poolLeftFen?: number;
  @Field(amount) amountFen: number;
}

/** 服务券 (domain §4.4). */
export class VoucherBody extends ServiceBody {
  @Field(
    listOf(oneOf(BASE_PARTS), 1, 3).as('计算基数,取各项中最小', 'the base is the least of these', ['INVOICE', 'PAID']),
  )
  base: BasePart[];
  @Field(listOf(nested(VoucherKind), 1, 10).as('券种', 'kinds of vouchers')) voucherKinds: VoucherKind[];
  @Field(
    integer(1, 366).as(
      '领券后多少自然日内下单,逾期收回;不限的不填',
      'order within so many days of the issue, else it is recalled; left out: no such limit',
      30,
    ),
    'optional',
  )
  orderWithinDays?: number;
  @Field(
    civilDate.as(
      '最迟下单日,逾期收回;不限的不填',
      'last day to order, else it is recalled; left out: no such day',
      '2020-10-15',
    ),
    'optional',
  )
  orderBy?: string;
  @Field(
    integer(1, 1_096).as(
      '下单后多少自然日内完成服务;不限的不填',
      'the service is completed within so many days of the order; left out: no such limit',
      365,
    ),
    'optional',
  )
  completeWithinDays?: number;
  @Field(
    basisPoints.as(
      '实际使用低于额度的这一比例,次年不得申领;不设的不填',
      'who uses less than this share of what was granted is barred the next year; left out: nobody is',
      7_000,
    ),
    'optional',
  )
  barBelowUsedBp?: number;
  @Field(listOf(nested(VoucherExample), 1, 50).as('算例,至少一例', 'worked examples, one at least'))
  examples: VoucherExample[];
}
