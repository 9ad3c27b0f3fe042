import type { EventStore } from '#event-store';
import { Follower, type FollowerOptions } from './follower.js';
import type { Projection } from './projection.js';
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
  const follower = new Follower(projection, { eventStore, readStore: into, current: options.current });
  await follower.load();
  if (follower.checkpoint > 0)
    throw new Error(`${projection.name}@${projection.version} is built already; drop it first`);
  const upTo = options.upTo ?? (await eventStore.head());
  const limit = options.pageEvents ?? REBUILD_PAGE_EVENTS;
  const categories = projection.categories === undefined ? {} : { categories: projection.categories };
  while (follower.checkpoint < upTo) {
    const page = await eventStore.readAll({ after: follower.checkpoint, limit, upTo, ...categories });
    if (page.position <= follower.checkpoint) throw new Error(`the log ends at ${page.position}, before ${upTo}`);
    await follower.advance(page);
    options.onProgress?.(follower.checkpoint, upTo);
  }
  return into.digest(projection);
}
