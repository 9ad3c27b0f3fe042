import { eventId, msOf, wireType } from '#kernel';

/** A CloudEvent 1.0 as it is posted; the words in lower case are the standard's. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: object;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly onbehalfof?: string;
}

/** Expected of what nobody posts: the ledger states it on its own by then. */
export const STATED = 'stated';

/** A statement and what the ledger has to make of it: `recorded`, `replayed`, the code of the refusal, or `STATED`. */
export interface Planned {
  readonly event: CloudEvent;
  readonly expected: string;
}

const CONTEXTS: Readonly<Record<string, string>> = {
  org: 'network',
  uscc: 'network',
  node: 'network',
  mship: 'network',
  acct: 'account',
  ord: 'activity',
  act: 'activity',
  dem: 'demand',
  docno: 'catalogue',
  policy: 'catalogue',
  rule: 'catalogue',
  std: 'catalogue',
  wcat: 'catalogue',
  item: 'catalogue',
  sub: 'submission',
};

/** Versions of the event types that are not in their first. */
const VERSIONS: Readonly<Record<string, number>> = { OrderPlaced: 2 };

/** The wire type of an event of a stream. */
export function typeOn(stream: string, type: string): string {
  const context = CONTEXTS[stream.slice(0, stream.indexOf('-'))];
  if (context === undefined) throw new Error(`no context for stream ${stream}`);
  return wireType(context, type, VERSIONS[type] ?? 1);
}

/** The id the ledger will give the event of a statement. */
export const eventIdOf = ({ source, id, time }: CloudEvent): string => eventId(source, id, 0, msOf(time));
