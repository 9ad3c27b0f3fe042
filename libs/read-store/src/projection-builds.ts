import { Follower, type FollowerOptions } from './follower.js';
import type { Projection } from './projection.js';
import { refuse } from './read-store-refusals.js';
import type { BuildOrigin, DeadLetter, ReadStore, StoredBuild } from './read-store.js';

/** A build of one projection, as it runs. `READY` has caught up with the active one and may be switched to. */
export interface BuildProgress {
  readonly build: number;
  readonly state: 'ACTIVE' | 'READY' | 'BUILDING';
  /** Last position considered. */
  readonly checkpoint: number;
  /** Streams with a dead letter. */
  readonly parked: number;
  readonly origin?: BuildOrigin;
}

/** A dead letter, and the build that has it. */
export interface ParkedStream extends DeadLetter {
  readonly build: number;
}

/** What a replay came to in one build; with a dead letter the stream is parked there still. */
export interface Replayed {
  readonly build: number;
  readonly deadLetter?: DeadLetter;
}

interface Build {
  readonly stored: StoredBuild;
  readonly follower: Follower;
}

/** One projection's builds: the active one, which is what readers read, and at most one beside it. All follow the log. */
export class ProjectionBuilds {
  /** The active one last. */
  #builds: readonly Build[] = [];

  constructor(
    readonly projection: Projection,
    private readonly options: FollowerOptions,
  ) {}

  /** In the order of their steps: what has caught up with the active one goes before it, and is never behind it. */
  get followers(): readonly Follower[] {
    return this.#builds.map(({ follower }) => follower);
  }

  get active(): Follower {
    const active = this.#builds.at(-1);
    if (active === undefined) throw new Error(`${this.projection.name} was not loaded`);
    return active.follower;
  }

  progress(): readonly BuildProgress[] {
    return this.#builds.map((build) => this.#progress(build)).toSorted((a, b) => a.build - b.build);
  }

  progressOf(build: number): BuildProgress {
    return this.#progress(this.#build(build));
  }

  /** In order of build and stream. */
  deadLetters(): readonly ParkedStream[] {
    return this.#builds
      .flatMap(({ stored: { build }, follower }) =>
        Array.from(follower.parked.values(), (letter) => ({ build, ...letter })),
      )
      .toSorted((a, b) => a.build - b.build || (a.stream < b.stream ? -1 : 1));
  }

  /** Takes all from the read store, as `Follower.load` does. */
  async load(): Promise<void> {
    const { projection, options } = this;
    await options.readStore.open(projection);
    const stored = (await options.readStore.builds()).filter(
      ({ name, version }) => name === projection.name && version === projection.version,
    );
    const builds = stored
      .toSorted((a, b) => Number(a.isActive) - Number(b.isActive))
      .map((each) => ({ stored: each, follower: new Follower(projection, each.build, options) }));
    for (const { follower } of builds) await follower.load();
    this.#builds = builds;
  }

  /** Begins a build beside the active one; refuses with rebuild-under-way where there is one. */
  async begin(origin: BuildOrigin): Promise<number> {
    const { name } = this.projection;
    const [beside] = this.#builds.slice(0, -1);
    if (beside !== undefined) throw refuse('rebuild-under-way', { params: { name, build: beside.stored.build } });
    return this.#change((readStore) => readStore.begin(this.projection, origin));
  }

  /** Makes a build the active one, which changes nothing where it is; refuses with rebuild-not-caught-up. */
  async switchTo(build: number): Promise<void> {
    const { key, checkpoint } = this.follower(build);
    const wanted = this.active.checkpoint;
    if (checkpoint < wanted) throw refuse('rebuild-not-caught-up', { params: { build, checkpoint, wanted } });
    await this.#change((readStore) => readStore.activate(key));
  }

  /** Removes a build; refuses with rebuild-active. */
  async drop(build: number): Promise<void> {
    const { key } = this.follower(build);
    if (build === this.active.key.build)
      throw refuse('rebuild-active', { params: { name: this.projection.name, build } });
    await this.#change((readStore) => readStore.drop(key));
  }

  /** Replays a stream in each build that has parked it, see `Follower.replay`; refuses with dead-letter-unknown. */
  async replay(stream: string): Promise<readonly Replayed[]> {
    const parked = this.followers.filter((follower) => follower.parked.has(stream));
    if (parked.length === 0)
      throw refuse('dead-letter-unknown', { params: { name: this.projection.name, stream: stream.slice(0, 120) } });
    const replayed: Replayed[] = [];
    for (const follower of parked) {
      const deadLetter = await follower.replay(stream);
      replayed.push({ build: follower.key.build, ...(deadLetter === undefined ? {} : { deadLetter }) });
    }
    return replayed.toSorted((a, b) => a.build - b.build);
  }

  /** Refuses with rebuild-unknown. */
  follower(build: number): Follower {
    return this.#build(build).follower;
  }

  #build(build: number): Build {
    const found = this.#builds.find(({ stored }) => stored.build === build);
    if (found === undefined) throw refuse('rebuild-unknown', { params: { name: this.projection.name, build } });
    return found;
  }

  /** A call that failed may have changed something: what is so stands in the store. */
  async #change<Result>(work: (readStore: ReadStore) => Promise<Result>): Promise<Result> {
    try {
      return await work(this.options.readStore);
    } finally {
      await this.load();
    }
  }

  #progress({ stored: { build, origin }, follower: { checkpoint, parked } }: Build): BuildProgress {
    const { active } = this;
    const beside = checkpoint < active.checkpoint ? 'BUILDING' : 'READY';
    return {
      build,
      state: build === active.key.build ? 'ACTIVE' : beside,
      checkpoint,
      parked: parked.size,
      ...(origin === undefined ? {} : { origin }),
    };
  }
}
