import { civilDateOf, msOf, toInstant, type Registry, type Refusal } from '#kernel';
import type { ProjectionRunner, ReadStore } from '#read-store';
import type { Recorder } from '#recorder';
import { ledgerStatement } from './ledger-statement.js';
import { measuresOf, sourceOf, type Owed, type OwedDocument, type Process } from './process.js';

/** Statements posted at once, and streams read for them. */
const ROUND_MAX = 200;
/** What could not be stated is tried again after a minute, then after twice as long each time, up to a day. */
const FIRST_RETRY_MS = 60_000;
const LAST_RETRY_MS = 86_400_000;
/** Refusals that are remembered of one process; older ones are tried again and come back. */
const REFUSED_MAX = 1_000;
/** How long a round waits until the projections have read what it stated. */
const CATCH_UP_MS = 5_000;

export interface ProcessRunnerOptions {
  readonly processes: readonly Process[];
  readonly models: ReadStore;
  /** Keeps what is owed up with the log. */
  readonly projections: Pick<ProjectionRunner, 'waitFor' | 'checkpoints'>;
  readonly recorder: Pick<Recorder, 'record'>;
  readonly registry: Registry;
  /** The ledger's clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** How often it is looked what has fallen due, milliseconds. */
  readonly lookMs: number;
  /** Told of every failure of a store; the next look tries again. */
  readonly onError: (error: unknown) => void;
}

/** A statement that is due and was refused. */
export interface NotStated {
  readonly stream: string;
  readonly type: string;
  /** When it fell due: a ledger instant. */
  readonly dueAt: string;
  readonly refusal: Pick<Refusal, 'code' | 'zh' | 'en'>;
  /** Since when, and how often, in the life of this server. */
  readonly since: string;
  readonly tries: number;
  readonly nextTryAt: string;
}

export interface ProcessProgress {
  readonly name: string;
  readonly version: number;
  /** Last position considered. */
  readonly checkpoint: number;
  /** Statements owed now or later, those that are due, and the day on which the next falls due. */
  readonly owed: number;
  readonly due: number;
  readonly nextDueOn?: string;
  /** Statements made, ever. */
  readonly stated: number;
  readonly notStated: readonly NotStated[];
}

