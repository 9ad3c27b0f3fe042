import type { RecordedEvent } from '#kernel';
import type { Place } from './identities.js';

interface Known extends Place {
  readonly position: number;
  readonly statement: string;
}

const keyOf = (source: string, statementId: string): string => `${source}\n${statementId}`;

/** Events this process has recorded or read that the index has not come to yet: no statement of its own escapes it. */
export class Recent {
  readonly #byId = new Map<string, Known>();
  readonly #byStatement = new Map<string, Known[]>();

  get size(): number {
    return this.#byId.size;
  }

  add({ id, stream, revision, position, meta }: Omit<RecordedEvent, 'data' | 'type' | 'version'>): void {
    if (this.#byId.has(id)) return;
    const known = { id, stream, revision, position, statement: keyOf(meta.source, meta.statementId) };
    this.#byId.set(id, known);
    const same = this.#byStatement.get(known.statement);
    if (same === undefined) this.#byStatement.set(known.statement, [known]);
    else same.push(known);
  }

  event(id: string): Place | undefined {
    return this.#byId.get(id);
  }

  statement(source: string, statementId: string): readonly Place[] {
    return (this.#byStatement.get(keyOf(source, statementId)) ?? []).toSorted((a, b) => a.position - b.position);
  }

  /** The index has them now. */
  dropUpTo(position: number): void {
    for (const [id, known] of this.#byId) {
      if (known.position > position) continue;
      this.#byId.delete(id);
      const others = this.#byStatement.get(known.statement)?.filter((other) => other !== known) ?? [];
      if (others.length === 0) this.#byStatement.delete(known.statement);
      else this.#byStatement.set(known.statement, others);
    }
  }
}
