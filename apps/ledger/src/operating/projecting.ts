import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { ProcessRunner } from '#process';
import type { ProjectionOperations, ProjectionRunner } from '#read-store';

interface Parts {
  readonly runner: ProjectionRunner;
  readonly operations: ProjectionOperations;
  readonly processes: ProcessRunner;
  /** Whether this process has the role. */
  readonly projects: boolean;
  readonly states: boolean;
}

/** Runs the projections, and the processes that rest on them, while the application runs. */
export class Projecting implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly parts: Parts) {}

  async onApplicationBootstrap(): Promise<void> {
    const { runner, processes, projects, states } = this.parts;
    if (projects) await runner.start();
    if (states) processes.start();
  }

  /** Before the last requests end: those that wait for a projection are answered that it did not come. */
  async beforeApplicationShutdown(): Promise<void> {
    const { runner, operations, processes, projects } = this.parts;
    await processes.stop();
    if (!projects) return;
    await operations.stop();
    await runner.stop();
  }
}
