import { statusAfter, type Actor } from '#kernel';
import { corrEvents, type CorrFact } from './corr.events.js';

export interface CorrState {
  readonly status: 'ABSENT' | 'REQUESTED' | 'GRANTED' | 'DECLINED';
  /** Who asked last, when it was recorded, and about which stream. */
  readonly by?: Actor;
  readonly requestedAt: string;
  readonly entryStream: string;
  readonly requests: number;
}

export const initialCorr: CorrState = { status: 'ABSENT', requestedAt: '', entryStream: '', requests: 0 };

export function evolveCorr(state: CorrState, fact: CorrFact): CorrState {
  const status = statusAfter(corrEvents, state.status, fact.type);
  if (fact.type !== 'CorrectionRequested') return { ...state, status };
  const { data, meta } = fact;
  const { actor: by, recordedAt: requestedAt } = meta;
  return { status, by, requestedAt, entryStream: data.entryStream, requests: state.requests + 1 };
}

/** The entry a request is about. */
export const entryOf = (stream: string): string => stream.slice('corr-'.length);
