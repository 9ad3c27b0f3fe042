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
/** Refusals of one process that are remembered, so as not to try them at every look, and that are shown. */
const REFUSED_MAX = 100_000;
const SHOWN_MAX = 500;
/** How long a look waits until the projections have read what it stated. */
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
  /** How many were refused when last tried, and the first of them by when they fell due. */
  readonly refused: number;
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
    for (const process of this.options.processes) await this.#settle(process);
  }

  /** Looks now whether something is due, while it runs. */
  look(): void {
    if (!this.isRunning) return;
    this.#running ??= this.settle()
      .catch(this.options.onError)
      .finally(() => (this.#running = undefined));
  }

  async #settle(process: Process): Promise<void> {
    const nowMs = this.options.now();
    const refused = this.#refusedOf(process);
    const settled = new Set(refused.keys());
    let round: Due[] = [];
    let position = 0;
    for await (const due of this.#due(process, nowMs)) {
      settled.delete(due.stream);
      const nextTryAt = refused.get(due.stream)?.nextTryAt;
      if (nextTryAt !== undefined && msOf(nextTryAt) > nowMs) continue;
      round.push(due);
      if (round.length < ROUND_MAX) continue;
      position = Math.max(position, await this.#state(process, round));
      if (this.#stopping.signal.aborted) return;
      round = [];
    }
    position = Math.max(position, await this.#state(process, round));
    for (const stream of settled) refused.delete(stream);
    if (position > 0) await this.options.projections.waitFor(position, CATCH_UP_MS, [process.name]);
  }

  /** One round of statements; gives back the last position of what was recorded, 0 when nothing was. */
  async #state(process: Process, round: readonly Due[]): Promise<number> {
    const { recorder, registry } = this.options;
    const verdicts = await recorder.record(
      round.map(({ stream, owed }) =>
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
      const one = round[index];
      if (one === undefined) throw new Error('the recorder answers statement by statement');
      if (verdict.kind === 'refused') this.#refused(process, one, verdict.refusal);
      else position = Math.max(position, verdict.receipt.position);
    }
    return position;
  }

  /** All that is due, day by day. */
  async *#due(process: Process, nowMs: number): AsyncGenerator<Due> {
    for (const day of await this.#days(process, civilDateOf(toInstant(nowMs)))) {
      let after: string | undefined;
      do {
        const page = await this.options.models.find<OwedDocument>(process, {
          where: { dueOn: day },
          limit: ROUND_MAX,
          ...(after === undefined ? {} : { after }),
        });
        for (const { id: stream, doc } of page)
          if (doc.owed !== undefined && msOf(doc.owed.at) <= nowMs) yield { stream, owed: doc.owed };
        after = page.length < ROUND_MAX ? undefined : page.at(-1)?.id;
      } while (after !== undefined);
    }
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
    const refused = this.#refusedOf(process);
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
      refused: refused.size,
      notStated: [...refused.values()].toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1)).slice(0, SHOWN_MAX),
    };
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
