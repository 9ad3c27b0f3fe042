import type { NewEvent } from '../event-store.js';

/** Counts the events of each statement within a group: (source, statement id, index) is unique for ever. */
export class StatementIndexes {
  readonly #counts = new Map<string, number>();

  next({ meta }: NewEvent): number {
    const statement = `${meta.source}\n${meta.statementId}`;
    const index = this.#counts.get(statement) ?? 0;
    this.#counts.set(statement, index + 1);
    return index;
  }
}
