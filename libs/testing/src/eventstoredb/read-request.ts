import streams from '@eventstore/db-client/generated/streams_pb.js';
import { EventFilter } from './event-filter.js';
import { streamNameOf } from './recorded-event.js';
import { handlerThrew } from './statuses.js';

export type From = 'start' | 'end' | bigint;

interface AllPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** What a call of Read asks for. */
export interface ReadRequest {
  /** Undefined for $all. */
  readonly stream: { readonly name: string; readonly from: From } | undefined;
  readonly all: { readonly from: 'start' | 'end' | AllPosition } | undefined;
  readonly isBackwards: boolean;
  readonly resolvesLinks: boolean;
  /** Undefined for a subscription. */
  readonly count: number | undefined;
  readonly filter: EventFilter | undefined;
}

export function readRequest(message: streams.ReadReq): ReadRequest {
  const options = message.getOptions();
  if (options === undefined) throw handlerThrew();
  const filter = options.getFilter();
  return {
    stream: streamOf(options),
    all: allOf(options),
    isBackwards: options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS,
    resolvesLinks: options.getResolveLinks(),
    count: options.hasSubscription() ? undefined : Number(options.getCount()),
    filter: filter === undefined ? undefined : new EventFilter(filter),
  };
}

function streamOf(options: streams.ReadReq.Options): ReadRequest['stream'] {
  const stream = options.getStream();
  if (stream === undefined) return undefined;
  const name = streamNameOf(stream.getStreamIdentifier());
  if (name === '') throw handlerThrew();
  if (stream.hasStart()) return { name, from: 'start' };
  return { name, from: stream.hasEnd() ? 'end' : BigInt(stream.getRevision()) };
}

function allOf(options: streams.ReadReq.Options): ReadRequest['all'] {
  const all = options.getAll();
  if (all === undefined) return undefined;
  const position = all.getPosition();
  if (position === undefined) return { from: all.hasEnd() ? 'end' : 'start' };
  const [commit, prepare] = [BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition())];
  if (prepare > commit) throw handlerThrew();
  return { from: { commit, prepare } };
}
