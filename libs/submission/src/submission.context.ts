import type { BoundedContext } from '#context';
import { ClosedMonths } from '#context';
import { closedMonths } from './closed-months.guard.js';
import { MonthsClosed } from './closed-months.provider.js';
import { CorrectionsController } from './corrections.controller.js';
import { correctionsProjection } from './corrections.projection.js';
import { submissionFigures } from './figures.js';
import { monthsProjection } from './months.projection.js';
import { postingsProjection } from './postings.projection.js';
import { qualityFigures } from './quality-figures.js';
import { QualityRules } from './quality-rules.provider.js';
import { QualityController } from './quality.controller.js';
import { qualityProjection } from './quality.projection.js';
import { ReportingController } from './reporting.controller.js';
import { submissionRefusals } from './submission-refusals.js';
import { timelinessProjection } from './timeliness.projection.js';
import { corr } from './corr.js';
import { sub } from './sub.js';

/** How well parties report, apart from what they report, and which months are closed. */
export const submission: BoundedContext = {
  name: 'submission',
  zh: '报送',
  aggregates: [sub, corr],
  guards: [closedMonths],
  refusals: submissionRefusals,
  projections: [
    postingsProjection,
    timelinessProjection,
    correctionsProjection,
    ({ refusals, aggregates }) => qualityProjection(refusals, aggregates),
    monthsProjection,
  ],
  figures: { network: submissionFigures, cited: qualityFigures },
  reads: [CorrectionsController, ReportingController, QualityController],
  providers: [QualityRules, { provide: ClosedMonths, useClass: MonthsClosed }],
};
