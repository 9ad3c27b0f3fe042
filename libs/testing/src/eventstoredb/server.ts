import { randomUUID } from 'node:crypto';
import {
  Server,
  ServerCredentials,
  type handleUnaryCall,
  type sendUnaryData,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { clusterOfOne, supportedMethods } from './about-server.js';
import { answerAppend, type AppendCall } from './append-call.js';
import { AppendDesk } from './append-desk.js';
import { BatchAppendCall, type BatchCall } from './batch-append-call.js';
import { answerDelete, answerTombstone } from './delete-calls.js';
import type { EventLog } from './event-log.js';
import { EventSender, type ReadCall } from './event-sender.js';
import { FaultSwitches } from './faults.js';
import { OpenCalls } from './open-calls.js';
import { readRequest, type ReadRequest } from './read-request.js';
import { refusedCall } from './refusals.js';
import { answerRead } from './reading.js';
import { CallFailure, handlerThrew } from './statuses.js';
import { Subscription } from './subscription.js';

const HOST = '127.0.0.1';
/** As in the server: more calls of one connection wait. */
const CALLS_MAX = 100;
const MESSAGE_BYTES_MAX = 16 * 2 ** 20;

/** The services that the client speaks to, over one log. */
export class DoubleServer {
  readonly #server = new Server({
    'grpc.max_receive_message_length': MESSAGE_BYTES_MAX,
    'grpc.max_concurrent_streams': CALLS_MAX,
  });
  readonly faults = new FaultSwitches();
  readonly calls = new OpenCalls();
  readonly #log: EventLog;
  readonly #desk: AppendDesk;
  #port = 0;

  constructor(log: EventLog) {
    this.#log = log;
    this.#desk = new AppendDesk(log, this.faults);
    const nodeId = randomUUID();
    this.#server.addService(STREAMS, {
      read: (call: ReadCall) => void this.#read(call),
      batchAppend: (call: BatchCall) => this.#batchAppend(call),
      append: (call: AppendCall, respond: sendUnaryData<streams.AppendResp>) =>
        respondWith(answerAppend(call, this.#desk), respond),
      delete: unary((request: streams.DeleteReq) => answerDelete(log, request)),
      tombstone: unary((request: streams.TombstoneReq) => answerTombstone(log, request)),
    });
    this.#server.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: unary(async () => supportedMethods()),
    });
    this.#server.addService(gossipService.GossipService, {
      read: unary(async () => clusterOfOne(HOST, this.#port, nodeId)),
    });
  }

  /** Gives back the port. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.bindAsync(`${HOST}:${port}`, ServerCredentials.createInsecure(), (error, bound) => {
        this.#port = bound;
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
  }

  #batchAppend(call: BatchCall): void {
    this.calls.add('batchAppends', call);
    new BatchAppendCall(call, this.#desk, this.#log.clock).serve();
  }

  async #read(call: ReadCall): Promise<void> {
    try {
      const request = readRequest(call.request);
      const kind = request.count === undefined ? 'subscriptions' : 'reads';
      this.calls.add(kind, call);
      const fault = this.faults.nextRead(kind);
      if (fault?.answer === 'none' || isNeverAnswered(request)) return;
      if (fault !== undefined) throw refusedCall(fault.answer);
      await this.#answerRead(call, request);
      call.end();
    } catch (error) {
      call.emit('error', asCallFailure(error));
    }
  }

  async #answerRead(call: ReadCall, request: ReadRequest): Promise<void> {
    const sender = new EventSender(call, this.#log, request.resolvesLinks);
    if (request.count === undefined) await new Subscription(this.#log, call, sender, request).run();
    else await answerRead(this.#log, sender, request, request.count);
  }
}

/** Observed: no answer comes to a read of no event of $all. */
const isNeverAnswered = ({ stream, count }: ReadRequest): boolean => stream === undefined && count === 0;

/** Stored messages go out as they are. */
const STREAMS: ServiceDefinition = {
  ...streamsService.StreamsService,
  read: {
    ...streamsService.StreamsService.read,
    responseSerialize: (message: Uint8Array) => Buffer.from(message.buffer, message.byteOffset, message.byteLength),
  },
};

const unary =
  <Request, Answer>(answer: (request: Request) => Promise<Answer>): handleUnaryCall<Request, Answer> =>
  (call, respond) =>
    respondWith(answer(call.request), respond);

function respondWith<Answer>(answer: Promise<Answer>, respond: sendUnaryData<Answer>): void {
  answer.then(
    (value) => respond(null, value),
    (error: unknown) => respond(asCallFailure(error)),
  );
}

const asCallFailure = (error: unknown): CallFailure => (error instanceof CallFailure ? error : handlerThrew());
