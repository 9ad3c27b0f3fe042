import type { BoundedContext } from '#context';
import { AccountsController } from './accounts.controller.js';
import { accountsProjection } from './accounts.projection.js';
import { EventListController } from './events.controller.js';
import { FeedController } from './feed.controller.js';
import { StreamChangesController } from './stream-changes.controller.js';
import { StreamReader } from './stream-reader.provider.js';
import { StreamsController } from './streams.controller.js';
import { streamsProjection } from './streams.projection.js';
import { TracesController } from './traces.controller.js';

/** What auditors replay: events, streams, traces, and how accounts act. It records nothing. */
export const audit: BoundedContext = {
  name: 'audit',
  zh: '审计',
  aggregates: [],
  refusals: {},
  projections: [({ links }) => streamsProjection(links), accountsProjection],
  figures: {},
  reads: [
    EventListController,
    FeedController,
    StreamsController,
    StreamChangesController,
    TracesController,
    AccountsController,
  ],
  providers: [StreamReader],
};
