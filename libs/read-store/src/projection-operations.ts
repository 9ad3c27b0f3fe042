import { compareBuilds, type Comparison } from './comparison.js';
import { Comparisons, type Compared } from './comparisons.js';
import type { BuildProgress, ParkedStream, ProjectionBuilds, Replayed } from './projection-builds.js';
import type { ProjectionKey } from './projection.js';
import { refuse } from './read-store-refusals.js';
import type { BuildOrigin, ReadStore, StoredBuild } from './read-store.js';
import type { ProjectionRunner } from './runner.js';

/** A projection of this program. */
export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  /** Last position the active build has considered. */
  readonly checkpoint: number;
  /** Streams the active build has parked. */
  readonly parked: number;
  /** In order of their numbers. */
  readonly builds: readonly BuildProgress[];
}

/** What is done to projections while they run. Each change takes its turn between two pages of the runner. */
export class ProjectionOperations {
  readonly #comparisons = new Comparisons();
  readonly #stopping = new AbortController();

  constructor(
    private readonly runner: ProjectionRunner,
    private readonly readStore: ReadStore,
  ) {}

  projections(): readonly ProjectionStatus[] {
    return this.runner.builds.map(statusOf);
  }

  /** Refuses with projection-unknown, as all that name a projection do. */
  projection(name: string): ProjectionStatus {
    return statusOf(this.runner.buildsOf(name));
  }

  /** Refuses with rebuild-unknown, as all that name a build do. */
  build(name: string, build: number): BuildProgress {
    return this.runner.buildsOf(name).progressOf(build);
  }

  /** Builds in the store that this program does not read: of other versions, or of projections it does not have. */
  async leftBehind(): Promise<readonly StoredBuild[]> {
    return (await this.readStore.builds()).filter((key) => !this.#isInUse(key));
  }

  /** Removes what another program has left behind; refuses with version-in-use or version-unknown. */
  async dropVersion({ name, version }: ProjectionKey): Promise<void> {
    const params = { name: name.slice(0, 80), version };
    if (this.#isInUse({ name, version })) throw refuse('version-in-use', { params });
    const left = await this.leftBehind();
    if (!left.some((key) => key.name === name && key.version === version)) throw refuse('version-unknown', { params });
    await this.runner.betweenPages(() => this.readStore.drop({ name, version }));
  }

  begin(name: string, origin: BuildOrigin): Promise<number> {
    return this.#change(name, (builds) => builds.begin(origin));
  }

  switchTo(name: string, build: number): Promise<void> {
    return this.#change(name, (builds) => builds.switchTo(build));
  }

  drop(name: string, build: number): Promise<void> {
    return this.#change(name, (builds) => builds.drop(build));
  }

  deadLetters(name: string): readonly ParkedStream[] {
    return this.runner.buildsOf(name).deadLetters();
  }

  replay(name: string, stream: string): Promise<readonly Replayed[]> {
    return this.#change(name, (builds) => builds.replay(stream));
  }

  /** Of a build that has caught up with the active one, at the position both had when it was first asked for. */
  comparison(name: string, build: number): Compared | undefined {
    const builds = this.runner.buildsOf(name);
    const [{ key, checkpoint }, { active }] = [builds.follower(build), builds];
    if (key.build === active.key.build || checkpoint !== active.checkpoint) return undefined;
    return this.#comparisons.of(name, () => this.#compare(builds, build));
  }

  /** Breaks off comparisons, resolving when the last one has. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#comparisons.idle();
  }

  async #compare(builds: ProjectionBuilds, build: number): Promise<Comparison> {
    const { signal } = this.#stopping;
    const { snapshot, active, beside } = await this.runner.betweenPages(async () => ({
      snapshot: await this.readStore.snapshot(),
      active: builds.active.key,
      beside: builds.follower(build).key,
    }));
    try {
      return await compareBuilds(snapshot, active, beside, signal);
    } finally {
      await snapshot.close();
    }
  }

  async #change<Result>(name: string, work: (builds: ProjectionBuilds) => Promise<Result>): Promise<Result> {
    const builds = this.runner.buildsOf(name);
    const result = await this.runner.betweenPages(() => work(builds));
    this.#comparisons.forget(name);
    return result;
  }

  #isInUse({ name, version }: ProjectionKey): boolean {
    return this.runner.builds.some(({ projection }) => projection.name === name && projection.version === version);
  }
}

function statusOf(builds: ProjectionBuilds): ProjectionStatus {
  const { name, version } = builds.projection;
  const { checkpoint, parked } = builds.active;
  return { name, version, checkpoint, parked: parked.size, builds: builds.progress() };
}
