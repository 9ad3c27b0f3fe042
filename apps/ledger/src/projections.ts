import { activityProjection } from '#activity';
import { accountsProjection, streams } from '#audit';
import { catalogueProjection } from '#catalogue';
import { demandProjection } from '#demand';
import { networkProjection } from '#network';
import {
  correctionsProjection,
  monthsProjection,
  postingsProjection,
  qualityProjection,
  timelinessProjection,
} from '#submission';
import { CONTEXTS } from './contexts.js';
import { REFUSAL_TABLES } from './operating/refusal-tables.js';

/** Every projection of the ledger. */
export const PROJECTIONS = [
  streams,
  networkProjection,
  catalogueProjection,
  demandProjection,
  activityProjection,
  postingsProjection,
  timelinessProjection,
  correctionsProjection,
  qualityProjection(
    Object.values(REFUSAL_TABLES),
    CONTEXTS.flatMap(({ aggregates }) => aggregates),
  ),
  monthsProjection,
  accountsProjection,
];
