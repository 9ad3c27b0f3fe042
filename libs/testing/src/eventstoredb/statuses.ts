import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/** How a call ends that fails, as the server words it. */
export class CallFailure extends Error implements Partial<ServiceError> {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;

  constructor(code: number, details: string, said: Readonly<Record<string, string>> = {}) {
    super(details);
    this.code = code;
    this.details = details;
    this.metadata = new Metadata();
    for (const [name, value] of Object.entries(said)) this.metadata.set(name, printable(value));
  }
}

export const handlerThrew = (): CallFailure => new CallFailure(status.UNKNOWN, 'Exception was thrown by handler.');

export const unexpectedResult = (kind: 'ReadStreamResult' | 'ReadAllResult' | 'FilteredReadAllResult'): CallFailure =>
  new CallFailure(status.UNKNOWN, `Unexpected ${kind}: Error`);

export const timedOut = (what: string): CallFailure => new CallFailure(status.ABORTED, `Operation timed out: ${what}`);

export const consumerTooSlow = (): CallFailure =>
  timedOut('Consumer too slow to handle event while live. Client resubscription required.');

export const streamDeleted = (stream: string): CallFailure =>
  new CallFailure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const wrongExpectedVersion = (
  operation: string,
  stream: string,
  expected: number,
  actual: number,
): CallFailure =>
  new CallFailure(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(actual),
    },
  );

export const maxAppendSizeExceeded = (max: number): CallFailure =>
  new CallFailure(status.INVALID_ARGUMENT, `Maximum Append Size of ${max} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(max),
  });

export const serverNotReady = (): CallFailure => new CallFailure(status.UNAVAILABLE, 'Server Is Not Ready');

export const serverTooBusy = (): CallFailure => new CallFailure(status.UNAVAILABLE, 'Server Is Too Busy');

export const notLeader = (host: string, port: number): CallFailure =>
  new CallFailure(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

/** Headers carry printable ASCII only. */
const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?');
