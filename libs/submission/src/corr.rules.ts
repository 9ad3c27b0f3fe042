import type { Actor, Rules, Seen, Sight } from '#kernel';
import type { CorrFact, CorrFactOf } from './corr.events.js';
import { entryOf, type CorrState } from './corr.state.js';
import { entrySight } from './entry.js';
import { refuse } from './submission-refusals.js';

/** About one entry; who asks for the same again and again has its answer. */
const REQUESTS_MAX = 20;

/** The other streams the rules read. */
export const corrSights = (fact: CorrFact, stream: string): readonly Sight[] =>
  fact.type === 'CorrectionDeclined' ? [] : [entrySight(fact.data.entryStream, entryOf(stream))];

/** Nobody learns from a refusal what others have posted. */
function requireOwnEntry({ meta, data }: CorrFactOf<'CorrectionRequested'>, stream: string, poster?: Actor): void {
  const { node, org } = meta.actor;
  const isOwn = poster?.node === undefined ? poster?.org === org : poster.node === node;
  if (!isOwn) throw refuse('request-entry-not-own', { params: { stream: data.entryStream, entry: entryOf(stream) } });
}

function requireCorrected(
  { entryStream, requestedAt }: CorrState,
  { data }: CorrFactOf<'CorrectionGranted'>,
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

function requireAnother({ by }: CorrState, { meta: { actor } }: CorrFact): void {
  if (actor.account === by?.account || (actor.node !== undefined && actor.node === by?.node))
    throw refuse('request-by-asker');
}

/** The rule of each event of a request for a correction. */
export const corrRules: Rules<CorrState, CorrFact> = {
  CorrectionRequested({ requests }, fact, seen, stream) {
    const entry = seen.of(entrySight(fact.data.entryStream, entryOf(stream)));
    requireOwnEntry(fact, stream, entry.poster);
    if (entry.isReversed) throw refuse('request-entry-reversed', { params: { entry: entryOf(stream) } });
    if (requests >= REQUESTS_MAX) throw refuse('too-many-requests', { params: { max: REQUESTS_MAX } });
  },
  CorrectionGranted(state, fact, seen, stream) {
    requireAnother(state, fact);
    requireCorrected(state, fact, seen, stream);
  },
  CorrectionDeclined: requireAnother,
};
