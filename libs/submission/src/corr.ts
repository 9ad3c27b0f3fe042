import { erase, statusAfter, type Actor, type NewFact, type Seen, type Sight } from '#kernel';
import { corrEvents, type CorrFact } from './corr.events.js';
import { entrySight } from './entry.js';
import { refuse } from './submission-refusals.js';

/**
 * 更正申请: one stream per entry, `corr-{id of its event}`, so that there is one open request about it at most. Whoever posted
 * the entry asks; hub or authority, of another node and account, correct the entry and grant the request, or decline it.
 */
interface CorrState {
  readonly status: 'ABSENT' | 'REQUESTED' | 'GRANTED' | 'DECLINED';
  /** Who asked last, when it was recorded, and about which stream. */
  readonly by?: Actor;
  readonly requestedAt: string;
  readonly entryStream: string;
  readonly requests: number;
}

/** About one entry; who asks for the same again and again has its answer. */
const REQUESTS_MAX = 20;

const initial: CorrState = { status: 'ABSENT', requestedAt: '', entryStream: '', requests: 0 };

function evolve(state: CorrState, fact: CorrFact): CorrState {
  const status = statusAfter(corrEvents, state.status, fact.type);
  if (fact.type !== 'CorrectionRequested') return { ...state, status };
  const { data, meta } = fact;
  const { actor: by, recordedAt: requestedAt } = meta;
  return { status, by, requestedAt, entryStream: data.entryStream, requests: state.requests + 1 };
}

/** The entry a request is about. */
export const entryOf = (stream: string): string => stream.slice('corr-'.length);

const sees = (fact: CorrFact, stream: string): readonly Sight[] =>
  fact.type === 'CorrectionDeclined' ? [] : [entrySight(fact.data.entryStream, entryOf(stream))];

function decide(state: CorrState, fact: CorrFact, seen: Seen, stream: string): readonly NewFact[] {
  if (fact.type === 'CorrectionRequested') {
    const entry = seen.of(entrySight(fact.data.entryStream, entryOf(stream)));
    checkOwn(fact, stream, entry.poster);
    if (entry.isReversed) throw refuse('request-entry-reversed', { params: { entry: entryOf(stream) } });
    if (state.requests >= REQUESTS_MAX) throw refuse('too-many-requests', { params: { max: REQUESTS_MAX } });
    return [fact];
  }
  const { actor } = fact.meta;
  const isAskers = actor.account === state.by?.account || (actor.node !== undefined && actor.node === state.by?.node);
  if (isAskers) throw refuse('request-by-asker');
  if (fact.type === 'CorrectionGranted') checkCorrected(state, fact, seen, stream);
  return [fact];
}

/** Nobody learns from a refusal what others have posted. */
function checkOwn({ meta, data }: CorrFact & { type: 'CorrectionRequested' }, stream: string, poster?: Actor): void {
  const { node, org } = meta.actor;
  const isOwn = poster?.node === undefined ? poster?.org === org : poster.node === node;
  if (!isOwn) throw refuse('request-entry-not-own', { params: { stream: data.entryStream, entry: entryOf(stream) } });
}

function checkCorrected(
  { entryStream, requestedAt }: CorrState,
  { data }: CorrFact & { type: 'CorrectionGranted' },
  seen: Seen,
  stream: string,
): void {
  if (data.entryStream !== entryStream)
    throw refuse('request-of-another-stream', { params: { stream: entryStream }, pointer: '/data/entryStream' });
  const { corrections } = seen.of(entrySight(entryStream, entryOf(stream)));
  const isMade = corrections.some(({ id, recordedAt }) => id === data.correctionEventId && recordedAt >= requestedAt);
  if (!isMade)
    throw refuse('request-not-corrected', {
      params: { entry: entryOf(stream), stream: entryStream },
      pointer: '/data/correctionEventId',
    });
}

export const corr = erase({
  context: 'submission',
  category: 'corr',
  zh: '更正申请',
  id: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  shown: {
    en: 'request for a correction',
    example: '019d052d-2d20-8622-a4c1-9f2b0c7d1e35',
    statuses: {
      ABSENT: ['无申请', 'nothing asked yet'],
      REQUESTED: ['待办理', 'open'],
      GRANTED: ['已办理', 'granted'],
      DECLINED: ['未获准', 'declined'],
    },
  },
  events: corrEvents,
  initial,
  reads: { CorrectionRequested: true, CorrectionGranted: 'decision', CorrectionDeclined: 'decision' },
  final: true,
  evolve,
  sees,
  decide,
  parties: ({ by }) => ({
    nodes: by?.node === undefined ? [] : [by.node],
    orgs: by === undefined || by.node !== undefined ? [] : [by.org],
  }),
});
