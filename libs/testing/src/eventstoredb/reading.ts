import type { EventIndex } from './event-index.js';
import type { EventLog } from './event-log.js';
import type { EventSender } from './event-sender.js';
import type { From, ReadRequest } from './read-request.js';
import { streamDeleted, unexpectedResult } from './statuses.js';

const PAGE = 500;
/** The server takes a greater revision for the end of the stream. */
const REVISION_MAX = 2n ** 63n;

/** Answers a read with a count. Throws a CallFailure; a stream that is not there is told in a message. */
export async function answerRead(
  log: EventLog,
  sender: EventSender,
  request: ReadRequest,
  count: number,
): Promise<void> {
  const { stream, filter } = request;
  const records =
    stream === undefined ? recordsOfAll(log.index, request) : recordsOfStream(log, stream, request, count);
  if (records === undefined) return sender.streamNotFound(stream?.name ?? '');
  let page: number[] = [];
  let left = count;
  for (const record of records) {
    if (left === 0 || sender.isOver) break;
    const { index } = log;
    if (filter !== undefined && !filter.matches(index.streamNameOf(record), index.typeNameOf(record))) continue;
    page.push(record);
    left -= 1;
    if (page.length < PAGE) continue;
    await sender.send(page);
    page = [];
  }
  await sender.send(page);
}

/** Undefined when there is no such stream. */
function recordsOfStream(
  log: EventLog,
  { name, from }: { readonly name: string; readonly from: From },
  { isBackwards }: ReadRequest,
  count: number,
): Iterable<number> | undefined {
  const isEnd = from === 'end' || (from !== 'start' && from >= REVISION_MAX);
  if (count === 0 || (isEnd && !isBackwards)) throw unexpectedResult('ReadStreamResult');
  const { last, first, isTombstoned, isSoftDeleted } = log.state(name);
  if (isTombstoned) throw streamDeleted(name);
  if (last === -1 || isSoftDeleted) return undefined;
  const asked = from === 'start' ? 0 : Number(from);
  return isBackwards
    ? revisions(log.index, name, isEnd ? last : Math.min(last, asked), first)
    : revisions(log.index, name, Math.max(first, asked), last);
}

function* revisions(index: EventIndex, stream: string, from: number, to: number): Generator<number> {
  const step = from <= to ? 1 : -1;
  for (let revision = from; ; revision += step) {
    const record = index.recordOf(stream, revision);
    if (record === undefined) return;
    yield record;
    if (revision === to) return;
  }
}

/** Forwards from a position on, backwards from below it. */
function* recordsOfAll(index: EventIndex, request: ReadRequest): Generator<number> {
  const start = startInAll(index, request);
  if (request.isBackwards) for (let record = start - 1; record >= 0; record -= 1) yield record;
  else for (let record = start; record < index.size; record += 1) yield record;
}

function startInAll(index: EventIndex, { all, filter }: ReadRequest): number {
  const record = recordAtPosition(index, all?.from ?? 'start');
  if (record === undefined) throw unexpectedResult(filter === undefined ? 'ReadAllResult' : 'FilteredReadAllResult');
  return record;
}

/** The record that a position in $all names; undefined when it names the middle of one. */
export function recordAtPosition(
  index: EventIndex,
  from: 'start' | 'end' | { readonly commit: bigint },
): number | undefined {
  if (from === 'start') return 0;
  if (from === 'end') return index.size;
  const position = Number(from.commit);
  const record = index.recordFrom(position);
  const isBoundary = position === 0 || record === index.size || index.positionOf(record) === position;
  return isBoundary ? record : undefined;
}
