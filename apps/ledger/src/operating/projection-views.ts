import type { Answer } from '#context';
import type { BuildProgress, Compared, ProjectionStatus, Replayed, StoredBuild } from '#read-store';
import type { BUILD, COMPARISON, LEFT_BEHIND, PROJECTION, REPLAYED_BUILD } from './projection-answers.js';

/** A build as it is answered; `head` is the log's, towards which it goes. */
export const buildView = (
  { build, state, checkpoint, parked, origin }: BuildProgress,
  head: number,
): Answer<typeof BUILD> => ({
  build,
  state,
  position: checkpoint,
  upTo: head,
  percent: head === 0 ? 100 : Math.min(100, Math.floor((checkpoint * 100) / head)),
  parked,
  ...(origin === undefined ? {} : { startedBy: origin.by, startedAt: origin.at }),
});

/** A projection with its builds; position, lag and parked streams are those of the active one. */
export const projectionView = (
  { name, version, checkpoint, parked, builds }: ProjectionStatus,
  head: number,
): Answer<typeof PROJECTION> => ({
  name,
  version,
  position: checkpoint,
  lag: Math.max(0, head - checkpoint),
  parked,
  builds: builds.map((build) => buildView(build, head)),
});

export const leftBehindView = ({ name, version, build, checkpoint }: StoredBuild): Answer<typeof LEFT_BEHIND> => ({
  name,
  version,
  build,
  position: checkpoint,
});

export function comparisonView(compared: Compared): Answer<typeof COMPARISON> {
  if (compared.state !== 'COMPARED') return compared;
  const { checkpoint, ...rest } = compared;
  return { ...rest, position: checkpoint };
}

export const replayedView = ({ build, deadLetter }: Replayed): Answer<typeof REPLAYED_BUILD> =>
  deadLetter === undefined
    ? { build, outcome: 'REVIVED' }
    : { build, outcome: 'PARKED', position: deadLetter.position, reason: deadLetter.reason };

/** A number in a path. What is none names nothing, as 0 does. */
export const pathNumber = (text: string): number => (/^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : 0);
