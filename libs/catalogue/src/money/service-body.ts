import { evidenceKinds, Field, flag, nested, oneOf } from '#kernel';
import { ANCHORS, type Anchor } from './anchor.js';
import { ContractWindow } from './contract-window.js';
import { MoneyBody } from './money-body.js';

/** What the rules say that pay for services: vouchers, subsidies, purchases. */
export class ServiceBody extends MoneyBody {
  @Field(oneOf(ANCHORS)) anchor: Anchor;
  @Field(nested(ContractWindow).as('计入哪些合同;不限的不填', 'which contracts count; left out: all'), 'optional')
  contracts?: ContractWindow;
  @Field(evidenceKinds) evidenceKinds: string[];
  @Field(
    flag.as('结算前是否须企业确认完成', 'whether the enterprise must confirm completion before settlement', true),
    'optional',
  )
  demandsConfirmation?: boolean;
  @Field(
    flag.as('结算前是否须企业评价', 'whether the enterprise must rate the service before settlement', true),
    'optional',
  )
  demandsRating?: boolean;
}
