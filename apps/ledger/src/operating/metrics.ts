import { Counter, Gauge, Histogram, Registry as MetricsRegistry } from 'prom-client';
import { Injectable } from '@nestjs/common';
import { Clock } from '#context';
import { EventLookup, EventStore } from '#event-store';
import { civilDateOf, toInstant } from '#kernel';
import type { ProcessProgress } from '#process';
import { Recorder, type Verdict } from '#recorder';
import { calendarHorizon } from '#reference';

/** How far a projection has come. */
export interface Progress {
  readonly name: string;
  readonly checkpoint: number;
  readonly parked: number;
}

/** What the operator watches, in the registry of this application and no other. */
@Injectable()
export class Metrics {
  readonly #registry = new MetricsRegistry();
  readonly #requests = new Histogram({
    name: 'liuhen_http_request_seconds',
    help: 'HTTP requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [this.#registry],
  });
  readonly #posts = new Counter({
    name: 'liuhen_posts_total',
    help: 'Posted statements by outcome (recorded, replayed, or the code of the refusal)',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });

  constructor(
    private readonly store: EventStore,
    private readonly recorder: Recorder,
    private readonly lookup: EventLookup,
    private readonly clock: Clock,
  ) {
    const { recorder: posts, store: log, lookup: identities, clock: time } = this;
    this.#gauge('liuhen_posting_queue', 'Statements queued or being recorded', () => Promise.resolve(posts.waiting));
    this.#gauge('liuhen_head_position', 'Position of the last event', () => log.head());
    this.#gauge('liuhen_statements_recorded_twice', 'Statements that two processes recorded about two streams', () =>
      identities.doubles(),
    );
    this.#gauge('liuhen_working_calendar_days_left', 'Days until the last one whose holidays are known', () =>
      Promise.resolve(calendarHorizon(civilDateOf(toInstant(time.now()))).daysLeft),
    );
  }

  countRequest(
    request: { readonly method: string; readonly route: string; readonly status: number },
    ms: number,
  ): void {
    const { method, route, status } = request;
    this.#requests.observe({ method, route, status: String(status) }, ms / 1000);
  }

  countPosts(verdicts: readonly Verdict[]): void {
    const outcomes = Map.groupBy(verdicts, outcomeOf);
    for (const [outcome, { length }] of outcomes) this.#posts.inc({ outcome }, length);
  }

  /** Watches projections: events behind the head, and parked streams. */
  watch(progress: () => readonly Progress[]): void {
    const { store } = this;
    const options = { labelNames: ['projection'], registers: [this.#registry] };
    void new Gauge({
      ...options,
      name: 'liuhen_projection_lag',
      help: 'Positions a projection is behind the head',
      async collect() {
        const head = await store.head();
        for (const { name, checkpoint } of progress()) this.set({ projection: name }, Math.max(0, head - checkpoint));
      },
    });
    void new Gauge({
      ...options,
      name: 'liuhen_projection_parked_streams',
      help: 'Streams a projection has parked',
      collect() {
        for (const { name, parked } of progress()) this.set({ projection: name }, parked);
      },
    });
  }

  /** Watches processes: what is due and not stated, and what was refused. */
  watchProcesses(progress: () => Promise<readonly ProcessProgress[]>): void {
    const options = { labelNames: ['process'], registers: [this.#registry] };
    void new Gauge({
      ...options,
      name: 'liuhen_process_due',
      help: 'Statements of a process that are due and not made',
      async collect() {
        for (const { name, due } of await progress()) this.set({ process: name }, due);
      },
    });
    void new Gauge({
      ...options,
      name: 'liuhen_process_not_stated',
      help: 'Statements of a process that were refused',
      async collect() {
        for (const { name, refused } of await progress()) this.set({ process: name }, refused);
      },
    });
  }

  /** Prometheus text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  #gauge(name: string, help: string, read: () => Promise<number>): void {
    void new Gauge({
      name,
      help,
      registers: [this.#registry],
      async collect() {
        this.set(await read());
      },
    });
  }
}

const outcomeOf = (verdict: Verdict): string => {
  if (verdict.kind === 'refused') return verdict.refusal.code;
  return verdict.receipt.replayed ? 'replayed' : 'recorded';
};
