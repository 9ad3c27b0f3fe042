import type { Fact } from '#kernel';

/** Fields of payloads, alike in all contexts, that hold the id of a stream, each with the category of that stream. */
export interface LinkFields {
  /** Of the same piece of business: a trace goes on there, and comes back from there. */
  readonly business?: Readonly<Record<string, string>>;
  /** What it rests on: shown in a trace and not followed, since much other business rests on it too. */
  readonly basis?: Readonly<Record<string, string>>;
}

/** Finds the streams that events name in their data. */
export class Links {
  readonly #business: Readonly<Record<string, string>>;
  readonly #basis: Readonly<Record<string, string>>;

  constructor(contexts: readonly { readonly links?: LinkFields }[]) {
    this.#business = Object.assign({}, ...contexts.map(({ links }) => links?.business ?? {}));
    this.#basis = Object.assign({}, ...contexts.map(({ links }) => links?.basis ?? {}));
  }

  /** What one event names; a restatement what its replacement does. */
  of(fact: Fact): { readonly business: readonly string[]; readonly basis: readonly string[] } {
    const stated = fact.data as Readonly<Record<string, unknown>>;
    const data = fact.type === 'EntryRestated' ? (stated['replacement'] as typeof stated) : stated;
    const named = (fields: Readonly<Record<string, string>>): readonly string[] =>
      Object.entries(fields).flatMap(([field, category]) => {
        const id = data[field];
        return typeof id === 'string' ? [`${category}-${id}`] : [];
      });
    return { business: named(this.#business), basis: named(this.#basis) };
  }
}
