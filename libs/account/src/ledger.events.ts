import { eventType, Field, oneOf, pattern, text, type FactOf } from '#kernel';

class LedgerOpened {
  /** A demonstration says so in its first event, so that none of its figures can pass for real. */
  @Field(oneOf(['LIVE', 'DEMONSTRATION'])) mode: 'LIVE' | 'DEMONSTRATION';
  @Field(text(2, 100)) name: string;
  /** The province, city or county it is kept for. */
  @Field(pattern('[0-9]{6}', '六位行政区划代码,如 440000', 'six digits of GB/T 2260, such as 440000'))
  divisionCode: string;
}

export const ledgerEvents = {
  LedgerOpened: eventType(LedgerOpened, { version: 1, zh: '台账已启用', by: ['LEDGER'], from: ['ABSENT'] }),
};

export type LedgerFact = FactOf<typeof ledgerEvents>;
