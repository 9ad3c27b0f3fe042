import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '#event-store';
import type { Follower, FollowerOptions } from './follower.js';
import { ProjectionBuilds } from './projection-builds.js';
import { categoriesOf, type Projection, type ProjectionKey } from './projection.js';
import { refuse } from './read-store-refusals.js';

/** A step of some milliseconds: the doors of the process are served between steps, also while a projection catches up. */
const PAGE_EVENTS = 500;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;

export interface RunnerOptions extends Required<FollowerOptions> {
  readonly projections: readonly Projection[];
  /** Told of every failure of a store; the runner tries again after `retryMs`, without end. */
  readonly onError: (error: unknown, retryMs: number) => void;
  /** Events per reading of the log, 1–10,000. Bounds the memory of a catch-up. */
  readonly pageEvents?: number;
}

export interface ProjectionProgress extends ProjectionKey {
  readonly checkpoint: number;
  /** Streams with a dead letter. */
  readonly parked: number;
}

/** Keeps the builds of a list of projections up with the log: those at one place by one reading of it, one step each a page. */
export class ProjectionRunner {
  /** One for each projection, in the order given. */
  readonly builds: readonly ProjectionBuilds[];
  readonly #eventStore: EventStore;
  readonly #waiting = new Set<(stopped: boolean) => void>();
  #stopping = new AbortController();
  #sleep = new AbortController();
  #following: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: RunnerOptions) {
    const { projections } = options;
    if (new Set(projections.map(({ name }) => name)).size < projections.length)
      throw new Error('two projections of a runner have one name');
    this.#eventStore = options.eventStore;
    this.builds = projections.map((projection) => new ProjectionBuilds(projection, options));
  }

  /** Opens the projections, rejecting when the read store cannot or is ahead of the log; then follows the log until `stop`. */
  async start(): Promise<void> {
    if (this.#following !== undefined) throw new Error('the runner is started already');
    this.#stopping = new AbortController();
    await this.#load();
    await this.#assertNotAhead();
    this.#following = this.#follow(this.#stopping.signal);
  }

  /** Resolves when the step under way is written; those that wait are answered false. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#sleep.abort();
    await this.#following;
    this.#following = undefined;
    this.#look(true);
  }

  /** How far the active builds have come; the runner must have been started, here and below. */
  checkpoints(): readonly ProjectionProgress[] {
    return this.builds.map(({ projection: { name, version }, active: { checkpoint, parked } }) => ({
      name,
      version,
      checkpoint,
      parked: parked.size,
    }));
  }

  /** Refuses with projection-unknown. */
  buildsOf(name: string): ProjectionBuilds {
    const found = this.builds.find(({ projection }) => projection.name === name);
    if (found === undefined) throw refuse('projection-unknown', { params: { name: name.slice(0, 80) } });
    return found;
  }

  /** Runs `work`, which may change builds, between two pages; then looks whether there is more to do. */
  async betweenPages<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#exclusively(work);
    } finally {
      this.#sleep.abort();
    }
  }

  /** Read your writes: true as soon as the named projections (default all) have passed `position`, false after `timeoutMs`. */
  waitFor(position: number, timeoutMs: number, names?: readonly string[]): Promise<boolean> {
    const builds = names === undefined ? this.builds : names.map((name) => this.buildsOf(name));
    return new Promise((resolve) => {
      const settle = (answer: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(answer);
      };
      const look = (stopped: boolean): void => {
        if (builds.every(({ active }) => active.checkpoint >= position)) settle(true);
        else if (stopped) settle(false);
      };
      const timer = setTimeout(() => settle(false), timeoutMs);
      this.#waiting.add(look);
      look(false);
    });
  }

  async #follow(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        if (failures > 0) await this.#exclusively(() => this.#load());
        this.#sleep = new AbortController();
        const moved = await this.#exclusively(() => this.#advance());
        failures = 0;
        if (!moved && !signal.aborted) await this.#eventStore.news(this.#hindmost(), this.#sleep.signal);
      } catch (error) {
        const retryMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
        failures += 1;
        this.options.onError(error, retryMs);
        await pause(retryMs, signal);
      }
    }
  }

  /** Figures of events that the log does not have would stay wrong for ever. */
  async #assertNotAhead(): Promise<void> {
    const head = await this.#eventStore.head();
    const checkpoint = Math.max(...this.#followers().map((follower) => follower.checkpoint));
    if (checkpoint > head) throw refuse('read-store-ahead', { params: { checkpoint, head } });
  }

  async #load(): Promise<void> {
    for (const builds of this.builds) await builds.load();
  }

  /** One page for the hindmost; where others are ahead, first one for the foremost, so that a catch-up does not hold up the rest. */
  async #advance(): Promise<boolean> {
    const foremost = Math.max(...this.#followers().map(({ checkpoint }) => checkpoint));
    const movedFirst = foremost > this.#hindmost() && (await this.#page(foremost));
    return (await this.#page(this.#hindmost())) || movedFirst;
  }

  /** A page for those that stand at `after`, up to where the next one stands: from there they go on together. */
  async #page(after: number): Promise<boolean> {
    const followers = this.#followers();
    const due = followers.filter(({ checkpoint }) => checkpoint === after);
    const ahead = followers.map(({ checkpoint }) => checkpoint).filter((checkpoint) => checkpoint > after);
    const page = await this.#eventStore.readAll({
      after,
      limit: this.options.pageEvents ?? PAGE_EVENTS,
      ...(ahead.length === 0 ? {} : { upTo: Math.min(...ahead) }),
      ...categoriesOf(due.map(({ projection }) => projection)),
    });
    if (page.position <= after) return false;
    for (const follower of due) await follower.advance(page);
    this.#look(false);
    return true;
  }

  #hindmost(): number {
    return Math.min(...this.#followers().map(({ checkpoint }) => checkpoint));
  }

  #followers(): readonly Follower[] {
    return this.builds.flatMap(({ followers }) => followers);
  }

  #look(stopped: boolean): void {
    for (const look of this.#waiting) look(stopped);
  }

  #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Sleeps, or less when `signal` aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