/** States what processes owe once it falls due. What it has stated is known by what the log says, and by its identity. */
export class ProcessRunner {
  readonly #notStated = new Map<string, Map<string, NotStated>>();
  #running: Promise<void> | undefined;
  #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: ProcessRunnerOptions) {
    for (const { name } of options.processes) this.#notStated.set(name, new Map());
  }

  /** Looks from now on; the projections must have been started. */
  start(): void {
    this.#stopping = new AbortController();
    this.#timer = setInterval(() => this.look(), this.options.lookMs);
    this.look();
  }

  /** Resolves when the round under way is over. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#stopping.abort();
    await this.#running;
  }

  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  async progress(): Promise<readonly ProcessProgress[]> {
    return Promise.all(this.options.processes.map((process) => this.#progressOf(process)));
  }

  /** States all that is due now, and has not been refused just before. */
  async settle(): Promise<void> {
    for (const process of this.options.processes)
      while (!this.#stopping.signal.aborted && (await this.#round(process)));
  }

  /** Looks now whether something is due, while it runs. */
  look(): void {
    if (!this.isRunning) return;
    this.#running ??= this.settle()
      .catch(this.options.onError)
      .finally(() => (this.#running = undefined));
  }

  /** One round of statements; false when nothing was stated. */
  async #round(process: Process): Promise<boolean> {
    const { recorder, registry, projections, now } = this.options;
    const due = await this.#due(process, now());
    if (due.length === 0) return false;
    const verdicts = await recorder.record(
      due.map(({ stream, owed }) =>
        ledgerStatement(registry, {
          stream,
          type: owed.type,
          data: owed.data,
          source: sourceOf(process),
          id: `${owed.cause.id}/${owed.type}`,
          atMs: msOf(owed.at),
          causationId: owed.cause.id,
          correlationId: owed.cause.correlationId,
        }),
      ),
      'each',
    );
    let position = 0;
    for (const [index, verdict] of verdicts.entries()) {
      const one = due[index];
      if (one === undefined) throw new Error('the recorder answers statement by statement');
      if (verdict.kind === 'refused') this.#refused(process, one, verdict.refusal);
      else position = Math.max(position, verdict.receipt.position);
    }
    return position > 0 && projections.waitFor(position, CATCH_UP_MS, [process.name]);
  }

  /** What is due, day by day, and may be tried. */
  async #due(process: Process, nowMs: number): Promise<readonly Due[]> {
    const refused = this.#refusedOf(process);
    const found: Due[] = [];
    for (const day of await this.#days(process, civilDateOf(toInstant(nowMs)))) {
      let after: string | undefined;
      do {
        const page = await this.options.models.find<OwedDocument>(process, {
          where: { dueOn: day },
          limit: ROUND_MAX,
          ...(after === undefined ? {} : { after }),
        });
        for (const { id: stream, doc } of page) {
          const nextTryAt = refused.get(stream)?.nextTryAt;
          const isPut = nextTryAt !== undefined && msOf(nextTryAt) > nowMs;
          if (doc.owed !== undefined && msOf(doc.owed.at) <= nowMs && !isPut) found.push({ stream, owed: doc.owed });
          if (found.length === ROUND_MAX) return found;
        }
        after = page.length < ROUND_MAX ? undefined : page.at(-1)?.id;
      } while (after !== undefined);
    }
    return found;
  }

  /** Days up to `to` on which something is still owed, ascending. */
  async #days(process: Process, to?: string): Promise<readonly string[]> {
    const groups = await this.#sums(process, measuresOf(process).owed, to);
    return groups.flatMap(({ day, sum }) => (sum > 0 ? [day] : []));
  }

  async #sums(
    process: Process,
    measure: string,
    to?: string,
  ): Promise<readonly { readonly day: string; readonly sum: number }[]> {
    const groups = await this.options.models.aggregate(process, {
      measures: [measure],
      function: { kind: 'sum' },
      groupBy: ['day'],
      ...(to === undefined ? {} : { to }),
    });
    return groups.map(({ by: { day = '' }, value = 0 }) => ({ day, sum: value }));
  }

  #refused(process: Process, { stream, owed }: Due, { code, zh, en }: Refusal): void {
    const refused = this.#refusedOf(process);
    const before = refused.get(stream);
    const isSame = before !== undefined && before.type === owed.type && before.dueAt === owed.at;
    const tries = isSame ? before.tries + 1 : 1;
    const nowMs = this.options.now();
    refused.delete(stream);
    refused.set(stream, {
      stream,
      type: owed.type,
      dueAt: owed.at,
      refusal: { code, zh, en },
      since: isSame ? before.since : toInstant(nowMs),
      tries,
      nextTryAt: toInstant(nowMs + Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(tries - 1, 20))),
    });
    const [oldest] = refused.keys();
    if (refused.size > REFUSED_MAX && oldest !== undefined) refused.delete(oldest);
  }

  async #progressOf(process: Process): Promise<ProcessProgress> {
    const { name, version } = process;
    const today = civilDateOf(toInstant(this.options.now()));
    const owed = (await this.#sums(process, measuresOf(process).owed)).filter(({ sum }) => sum > 0);
    const stated = await this.#sums(process, measuresOf(process).stated);
    const count = (days: readonly { readonly sum: number }[]): number =>
      days.reduce((total, { sum }) => total + sum, 0);
    const [next] = owed;
    return {
      name,
      version,
      checkpoint: this.options.projections.checkpoints().find((each) => each.name === name)?.checkpoint ?? 0,
      owed: count(owed),
      due: count(owed.filter(({ day }) => day <= today)),
      ...(next === undefined ? {} : { nextDueOn: next.day }),
      stated: count(stated),
      notStated: await this.#stillOwed(process),
    };
  }

  /** Refusals of what somebody has settled since are forgotten. */
  async #stillOwed(process: Process): Promise<readonly NotStated[]> {
    const refused = this.#refusedOf(process);
    const documents = await this.options.models.getMany(process, [...refused.keys()]);
    for (const [stream, { type, dueAt }] of refused) {
      const owed = (documents.get(stream) as OwedDocument | undefined)?.owed;
      if (owed?.type !== type || owed.at !== dueAt) refused.delete(stream);
    }
    return [...refused.values()].toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  }

  #refusedOf({ name }: Process): Map<string, NotStated> {
    const found = this.#notStated.get(name);
    if (found === undefined) throw new Error(`${name} is no process of this runner`);
    return found;
  }
}

interface Due {
  readonly stream: string;
  readonly owed: Owed;
}
