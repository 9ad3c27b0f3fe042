import { setTimeout as elapsed } from 'node:timers/promises';
import { streamNameFilter } from '@eventstore/db-client';
import { anEvent, events, type Observer, type Position } from './observer.js';
import { Watched } from './watched.js';

export interface Steps {
  readonly maxSearchWindow?: number;
  readonly checkpointInterval?: number;
}

/** A stream of interest among others: where it begins and what a subscription to it is told. */
export class Followed {
  readonly checkpoints: Position[] = [];

  constructor(
    readonly at: Observer,
    readonly stream: string,
    readonly from: Position,
  ) {}

  static async begin(at: Observer): Promise<Followed> {
    const stream = at.stream('match');
    return new Followed(at, stream, await at.positionAfter(stream, anEvent(0)));
  }

  /** Events between which nothing matches. */
  async noise(count: number, size = 100): Promise<void> {
    const stream = this.at.stream('noise');
    for (let left = count; left > 0; left -= size) await this.at.append(stream, events(Math.min(size, left)));
  }

  watch({ from = this.from, ...steps }: Steps & { readonly from?: Position } = {}): Watched {
    const filter = streamNameFilter({
      prefixes: [this.stream],
      ...steps,
      checkpointReached: (_, position) => void this.checkpoints.push(position),
    });
    return new Watched(this.at.client.subscribeToAll({ fromPosition: from, filter }));
  }

  async checkpointsUntil(count: number): Promise<void> {
    while (this.checkpoints.length < count) await elapsed(5);
    // One too many would come now.
    await elapsed(100);
  }

  /** Every position from the beginning on, that one included. */
  async positions(): Promise<readonly bigint[]> {
    const all = await this.at.readAll({ fromPosition: this.from });
    return all.map(({ event }) => event?.position?.commit ?? 0n);
  }
}

/** A match, 1000 others, a match: what the checkpoints of the catch-up are. */
export async function amongThousand(at: Observer): Promise<Followed> {
  const followed = await Followed.begin(at);
  await followed.noise(1_000);
  await at.append(followed.stream, anEvent(1));
  return followed;
}
