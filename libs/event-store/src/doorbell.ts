interface Waiter {
  readonly after: number;
  readonly wake: () => void;
}

/** Wakes those who wait for the log to grow past a position. */
export class Doorbell {
  readonly #waiters = new Set<Waiter>();
  #closed = false;

  /** `head`: the last position known of. */
  constructor(private head: number) {}

  get known(): number {
    return this.head;
  }

  /** Resolves when the head is beyond `after`, when `signal` aborts, or when the bell is closed; leaves no listener behind. */
  wait(after: number, signal?: AbortSignal): Promise<void> {
    if (this.#closed || this.head > after || signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const waiter = { after, wake };
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', wake);
    });
  }

  /** A ring that comes late says nothing new. */
  ring(head: number): void {
    this.head = Math.max(this.head, head);
    for (const { after, wake } of this.#waiters) if (this.head > after) wake();
  }

  close(): void {
    this.#closed = true;
    for (const { wake } of this.#waiters) wake();
  }
}
