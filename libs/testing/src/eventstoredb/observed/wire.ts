import { credentials, Metadata } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Position } from './observer.js';

/** A read as it goes over the wire, for what the client does not offer. */
export interface WireRead {
  /** $all when it is left out. */
  readonly stream?: string;
  readonly from?: Position | 'end';
  readonly isBackwards?: boolean;
  readonly count?: number;
  readonly filter?: Filter;
}

interface Filter {
  readonly on: 'stream' | 'type';
  readonly prefixes?: readonly string[];
  readonly regex?: string;
}

/** All answers to a read. */
async function readOnWire(url: string, read: WireRead): Promise<readonly streams.ReadResp[]> {
  const client = new services.StreamsClient(new URL(url.replace('esdb:', 'http:')).host, credentials.createInsecure());
  try {
    const answers: streams.ReadResp[] = [];
    for await (const answer of client.read(request(read), new Metadata())) answers.push(answer as streams.ReadResp);
    return answers;
  } finally {
    client.close();
  }
}

/** What each answer is, by the name that the protocol has for it. */
export async function kindsOnWire(url: string, read: WireRead): Promise<readonly string[]> {
  const names = Object.entries(streams.ReadResp.ContentCase);
  const answers = await readOnWire(url, read);
  return answers.map((answer) => names.find(([, kind]) => kind === answer.getContentCase())?.[0] ?? '');
}

/** The numbers that the events were made with. */
export async function numbersOnWire(url: string, read: WireRead): Promise<readonly number[]> {
  const answers = await readOnWire(url, read);
  return answers.flatMap((answer) => {
    const event = answer.getEvent()?.getEvent();
    if (event === undefined) return [];
    return [(JSON.parse(Buffer.from(event.getData_asU8()).toString('utf8')) as { n: number }).n];
  });
}

/** When a stream's events were created. */
export async function createdTicks(url: string, stream: string): Promise<readonly string[]> {
  const answers = await readOnWire(url, { stream });
  return answers.map((answer) => answer.getEvent()?.getEvent()?.getMetadataMap().get('created') ?? '');
}

function request({ stream, from, isBackwards = false, count = Number.MAX_SAFE_INTEGER, filter }: WireRead) {
  const options = new streams.ReadReq.Options();
  const uuids = new streams.ReadReq.Options.UUIDOption();
  uuids.setString(new shared.Empty());
  options.setUuidOption(uuids);
  const { BACKWARDS, FORWARDS } = streams.ReadReq.Options.ReadDirection;
  options.setReadDirection(isBackwards ? BACKWARDS : FORWARDS);
  options.setCount(String(count));
  if (stream === undefined) options.setAll(allOptions(from));
  else options.setStream(streamOptions(stream));
  if (filter === undefined) options.setNoFilter(new shared.Empty());
  else options.setFilter(filterOptions(filter));
  const read = new streams.ReadReq();
  read.setOptions(options);
  return read;
}

function streamOptions(stream: string): streams.ReadReq.Options.StreamOptions {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  const options = new streams.ReadReq.Options.StreamOptions();
  options.setStreamIdentifier(identifier);
  options.setStart(new shared.Empty());
  return options;
}

function allOptions(from: WireRead['from']): streams.ReadReq.Options.AllOptions {
  const options = new streams.ReadReq.Options.AllOptions();
  if (from === undefined) options.setStart(new shared.Empty());
  else if (from === 'end') options.setEnd(new shared.Empty());
  else {
    const position = new streams.ReadReq.Options.Position();
    position.setCommitPosition(String(from.commit));
    position.setPreparePosition(String(from.prepare));
    options.setPosition(position);
  }
  return options;
}

function filterOptions({ on, prefixes = [], regex = '' }: Filter): streams.ReadReq.Options.FilterOptions {
  const expression = new streams.ReadReq.Options.FilterOptions.Expression();
  expression.setPrefixList([...prefixes]);
  expression.setRegex(regex);
  const options = new streams.ReadReq.Options.FilterOptions();
  if (on === 'type') options.setEventType(expression);
  else options.setStreamIdentifier(expression);
  options.setCount(new shared.Empty());
  options.setCheckpointintervalmultiplier(1);
  return options;
}
