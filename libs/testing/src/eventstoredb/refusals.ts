import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { notHandled } from './batch-answers.js';
import type { Refusal } from './faults.js';
import { CallFailure, notLeader, serverNotReady, serverTooBusy } from './statuses.js';

/** How a call of Read or Append ends that is refused. */
export function refusedCall(refusal: Refusal): CallFailure {
  if (refusal === 'too-busy') return serverTooBusy();
  if (refusal === 'not-ready') return serverNotReady();
  if ('leader' in refusal) return notLeader(refusal.leader.host, refusal.leader.port);
  return new CallFailure(refusal.code, refusal.details);
}

/** What BatchAppend answers to an append that is refused; a failure ends the whole call. */
export function refusedBatch(refusal: Refusal): streams.BatchAppendResp | CallFailure {
  if (refusal === 'too-busy') return notHandled('Server Is Busy');
  if (refusal === 'not-ready') return notHandled('Server Is Not Ready');
  return refusedCall(refusal);
}
