import { basis, fen, Field, oneOf, reason } from '#kernel';
import { DEFAULTS_FOUND, DISPUTE_REASONS, DISPUTE_RULINGS } from './order.codes.js';

/** What is on disk of an order's disputes. Add optional fields; never rename, never remove. */

export class OrderDisputed {
  @Field(oneOf(DISPUTE_REASONS)) reasonCode: string;
  @Field(reason) reason: string;
}

export class DisputeResolved {
  @Field(oneOf(DISPUTE_RULINGS)) ruling: string;
  @Field(oneOf(DEFAULTS_FOUND), 'optional') against?: string;
  @Field(fen.as('机构应退金额', 'what the agency pays back', 0)) refundFen: number;
  @Field(basis) basis: string;
}
