import { divisionCode, eventType, Field, oneOf, text, type FactOf } from '#kernel';
import { codeList } from '#reference';

const LEDGER_MODES = codeList('ledger-modes', '台账性质', 'what the ledger is for', {
  LIVE: ['正式', 'real'],
  DEMONSTRATION: ['演示', 'a demonstration'],
});

class LedgerOpened {
  /** A demonstration says so in its first event, so that none of its figures can pass for real. */
  @Field(oneOf(LEDGER_MODES)) mode: 'LIVE' | 'DEMONSTRATION';
  @Field(text(2, 100).as('台账名称', 'what the ledger calls itself', '中小企业公共服务活动台账')) name: string;
  @Field(divisionCode.as('台账所属行政区划', 'the province, city or county it is kept for', '440000'))
  divisionCode: string;
}

export const ledgerEvents = {
  LedgerOpened: eventType(LedgerOpened, { version: 1, zh: '台账已启用', by: ['LEDGER'], from: ['ABSENT'], to: 'OPEN' }),
};

export type LedgerFact = FactOf<typeof ledgerEvents>;
