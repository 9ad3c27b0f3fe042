import { Type, type TSchema } from 'typebox';
import { COUNT, FLAG, list, object, oneOf, page, TEXT, WHOLE } from '#context';

/** JSON Schemas of what is answered about projections. */

const DIGEST = Type.String({ pattern: '^[0-9a-f]{64}$' });
const listed = <Item extends TSchema>(item: Item) => object({ count: COUNT, items: list(item) });
const CONTENT = object({ build: COUNT, digest: DIGEST, documents: COUNT, deadLetters: COUNT, rows: COUNT });
const STREAM_DIFFERENCE = object({ stream: TEXT, in: oneOf('BOTH', 'ACTIVE', 'BESIDE') });

export const COMPARISON = object(
  { state: oneOf('COMPARING', 'COMPARED', 'FAILED') },
  {
    reason: TEXT,
    position: COUNT,
    isEqual: FLAG,
    active: CONTENT,
    beside: CONTENT,
    measures: listed(object({ measure: TEXT, month: TEXT, rows: COUNT, active: WHOLE, beside: WHOLE })),
    totals: listed(object({ measure: TEXT, occurredOn: TEXT, in: oneOf('ACTIVE', 'BESIDE') })),
    documents: listed(STREAM_DIFFERENCE),
    deadLetters: listed(STREAM_DIFFERENCE),
  },
);

const BUILD_MEMBERS = {
  build: COUNT,
  state: oneOf('ACTIVE', 'READY', 'BUILDING'),
  position: COUNT,
  upTo: COUNT,
  percent: COUNT,
  parked: COUNT,
};
const STARTED = { startedBy: TEXT, startedAt: TEXT };
export const BUILD = object(BUILD_MEMBERS, STARTED);

export const LEFT_BEHIND = object({ name: TEXT, version: COUNT, build: COUNT, position: COUNT });
const NAMED = { name: TEXT, version: COUNT };

export const PROJECTION = object({ ...NAMED, position: COUNT, lag: COUNT, parked: COUNT, builds: list(BUILD) });
export const PROJECTION_LIST = object({ head: COUNT, items: list(PROJECTION), leftBehind: list(LEFT_BEHIND) });

export const REBUILD = object({ ...NAMED, ...BUILD_MEMBERS }, { ...STARTED, comparison: COMPARISON });

const DEAD_LETTER = { build: COUNT, stream: TEXT, position: COUNT, reason: TEXT };

export const DEAD_LETTERS = object({ items: list(object(DEAD_LETTER)), page: page() });

export const REPLAYED_BUILD = object(
  { build: COUNT, outcome: oneOf('REVIVED', 'PARKED') },
  { position: COUNT, reason: TEXT },
);
export const REPLAYED = object({
  name: TEXT,
  stream: TEXT,
  builds: list(REPLAYED_BUILD),
});
