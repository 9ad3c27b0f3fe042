interface Whereabouts {
  readonly stream: string;
  readonly revision: number;
}

/** Ids of the events appended last; the server forgets older ones, and all of them when it restarts. */
export class RecentIds {
  private readonly ids = new Map<string, Whereabouts>();
  private readonly max: number;

  constructor(max: number) {
    this.max = max;
  }

  remember(id: string, stream: string, revision: number): void {
    this.ids.delete(id);
    this.ids.set(id, { stream, revision });
    if (this.ids.size <= this.max) return;
    for (const oldest of this.ids.keys()) {
      this.ids.delete(oldest);
      return;
    }
  }

  revisionIn(stream: string, id: string): number | undefined {
    const found = this.ids.get(id);
    return found?.stream === stream ? found.revision : undefined;
  }
}
