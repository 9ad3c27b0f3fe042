import { randomUUID } from 'node:crypto';
import type { AppendExpectedRevision, AppendToStreamOptions } from '@eventstore/db-client';
import { anEvent, CREDENTIALS, events, type Check, type Checks } from './observer.js';
import { ofAppend } from './outcome.js';

/** One event for a stream of so many. */
const onto =
  (given: number, expected: AppendExpectedRevision, options: AppendToStreamOptions = {}): Check =>
  async (at) =>
    at.appended(given === 0 ? at.stream() : await at.given(given), anEvent(), expected, options);

export const appendChecks: Checks = {
  'append.no_stream.new': onto(0, 'no_stream'),
  'append.no_stream.batch3': (at) => at.appended(at.stream(), events(3), 'no_stream'),
  'append.no_stream.exists': onto(2, 'no_stream'),
  'append.exact.right': onto(2, 1n),
  'append.exact.tooHigh': onto(2, 5n),
  'append.exact.tooLow': onto(3, 0n),
  'append.exact.missingStream': onto(0, 0n),
  // The client takes a number too, though its types do not.
  'append.exact.asNumber': onto(2, 1 as unknown as bigint),
  'append.exact.beyondInt64': onto(2, 2n ** 63n),
  'append.stream_exists.missing': onto(0, 'stream_exists'),
  'append.stream_exists.present': onto(1, 'stream_exists'),
  'append.any.missing': onto(0, 'any'),
  'append.default.expectedRevision': async (at) => ofAppend(at.client.appendToStream(await at.given(1), anEvent())),

  'appendRpc.no_stream.new': onto(0, 'no_stream', CREDENTIALS),
  'appendRpc.exact.tooHigh': onto(2, 5n, CREDENTIALS),
  'appendRpc.no_stream.exists': onto(2, 'no_stream', CREDENTIALS),
  'appendRpc.exact.missingStream': onto(0, 0n, CREDENTIALS),
  'appendRpc.stream_exists.missing': onto(0, 'stream_exists', CREDENTIALS),
  'appendRpc.retry.verbatim': async (at) => {
    const [stream, three] = [at.stream(), events(3)];
    await at.append(stream, three, 'no_stream', CREDENTIALS);
    return { retry: await at.appended(stream, three, 'no_stream', CREDENTIALS), stored: await at.count(stream) };
  },

  'throwOnAppendFailure=false.wrong': async (at) => {
    const lenient = at.connect('throwOnAppendFailure=false');
    const stream = at.stream();
    await lenient.appendToStream(stream, events(5), { expectedRevision: 'no_stream' });
    const refused = (to: string, expectedRevision: AppendExpectedRevision) =>
      ofAppend(lenient.appendToStream(to, anEvent(), { expectedRevision }));
    return { onExistingAt4: await refused(stream, 'no_stream'), onMissing: await refused(at.stream(), 3n) };
  },
  'multiStream.notAtomic': async (at) => {
    const [missing, existing] = [at.stream(), await at.given(1)];
    const answers = await Promise.all([missing, existing].map((stream) => at.appended(stream, anEvent(), 'no_stream')));
    return { answers, firstStored: await at.count(missing), api: typeof Reflect.get(at.client, 'multiStreamAppend') };
  },

  'id.uppercase': async (at) => {
    const [stream, id] = [at.stream(), randomUUID()];
    await at.append(stream, anEvent(0, { id: id.toUpperCase() }), 'no_stream');
    const [stored] = await at.read(stream);
    const retry = await at.appended(stream, anEvent(0, { id }), 'no_stream');
    return { readBack: stored?.event?.id === id ? 'lowercased' : 'other', lowerRetry: retry };
  },
  'id.nonV4': (at) => at.appended(at.stream(), anEvent(0, { id: '00000000-0000-0000-0000-000000000001' }), 'no_stream'),
};
