import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import {
  effective,
  lastKnownState,
  NewerBuildError,
  Registry,
  type Actor,
  type AnyAggregate,
  type RecordedEvent,
  type Statused,
} from '#kernel';
import { Recorder } from '#recorder';
import { readsAll } from './readers.js';

/** Who may read what. One rule for states, histories, traces, feeds and evidence files. */
@Injectable()
export class Visibility {
  constructor(
    private readonly recorder: Recorder,
    private readonly store: EventStore,
    private readonly registry: Registry,
  ) {}

  /**
   * A stream is read by its parties, as they stand now, and by the roles that read all; a published one by everybody. Of a
   * stream that a newer build wrote to, its parties are those before the first event that this build does not know.
   */
  async mayReadStream(caller: Actor, stream: string): Promise<boolean> {
    const found = this.registry.aggregateOf(stream);
    if (found === undefined) return false;
    if (found.aggregate.published === true || readsAll(caller)) return true;
    const state = await this.#stateOf(found.aggregate, stream);
    if (state === undefined) return false;
    const { nodes, orgs } = found.aggregate.parties(state, stream);
    return orgs.includes(caller.org) || (caller.node !== undefined && nodes.includes(caller.node));
  }

  /** An event is read with its stream, and by the account that posted it. */
  async mayReadEvent(caller: Actor, { stream, meta }: RecordedEvent): Promise<boolean> {
    return meta.actor.account === caller.account || this.mayReadStream(caller, stream);
  }

  async readable(caller: Actor, events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
    const readable: RecordedEvent[] = [];
    for (const event of events) if (await this.mayReadEvent(caller, event)) readable.push(event);
    return readable;
  }

  /** Undefined where nothing is recorded. */
  async #stateOf(aggregate: AnyAggregate, stream: string): Promise<Statused | undefined> {
    try {
      const { state, revision } = await this.recorder.fold(stream);
      return revision === -1 ? undefined : state;
    } catch (failure) {
      if (!(failure instanceof NewerBuildError)) throw failure;
      return lastKnownState(aggregate, effective(await this.store.readStream(stream)));
    }
  }
}
