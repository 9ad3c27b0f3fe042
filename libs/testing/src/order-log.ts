import { categoryOf, type Fact, type RecordedEvent } from '#kernel';
import { EventStore, type LogPage, type LogRead, type StreamRead } from '#event-store';
import fc from 'fast-check';
import type { Projection } from '#read-store';

/** A log in an array, for histories by the hundred. It reads as the port says; nothing is appended through the port. */
export class ArrayLog extends EventStore {
  readonly events: RecordedEvent[] = [];
  /** Numbers of events returned, empty pages left out. */
  readonly pages: number[] = [];
  /** Thrown by the next reads, one each. */
  readonly failures: Error[] = [];
  readonly #waiting = new Set<() => void>();

  add(stream: string, type: string, data: unknown, day = '2026-03-05'): RecordedEvent {
    const position = this.events.length + 1;
    const revision = this.events.filter((event) => event.stream === stream).length;
    const event = { ...factOf(`e-${position}`, type, data, day), position, stream, revision };
    this.events.push(event);
    for (const ring of this.#waiting) ring();
    return event;
  }

  override async readAll({ after, limit, categories, upTo = Infinity }: LogRead): Promise<LogPage> {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    const wanted = this.events.filter(
      ({ position, stream }) =>
        position > after && position <= upTo && (categories === undefined || categories.includes(categoryOf(stream))),
    );
    const events = wanted.slice(0, limit);
    if (events.length > 0) this.pages.push(events.length);
    const end = Math.max(after, Math.min(this.events.length, upTo));
    return { events, position: wanted.length > limit ? (events.at(-1)?.position ?? end) : end };
  }

  override async readStream(stream: string, { limit = Infinity }: StreamRead = {}): Promise<readonly RecordedEvent[]> {
    return this.events.filter((event) => event.stream === stream).slice(0, limit);
  }

  override async last(): Promise<RecordedEvent | undefined> {
    return this.events.at(-1);
  }

  override async head(): Promise<number> {
    return this.events.length;
  }

  override news(after: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const ring = (): void => {
        if (this.events.length <= after && signal?.aborted !== true) return;
        this.#waiting.delete(ring);
        resolve();
      };
      this.#waiting.add(ring);
      signal?.addEventListener('abort', ring);
      ring();
    });
  }

  override appendBatch(): Promise<never> {
    throw new Error('an array log is written with add');
  }

  override async ready(): Promise<void> {}

  override async close(): Promise<void> {}
}

const factOf = (id: string, type: string, data: unknown, day: string): Fact => ({
  id,
  type,
  version: 1,
  data,
  meta: {
    actor: { account: 'a', org: 'o', role: 'WINDOW' },
    enteredBy: 'SELF',
    occurredAt: `${day}T10:00:00.000+08:00`,
    recordedAt: `${day}T10:00:00.000+08:00`,
    source: '/test',
    statementId: id,
    digest: '',
    correlationId: id,
    ruleVersions: [],
  },
});

/** An order; `visits` keeps the order in which organisations first came, so that a fold must go on where it stopped. */
export type Order = {
  readonly status: 'OPEN' | 'VOID';
  readonly total: number;
  readonly visits: Readonly<Record<string, number>>;
  readonly firstOrg?: string;
};

interface Added {
  readonly minutes: number;
  readonly org: string;
  readonly poison?: boolean;
}

function project(order: Order | undefined, { type, data }: Fact): Order | undefined {
  if (type === 'Opened') return { status: 'OPEN', total: 0, visits: {} };
  if (type === 'Removed' || order === undefined) return undefined;
  if (type === 'Invalidated') return { ...order, status: 'VOID' };
  const { minutes, org } = data as Added;
  const visits = { ...order.visits, [org]: (order.visits[org] ?? 0) + 1 };
  return { ...order, total: order.total + minutes, visits, firstOrg: Object.keys(visits)[0] ?? org };
}

/** Folds, counts, takes back everything but visits, and states amounts that follow from earlier events; poison while `poisonous()`. */
export const orders = (poisonous: () => boolean = () => false): Projection<Order> => ({
  name: 'orders',
  version: 1,
  categories: ['order'],
  indexes: ['status', 'firstOrg'],
  measures: {
    visits: { cuts: ['node', 'org'] },
    minutes: { cuts: ['org', 'level'] },
    'running-minutes': { cuts: [] },
  },
  project,
  measure(fact, before, after) {
    if (fact.type === 'Invalidated') return { voidsAllBut: ['visits'] };
    if (fact.type !== 'Added' || before === undefined || after === undefined) return [];
    const { minutes, org, poison = false } = fact.data as Added;
    if (poison && poisonous()) throw new TypeError('no such size');
    const occurredOn = fact.meta.occurredAt.slice(0, 10);
    const visit = { measure: 'visits', amount: 1, occurredOn, dims: { node: 'N01', org } };
    return [
      ...(minutes === 3 ? [visit, visit] : [visit]),
      { measure: 'minutes', amount: minutes, occurredOn, dims: { org, level: before.status } },
      { measure: 'running-minutes', amount: after.total, occurredOn, dims: {} },
    ];
  },
});

const ORGS = ['7', 'X', 'A'];
const DAYS = ['2026-02-28', '2026-03-05'];
const anyAdded = fc.record({
  minutes: fc.integer({ min: -1, max: 3 }),
  org: fc.constantFrom(...ORGS),
  poison: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

/** One event to be; `back` chooses the target of a correction among the stream's events so far. */
const anyEntry = fc.record({
  stream: fc.constantFrom('order-1', 'order-2', 'order-3', 'visit-1'),
  type: fc.constantFrom(
    'Opened',
    'Added',
    'Added',
    'Added',
    'Added',
    'Invalidated',
    'Removed',
    'EntryReversed',
    'EntryRestated',
  ),
  data: anyAdded,
  day: fc.constantFrom(...DAYS),
  back: fc.nat(8),
});

/** Random histories; corrections name events of their own stream, some of them reversed already or corrections themselves. */
export const anyLog: fc.Arbitrary<ArrayLog> = fc.array(anyEntry, { maxLength: 60, size: 'max' }).map((entries) => {
  const log = new ArrayLog();
  for (const { stream, type, data, day, back } of entries) {
    const own = log.events.filter((event) => event.stream === stream);
    const target = own.at(-1 - (back % Math.max(1, own.length)));
    if (own.length === 0) log.add(stream, 'Opened', {}, day);
    else if (type === 'EntryReversed') log.add(stream, type, { targetEventId: target?.id, reason: 'r' }, day);
    else if (type === 'EntryRestated')
      log.add(
        stream,
        type,
        { targetEventId: target?.id, reason: 'r', replacement: data, occurredAt: `${day}T11:00:00.000+08:00` },
        day,
      );
    else log.add(stream, type, data, day);
  }
  return log;
});
