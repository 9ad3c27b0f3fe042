import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';

/**
 * The last revision of each stream, from memory where possible. Honest because only one process writes and the cache sees
 * every write; a transaction that fails makes it forget everything.
 */
export class StreamHeads {
  readonly #cache: LRUCache<string, number>;
  readonly #select: StatementSync;

  constructor(db: DatabaseSync, max: number) {
    this.#cache = new LRUCache({ max });
    this.#select = db.prepare('SELECT max(revision) AS head FROM events WHERE stream = ?');
  }

  /** -1: the stream has no event. */
  of(stream: string): number {
    const cached = this.#cache.get(stream);
    if (cached !== undefined) return cached;
    const head = this.#select.get(stream)?.['head'] ?? null;
    if (head === null) return -1;
    this.#cache.set(stream, Number(head));
    return Number(head);
  }

  /** As far as memory goes; undefined says nothing about the stream. */
  remembered(stream: string): number | undefined {
    return this.#cache.get(stream);
  }

  moved(stream: string, revision: number): void {
    this.#cache.set(stream, revision);
  }

  forget(stream: string): void {
    this.#cache.delete(stream);
  }

  forgetAll(): void {
    this.#cache.clear();
  }
}
