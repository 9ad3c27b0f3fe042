import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import { ProjectionRunner } from '#read-store';
import { refuse } from './query.js';

/** How long an answer waits for the projections to arrive at the position it was asked for. */
const WAIT_MS = 5_000;

/** Which position an answer stands on. Cut-offs are positions, never times, so that the same question gets the same answer for ever. */
@Injectable()
export class Knowledge {
  constructor(
    private readonly store: EventStore,
    private readonly runner: ProjectionRunner,
  ) {}

  /** The position asked for once all projections have passed it; without one, the last that all have passed. */
  async position(asked: number | undefined): Promise<number> {
    if (asked === undefined) return this.#reached();
    await this.passed(asked);
    return asked;
  }

  /** Waits until all projections have passed `position`; refuses with projection-lagging when that takes too long. */
  async passed(position: number): Promise<void> {
    if (position > (await this.store.head())) await this.#recordedByAnother(position);
    if (await this.runner.waitFor(position, WAIT_MS)) return;
    throw refuse('projection-lagging', { params: { wanted: position, reached: this.#reached() } });
  }

  /** A receipt may come from another process: what this one knows is then not the last word. */
  async #recordedByAnother(position: number): Promise<void> {
    const head = (await this.store.last())?.position ?? 0;
    if (position > head) throw refuse('position-in-future', { params: { position, head } });
  }

  #reached(): number {
    return Math.min(...this.runner.checkpoints().map(({ checkpoint }) => checkpoint));
  }
}
