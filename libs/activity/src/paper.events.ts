import { eventType, Field, integer, pattern, type FactOf } from '#kernel';

/**
 * What is on disk of a paper (单据), stream `paper-{kind}-{digest}`: an invoice, a contract file or a bank slip, each one in the
 * whole network (X3). Add types and optional fields; never rename, never remove.
 */

/** Recorded along with the entry that files the paper. It says that an order has it, never that one no longer has. */
class PaperTaken {
  @Field(
    pattern('ord-[A-Za-z0-9][A-Za-z0-9-]{0,39}', '订单的流水 ord-{编号}', 'the stream of an order, ord-{id}').as(
      '登记该单据的订单',
      'the order that files the paper',
      'ord-2026-0001',
    ),
  )
  holder: string;
  @Field(
    integer(-1, 1_000_000).as('判定时该订单流水的末位修订号', 'last revision of that stream when it was decided', 4),
  )
  at: number;
}

export const paperEvents = {
  PaperTaken: eventType(PaperTaken, {
    version: 1,
    zh: '单据已占用',
    by: ['LEDGER'],
    from: ['ABSENT', 'TAKEN'],
    to: 'TAKEN',
  }),
};

export type PaperStatus = 'ABSENT' | 'TAKEN';
export type PaperFact = FactOf<typeof paperEvents>;
