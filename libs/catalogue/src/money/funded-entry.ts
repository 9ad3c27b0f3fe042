import { entryCode, evidenceKinds, Field, integer, orderFen, welfareUnit, type WelfareUnit } from '#kernel';
import { quantity, unitPrice } from './money-fields.js';

/** An entry of the welfare catalogue as it is paid: its price, and the bounds of one delivery. */
export class FundedEntry {
  @Field(entryCode) code: string;
  @Field(welfareUnit) unit: WelfareUnit;
  @Field(unitPrice.as('每单位标准,分', 'what one unit is paid, 分', 500_000)) unitPriceFen: number;
  @Field(
    orderFen.as('单次服务上限;不设的不填', 'most that one delivery is paid; left out: no cap', 1_000_000),
    'optional',
  )
  perDeliveryCapFen?: number;
  @Field(
    quantity.as('单次服务计补数量上限;不设的不填', 'most units of one delivery that count; left out: all', 100),
    'optional',
  )
  maxQuantity?: number;
  @Field(
    integer(1, 100_000).as(
      '最低实到人数,不足的不予计算;不设的不填',
      'least attendance, with fewer nothing is paid; left out: no limit',
      30,
    ),
    'optional',
  )
  minAttendance?: number;
  @Field(
    evidenceKinds.as('本条目另须的佐证种类', 'kinds of evidence that this entry demands besides', ['SIGN_IN']),
    'optional',
  )
  evidenceKinds?: string[];
}

/** A delivery under an entry. */
export interface Delivery {
  readonly entryCode: string;
  /** In the unit of the entry. */
  readonly quantity: number;
  readonly attendance?: number | undefined;
}
