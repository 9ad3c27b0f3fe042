/** Bounds how much of a kind of work runs at once. */
export class Slots {
  #taken = 0;

  constructor(readonly max: number) {}

  /** The function that gives the slot back (once), or undefined when none is free. */
  take(): (() => void) | undefined {
    if (this.#taken >= this.max) return undefined;
    this.#taken += 1;
    let isMine = true;
    return () => {
      if (isMine) this.#taken -= 1;
      isMine = false;
    };
  }
}
