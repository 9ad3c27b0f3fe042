import { randomUUID } from 'node:crypto';
import { setTimeout as elapsed } from 'node:timers/promises';
import {
  EventStoreDBClient,
  jsonEvent,
  type AllStreamResolvedEvent,
  type AppendExpectedRevision,
  type AppendResult,
  type AppendToStreamOptions,
  type EventData,
  type JSONEventData,
  type ReadAllOptions,
  type ReadStreamOptions,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { attempt, ofAppend, type Outcome } from './outcome.js';

/** One check: what it finds out about the server. */
export type Check = (at: Observer) => Promise<Outcome>;
export type Checks = Readonly<Record<string, Check>>;

/** A place in $all. */
export interface Position {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export const CREDENTIALS = { credentials: { username: 'admin', password: 'changeit' } };

interface EventParts {
  readonly id?: string;
  readonly type?: string;
  readonly data?: JSONEventData['data'];
}

export const anEvent = (n = 0, { id = randomUUID(), type = 'T', data = { n } }: EventParts = {}): EventData =>
  jsonEvent({ id, type, data });

export const events = (count: number): EventData[] => Array.from({ length: count }, (_, n) => anEvent(n));

/** The number that an event was made with. */
export const numberOf = ({ event }: ResolvedEvent): unknown => (event?.data as { readonly n?: number } | undefined)?.n;

/** A client and what is done with it again and again. */
export class Observer {
  readonly url: string;
  readonly client: EventStoreDBClient;
  readonly #clients: EventStoreDBClient[] = [];
  readonly #run = randomUUID().slice(0, 8);
  #streams = 0;

  constructor(url: string) {
    this.url = url;
    this.client = this.connect();
  }

  /** Another client of the same server, with other settings in its connection string. */
  connect(settings = ''): EventStoreDBClient {
    const more = settings === '' ? '' : `${this.url.includes('?') ? '&' : '?'}${settings}`;
    const client = EventStoreDBClient.connectionString(`${this.url}${more}`);
    this.#clients.push(client);
    return client;
  }

  /** A name that no stream has. */
  stream(label = 's'): string {
    this.#streams += 1;
    return `m${this.#run}-${label}-${this.#streams}`;
  }

  /** A new stream with so many events. */
  async given(count: number, label = 's'): Promise<string> {
    const stream = this.stream(label);
    await this.append(stream, events(count), 'no_stream');
    return stream;
  }

  append(
    stream: string,
    what: EventData | EventData[],
    expectedRevision: AppendExpectedRevision = 'any',
    options: AppendToStreamOptions = {},
  ): Promise<AppendResult> {
    return this.client.appendToStream(stream, what, { expectedRevision, ...options });
  }

  appended(...append: Parameters<Observer['append']>): Promise<Outcome> {
    return ofAppend(this.append(...append));
  }

  /** Position of the last event of an append. */
  async positionAfter(...append: Parameters<Observer['append']>): Promise<Position> {
    const { position } = await this.append(...append);
    if (position === undefined) throw new Error('an append has a position');
    return position;
  }

  async read(stream: string, options: ReadStreamOptions = {}): Promise<readonly ResolvedEvent[]> {
    return collected(this.client.readStream(stream, options));
  }

  async readAll(options: ReadAllOptions = {}): Promise<readonly AllStreamResolvedEvent[]> {
    return collected(this.client.readAll(options));
  }

  revisions(stream: string, options: ReadStreamOptions = {}): Promise<Outcome> {
    return attempt(this.read(stream, options), (found) => found.map(({ event }) => `${event?.revision}`));
  }

  /** The numbers of a stream's events. */
  async numbers(stream: string): Promise<readonly unknown[]> {
    return (await this.read(stream)).map(numberOf);
  }

  async count(stream: string): Promise<number> {
    return (await this.read(stream)).length;
  }

  /** A client that waits for an answer which never comes does not let go; it is not waited for. */
  async dispose(): Promise<void> {
    const all = Promise.allSettled(this.#clients.map((client) => client.dispose()));
    await Promise.race([all, elapsed(1_000, undefined, { ref: false })]);
  }
}

export async function collected<Item>(stream: AsyncIterable<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** Rejects when no answer comes for so long. */
export async function answerWithin<Value>(waitMs: number, answer: Promise<Value>): Promise<Value> {
  const stop = new AbortController();
  const silence = elapsed(waitMs, undefined, stop).then(() => {
    throw new Error(`no answer within ${waitMs} ms`);
  });
  silence.catch(() => {});
  return Promise.race([answer, silence]).finally(() => stop.abort());
}
