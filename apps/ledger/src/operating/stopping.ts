import { Injectable, type BeforeApplicationShutdown, type OnApplicationShutdown } from '@nestjs/common';
import { EventStore } from '#event-store';
import { ReadStore } from '#read-store';
import { Recorder } from '#recorder';

/** The order of an orderly stop: take no more work, answer what was taken, then let go of the stores. */
@Injectable()
export class Stopping implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #controller = new AbortController();

  constructor(
    private readonly recorder: Recorder,
    private readonly store: EventStore,
    private readonly models: ReadStore,
  ) {}

  /** Aborts when the stop begins. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  beforeApplicationShutdown(): void {
    this.#controller.abort();
  }

  /** Runs once the HTTP server has answered its last request. */
  async onApplicationShutdown(): Promise<void> {
    await this.recorder.idle();
    await this.store.close();
    await this.models.close();
  }
}
