import { LRUCache } from 'lru-cache';
import type { EventStore } from '#event-store';
import {
  effective,
  emptyFold,
  foldAll,
  foldOn,
  isCorrection,
  type Fact,
  type Folded,
  type RecordedEvent,
  type Registry,
  type Sight,
} from '#kernel';

/** A busy activity holds its persons, some 60 kB; what is not held is folded anew from the log. */
const FOLDED_MAX = 1_000;
const VIEWS_MAX = 50_000;

/** A stream as a sight sees it, up to a revision; -1: it has no event. */
export interface Viewed {
  readonly revision: number;
  readonly state: unknown;
}

export const sightKey = ({
  view,
  stream,
}: Pick<Sight, 'stream'> & { readonly view: { readonly name: string } }): string => `${view.name} ${stream}`;

/** Folded streams by revision. Every answer is brought up to the stream's head, so an old entry costs time, never truth. */
export class Folds {
  readonly #folded = new LRUCache<string, Folded>({ max: FOLDED_MAX });
  readonly #viewed = new LRUCache<string, Viewed>({ max: VIEWS_MAX });

  constructor(
    private readonly store: EventStore,
    private readonly registry: Registry,
  ) {}

  /** The stream as this process last knew it, without a look at the log. */
  held(stream: string): Folded | undefined {
    return this.#folded.get(stream);
  }

  /** The stream as it stands, or `asKnown` to this process, as its own aggregate folds it. */
  async folded(stream: string, asKnown = false): Promise<Folded> {
    const found = this.registry.aggregateOf(stream);
    if (found === undefined) throw new Error(`no aggregate for stream ${stream}`);
    const { aggregate } = found;
    const cached = this.#folded.get(stream) ?? emptyFold(aggregate);
    const news = await this.store.readStream(stream, { from: cached.revision + 1, asKnown });
    if (news.length === 0) return cached;
    const folded = foldOn(aggregate, cached, news) ?? foldAll(aggregate, await this.events(stream, 0));
    this.#folded.set(stream, folded);
    return folded;
  }

  /** The stream as `sight` sees it, as it stands or `asKnown`, with `pending` facts about to be appended to it. */
  async seen(sight: Sight, pending: readonly Fact[], asKnown: boolean): Promise<Viewed> {
    const { stream, view } = sight;
    const cached = this.#viewed.get(sightKey(sight)) ?? { revision: -1, state: view.initial };
    const news = await this.store.readStream(stream, { from: cached.revision + 1, asKnown });
    const last = news.at(-1);
    const isApplied = (fact: Fact): boolean => view.showsCorrections !== true && isCorrection(fact);
    const state = news.some(isApplied)
      ? this.#view(sight, view.initial, effective(await this.events(stream, 0)))
      : this.#view(sight, cached.state, news);
    const viewed = { revision: last?.revision ?? cached.revision, state };
    if (last !== undefined) this.#viewed.set(sightKey(sight), viewed);
    if (pending.length === 0) return viewed;
    return {
      revision: viewed.revision + pending.length,
      state: pending.some(isApplied)
        ? this.#view(sight, view.initial, effective([...(await this.events(stream, 0)), ...pending]))
        : this.#view(sight, state, pending),
    };
  }

  #view({ stream, view }: Sight, from: unknown, facts: readonly Fact[]): unknown {
    return facts.reduce((state, fact) => view.evolve(state, this.registry.current({ ...fact, stream })), from);
  }

  /** After an append: `folded` is what the stream is now. */
  keep(stream: string, folded: Folded): void {
    this.#folded.set(stream, folded);
  }

  /** After a failed append: what is held of the stream may not be what was recorded. */
  forget(stream: string): void {
    this.#folded.delete(stream);
  }

  /** Recorded events of a stream from a revision on, as they were recorded. */
  events(stream: string, from: number): Promise<readonly RecordedEvent[]> {
    return this.store.readStream(stream, { from });
  }
}
