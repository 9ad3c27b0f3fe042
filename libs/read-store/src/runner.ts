import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '#event-store';
import { Follower, type FollowerOptions } from './follower.js';
import { categoriesOf, type Projection, type ProjectionKey } from './projection.js';
import type { DeadLetter } from './read-store.js';

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

/** Keeps a list of projections up with the log: one reading of the log for all, one step per projection and page. */
export class ProjectionRunner {
  readonly #followers: readonly Follower[];
  readonly #eventStore: EventStore;
  readonly #waiting = new Set<(stopped: boolean) => void>();
  #stopping = new AbortController();
  #following: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: RunnerOptions) {
    const { projections } = options;
    if (new Set(projections.map(({ name }) => name)).size < projections.length)
      throw new Error('two projections of a runner have one name');
    this.#eventStore = options.eventStore;
    this.#followers = projections.map((projection) => new Follower(projection, options));
  }

  /** Opens the projections, rejecting when the read store cannot; then follows the log until `stop`. */
  async start(): Promise<void> {
    if (this.#following !== undefined) throw new Error('the runner is started already');
    this.#stopping = new AbortController();
    await this.#load();
    this.#following = this.#follow(this.#stopping.signal);
  }

  /** Resolves when the step under way is written; those that wait are answered false. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#following;
    this.#following = undefined;
    this.#look(true);
  }

  checkpoints(): readonly ProjectionProgress[] {
    return this.#followers.map(({ projection: { name, version }, checkpoint, parked }) => ({
      name,
      version,
      checkpoint,
      parked,
    }));
  }

  /** Read your writes: true as soon as the named projections (default all) have passed `position`, false after `timeoutMs`. */
  waitFor(position: number, timeoutMs: number, names?: readonly string[]): Promise<boolean> {
    const followers = names === undefined ? this.#followers : names.map((name) => this.#follower(name));
    return new Promise((resolve) => {
      const settle = (answer: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(answer);
      };
      const look = (stopped: boolean): void => {
        if (followers.every(({ checkpoint }) => checkpoint >= position)) settle(true);
        else if (stopped) settle(false);
      };
      const timer = setTimeout(() => settle(false), timeoutMs);
      this.#waiting.add(look);
      look(false);
    });
  }

  /** Applies to a parked stream what it missed; see `Follower.replay`. The runner must have been started. */
  replay(name: string, stream: string): Promise<DeadLetter | undefined> {
    return this.#exclusively(() => this.#follower(name).replay(stream));
  }

  async #follow(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        if (failures > 0) await this.#load();
        const moved = await this.#exclusively(() => this.#advance());
        failures = 0;
        if (!moved) await this.#eventStore.news(this.#hindmost(), signal);
      } catch (error) {
        const retryMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
        failures += 1;
        this.options.onError(error, retryMs);
        await pause(retryMs, signal);
      }
    }
  }

  async #load(): Promise<void> {
    for (const follower of this.#followers) await follower.load();
  }

  /** One page for the hindmost projection; where others are ahead, first one for them, so that a new projection's catch-up does not hold up the rest. */
  async #advance(): Promise<boolean> {
    const foremost = Math.max(...this.#followers.map(({ checkpoint }) => checkpoint));
    const movedFirst = foremost > this.#hindmost() && (await this.#page(foremost));
    return (await this.#page(this.#hindmost())) || movedFirst;
  }

  async #page(after: number): Promise<boolean> {
    const limit = this.options.pageEvents ?? PAGE_EVENTS;
    const page = await this.#eventStore.readAll({ after, limit, ...categoriesOf(this.options.projections) });
    if (page.position <= after) return false;
    for (const follower of this.#followers) if (follower.checkpoint >= after) await follower.advance(page);
    this.#look(false);
    return true;
  }

  #hindmost(): number {
    return Math.min(...this.#followers.map(({ checkpoint }) => checkpoint));
  }

  #follower(name: string): Follower {
    const found = this.#followers.find(({ projection }) => projection.name === name);
    if (found === undefined) throw new Error(`the runner has no projection ${name}`);
    return found;
  }

  #look(stopped: boolean): void {
    for (const look of this.#waiting) look(stopped);
  }

  /** Steps of the loop and replays take turns. */
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
