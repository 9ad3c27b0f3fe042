import { Injectable } from '@nestjs/common';
import { type NetworkDocument, networkProjection } from '#network/published';
import { eventsAsOf, refuse } from '#context';
import { EventStore } from '#event-store';
import { effective, Registry } from '#kernel';

/** Nodes, organisations and memberships as their register showed them at a position. */
@Injectable()
export class NetworkDocuments {
  constructor(
    private readonly store: EventStore,
    private readonly registry: Registry,
  ) {}

  async asOf(stream: string, position: number): Promise<NetworkDocument | undefined> {
    const known = eventsAsOf(await this.store.readStream(stream), { kind: 'position', position });
    return effective(known).reduce<NetworkDocument | undefined>(
      (doc, event) => networkProjection.project?.(doc, this.registry.current(event), stream),
      undefined,
    );
  }

  /** Refuses with stream-unknown what was in no register then. */
  async known(stream: string, position: number): Promise<NetworkDocument> {
    const found = await this.asOf(stream, position);
    if (found === undefined) throw refuse('stream-unknown', { params: { stream: stream.slice(0, 45) } });
    return found;
  }
}
