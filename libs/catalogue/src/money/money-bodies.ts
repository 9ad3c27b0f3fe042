import type { PayloadClass } from '#kernel';
import type { MoneyKind } from './money-kind.js';
import { PurchaseBody } from './purchase-body.js';
import { RewardBody } from './reward-body.js';
import { SubsidyBody } from './subsidy-body.js';
import { VoucherBody } from './voucher-body.js';

/** What a rule of each kind of money says. */
export interface MoneyBodies {
  readonly VOUCHER: VoucherBody;
  readonly SUBSIDY: SubsidyBody;
  readonly PURCHASE: PurchaseBody;
  readonly REWARD: RewardBody;
}

/** The classes that are the schemas of the bodies (`schemaOf`). */
export const MONEY_BODIES = {
  VOUCHER: VoucherBody,
  SUBSIDY: SubsidyBody,
  PURCHASE: PurchaseBody,
  REWARD: RewardBody,
} as const satisfies { readonly [Kind in MoneyKind]: PayloadClass<MoneyBodies[Kind]> };

/** A rule of some kind, told apart by it. */
export type MoneyRule = {
  readonly [Kind in MoneyKind]: { readonly kind: Kind; readonly body: MoneyBodies[Kind] };
}[MoneyKind];
