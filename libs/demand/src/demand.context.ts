import type { BoundedContext } from '#context';
import { demandRefusals } from './demand-refusals.js';
import { demandProjection } from './demand.projection.js';
import { DemandsController } from './demands.controller.js';
import { demandFigures } from './figures.js';
import { demand as aggregate } from './demand.js';

/** What enterprises ask for: demands, appeals and questions. */
export const demand: BoundedContext = {
  name: 'demand',
  zh: '需求',
  aggregates: [aggregate],
  refusals: demandRefusals,
  projections: [demandProjection],
  figures: { network: demandFigures },
  links: { business: { demandId: 'dem' } },
  reads: [DemandsController],
};
