interface Whereabouts {
  readonly stream: string;
  readonly revision: number;
}

/**
 * Ids of the events appended last; the server forgets older ones, and all of them when it restarts. Two generations: when the
 * young one is full, the old one is forgotten.
 */
export class RecentIds {
  #young = new Map<string, Whereabouts>();
  #old = new Map<string, Whereabouts>();
  readonly #generationMax: number;

  constructor(generationMax: number) {
    this.#generationMax = generationMax;
  }

  remember(id: string, stream: string, revision: number): void {
    if (this.#young.size >= this.#generationMax) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(id, { stream, revision });
  }

  revisionIn(stream: string, id: string): number | undefined {
    const found = this.#young.get(id) ?? this.#old.get(id);
    return found?.stream === stream ? found.revision : undefined;
  }
}
