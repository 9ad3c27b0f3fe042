import { Type, type Static } from 'typebox';
import {
  ANY,
  ANY_OBJECT,
  BILINGUAL,
  COUNT,
  EXACT,
  FLAG,
  GROUPS,
  list,
  type Moment,
  NAMED,
  object,
  OF_SHARES,
  oneOf,
  page,
  ROWS,
  TEXT,
  TEXTS_BY_NAME,
} from '#context';
import type { Role } from '#kernel';

/** JSON Schemas of what auditors read. */

const ACTOR = object({ account: TEXT, org: TEXT, role: Type.Unsafe<Role>({ type: 'string' }) }, { node: TEXT });

export const EVENT = object(
  {
    id: TEXT,
    type: TEXT,
    name: TEXT,
    stream: TEXT,
    revision: COUNT,
    position: COUNT,
    time: TEXT,
    recordedAt: TEXT,
    actor: ACTOR,
    enteredBy: oneOf('SELF', 'PROXY'),
    source: TEXT,
    statementId: TEXT,
    digest: TEXT,
    correlationId: TEXT,
    ruleVersions: list(TEXT),
    data: ANY_OBJECT,
  },
  {
    onBehalfOf: TEXT,
    causationId: TEXT,
    traceparent: TEXT,
    corrected: object({ kind: oneOf('reversed', 'restated'), by: TEXT }),
    /** Where the same statement stands a second time, which two processes recorded in one instant. */
    double: object({ stream: TEXT, revision: COUNT }),
  },
);

export const EVENTS = object({ items: list(EVENT), page: page() });

/** What an answer does not show or cannot read; empty: it is all there. */
const NOT_SHOWN = list(
  object({ path: TEXT, note: BILINGUAL }, { shown: COUNT, of: COUNT, types: list(TEXT), see: TEXT }),
);

export const HISTORY = object({ items: list(EVENT), page: page({ total: COUNT }), notShown: NOT_SHOWN });

/** How a stream stands: its status, its fields and parts as last said, and every entry that counts. */
const STANDING = object(
  {
    facts: list(
      object(
        { id: TEXT, type: TEXT, time: TEXT, actor: ACTOR, enteredBy: oneOf('SELF', 'PROXY'), data: ANY },
        { onBehalfOf: TEXT },
      ),
    ),
  },
  { status: TEXT },
);
const CONTENT = Type.Unsafe<Static<typeof STANDING> & Readonly<Record<string, unknown>>>({
  ...STANDING,
  additionalProperties: true,
});

const STATE = {
  moment: Type.Unsafe<Moment>(
    object(
      { kind: oneOf('now', 'revision', 'position', 'recorded', 'occurred') },
      { at: TEXT, revision: COUNT, position: COUNT },
    ),
  ),
  state: CONTENT,
  folded: Type.Unsafe<object | null>({ type: ['object', 'null'] }),
  names: TEXTS_BY_NAME,
  stateDigest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  revision: Type.Integer({ minimum: -1 }),
  position: COUNT,
  events: COUNT,
  isComplete: FLAG,
  notShown: NOT_SHOWN,
};
const STATE_OPTIONAL = {
  impossibleTimes: list(object({ eventId: TEXT, type: TEXT, time: TEXT, note: BILINGUAL })),
};

export const STATE_VIEW = object(STATE, STATE_OPTIONAL);

export const STREAM = object({ stream: TEXT, kind: TEXT, ...STATE, laterEvents: COUNT }, STATE_OPTIONAL);

/** A stream at two moments, the events between them, and what of its state they changed. */
export const STREAM_CHANGES = object({
  stream: TEXT,
  kind: TEXT,
  from: STATE_VIEW,
  to: STATE_VIEW,
  items: list(EVENT),
  page: page(),
  changes: list(object({ path: TEXT, kind: oneOf('added', 'removed', 'changed') }, { from: ANY, to: ANY })),
  isComplete: FLAG,
  notShown: NOT_SHOWN,
});

export const TRACE = object({ correlationId: TEXT, streams: list(TEXT), events: list(EVENT), complete: FLAG });

/** What an account did, each figure cut by day, the refusals by their code as well. */
export const OF_ACCOUNT = object({ ...NAMED, ...EXACT, days: GROUPS }, OF_SHARES);
export const ACCOUNT_ACTIVITY = object({
  account: TEXT,
  period: TEXT,
  position: COUNT,
  figures: list(OF_ACCOUNT),
});

export const ACCOUNT_ROWS = object({ account: TEXT, code: TEXT, ...ROWS });

/** Lines of server-sent events; `data` of each is an event. */
export const FEED = TEXT;
