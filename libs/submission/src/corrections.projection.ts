import type { Fact } from '#kernel';
import type { Document, Projection } from '#read-store';
import type { CorrFact } from './corr.events.js';
import { entryOf } from './corr.state.js';

/** A request for a correction as it stands; asked again after a decision it begins anew. */
export interface CorrectionRequest extends Document {
  readonly status: 'REQUESTED' | 'GRANTED' | 'DECLINED';
  /** The node that asked, or the organisation of accounts without one. */
  readonly node?: string;
  readonly org?: string;
  readonly account: string;
  readonly entry: { readonly stream: string; readonly eventId: string };
  readonly asked: 'REVERSAL' | 'RESTATEMENT';
  readonly reason: string;
  /** The request's own event, which a correction cites as its `causationid`. */
  readonly requestEventId: string;
  /** Ledger instants of recording. */
  readonly requestedAt: string;
  readonly decidedAt?: string;
  /** The account that decided. */
  readonly decidedBy?: string;
  readonly correctionEventId?: string;
  readonly declinedFor?: string;
}

function project(doc: CorrectionRequest | undefined, fact: Fact, stream: string): CorrectionRequest | undefined {
  const { id, type, data, meta } = fact as CorrFact;
  const { account, node, org } = meta.actor;
  if (type === 'CorrectionRequested')
    return {
      status: 'REQUESTED',
      ...(node === undefined ? { org } : { node }),
      account,
      entry: { stream: data.entryStream, eventId: entryOf(stream) },
      asked: data.asked,
      reason: data.reason,
      requestEventId: id,
      requestedAt: meta.recordedAt,
    };
  if (doc === undefined) return undefined;
  const decided = { ...doc, decidedAt: meta.recordedAt, decidedBy: account };
  return type === 'CorrectionGranted'
    ? { ...decided, status: 'GRANTED', correctionEventId: data.correctionEventId }
    : { ...decided, status: 'DECLINED', declinedFor: data.reason };
}

/** Requests for corrections, found by status and by who asked. */
export const correctionsProjection: Projection<CorrectionRequest> = {
  name: 'corrections',
  version: 1,
  categories: ['corr'],
  indexes: ['status', 'node', 'org'],
  project,
};
