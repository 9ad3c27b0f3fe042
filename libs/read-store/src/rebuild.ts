import type { EventStore } from '#event-store';
import { Follower, type FollowerOptions } from './follower.js';
import { categoriesOf, type Projection } from './projection.js';
import type { ReadStore } from './read-store.js';

const REBUILD_PAGE_EVENTS = 5_000;

export interface RebuildOptions extends Pick<FollowerOptions, 'current'> {
  /** Last position to consider; the head of the log at the start when left out. */
  readonly upTo?: number;
  /** Events per step, 1–10,000. */
  readonly pageEvents?: number;
  readonly onProgress?: (position: number, upTo: number) => void;
}

/**
 * Builds a projection from the first event on and resolves to its digest, which equals that of the collections the runner
 * has kept when those stand at the same checkpoint. Strict: an event the projection cannot apply rejects. `into` must not
 * hold this projection yet, so that nothing in use is ever overwritten; drop the remains of an attempt that failed.
 */
export async function rebuild(
  projection: Projection,
  eventStore: EventStore,
  into: ReadStore,
  options: RebuildOptions,
): Promise<string> {
  const [digest = ''] = await rebuildAll([projection], eventStore, into, options);
  return digest;
}

/** `rebuild` of several projections in one reading of the log; resolves to their digests in the same order. */
export async function rebuildAll(
  projections: readonly Projection[],
  eventStore: EventStore,
  into: ReadStore,
  options: RebuildOptions,
): Promise<readonly string[]> {
  const { current, onProgress, pageEvents: limit = REBUILD_PAGE_EVENTS } = options;
  const followers: Follower[] = [];
  for (const each of projections) followers.push(await beginning(each, { eventStore, readStore: into, current }));
  const upTo = options.upTo ?? (await eventStore.head());
  const only = categoriesOf(projections);
  for (let passed = 0; passed < upTo;) {
    const page = await eventStore.readAll({ after: passed, limit, upTo, ...only });
    if (page.position <= passed) throw new Error(`the log ends at ${page.position}, before ${upTo}`);
    for (const follower of followers) await follower.advance(page);
    passed = page.position;
    onProgress?.(passed, upTo);
  }
  const digests: string[] = [];
  for (const projection of projections) digests.push(await into.digest(projection));
  return digests;
}

async function beginning(projection: Projection, options: FollowerOptions): Promise<Follower> {
  const { name, version } = projection;
  const build = await options.readStore.open(projection);
  const follower = new Follower(projection, build, options);
  await follower.load();
  if (follower.checkpoint > 0) throw new Error(`${name}@${version} is built already; drop it first`);
  return follower;
}
