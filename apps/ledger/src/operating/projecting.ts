import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { ProjectionOperations, ProjectionRunner } from '#read-store';

/** Runs the projections while the application runs, in a process that has this role. */
export class Projecting implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly runner: ProjectionRunner,
    private readonly operations: ProjectionOperations,
    private readonly isOn: boolean,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.isOn) await this.runner.start();
  }

  /** Before the last requests end: those that wait for a projection are answered that it did not come. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.isOn) return;
    await this.operations.stop();
    await this.runner.stop();
  }
}
