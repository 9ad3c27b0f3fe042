/** How the server says that it will not serve a call now. */
export type Refusal =
  | 'too-busy'
  | 'not-ready'
  | { readonly leader: { readonly host: string; readonly port: number } }
  /** Any gRPC status. */
  | { readonly code: number; readonly details: string };

/** What becomes of appends. `timeout` is the answer that leaves it open whether the events were stored. */
export interface AppendFault {
  readonly commits: boolean;
  readonly answer: 'none' | 'timeout' | Refusal;
  /** Only so many; for ever when it is left out. */
  readonly times?: number;
}

/** What becomes of calls of Read. */
export interface ReadFault {
  readonly answer: 'none' | Refusal;
  readonly times?: number;
}

/** All that is wrong with the server; what is left out is well. */
export interface Faults {
  readonly appends?: AppendFault;
  readonly reads?: ReadFault;
  readonly subscriptions?: ReadFault;
  /** Each answer to an append comes so much later. */
  readonly delayAnswersMs?: number;
  /** Answers to appends are held until so many streams have one, and then given in reverse order of the streams. */
  readonly reorderAnswersOf?: number;
}

/** The faults in force; each is met as often as it says. */
export class FaultSwitches {
  #faults: Faults = {};
  #met = { appends: 0, reads: 0, subscriptions: 0 };

  /** Takes the place of all faults there were. */
  set(faults: Faults): void {
    this.#faults = faults;
    this.#met = { appends: 0, reads: 0, subscriptions: 0 };
  }

  get delayAnswersMs(): number {
    return this.#faults.delayAnswersMs ?? 0;
  }

  get reorderAnswersOf(): number {
    return this.#faults.reorderAnswersOf ?? 1;
  }

  /** What is wrong with the next append. */
  nextAppend(): AppendFault | undefined {
    return this.#meet('appends', this.#faults.appends);
  }

  /** What is wrong with the next call of Read. */
  nextRead(kind: 'reads' | 'subscriptions'): ReadFault | undefined {
    return this.#meet(kind, this.#faults[kind]);
  }

  #meet<Fault extends { readonly times?: number }>(
    kind: 'appends' | 'reads' | 'subscriptions',
    fault: Fault | undefined,
  ): Fault | undefined {
    if (fault === undefined || this.#met[kind] >= (fault.times ?? Infinity)) return undefined;
    this.#met[kind] += 1;
    return fault;
  }
}
