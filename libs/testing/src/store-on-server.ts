import { EventStoreDBClient } from '@eventstore/db-client';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDbEventStore, type EventStoreDbOptions } from '#event-store/eventstoredb';

type Options = Omit<EventStoreDbOptions, 'connection' | 'indexFile'>;

/** A server that is up again answers within the patience; one that is silent is given up in seconds. */
export const SHORT = { answerMs: 400, patienceMs: 1_500, pollMs: 200 } as const;

/** Streams of their own on a server, so that a used one will do, and whatever was opened on them. */
export class StreamsOnServer {
  readonly prefix = `t${randomBytes(6).toString('hex')}`;
  /** What `EVENT_STORE` would say. */
  readonly setting: string;
  readonly #dir = mkdtempSync(join(tmpdir(), 'liuhen-'));
  readonly #opened: EventStoreDbEventStore[] = [];
  readonly #clients: EventStoreDBClient[] = [];

  constructor(private readonly url: string) {
    this.setting = `${url}&streamPrefix=${this.prefix}`;
  }

  /** The store of one process of the ledger; each `index` is a file beside the server. */
  async open(options: Options = {}, index = 'identities'): Promise<EventStoreDbEventStore> {
    const connection = EventStoreDbEventStore.connectionOf(this.setting);
    if (connection === undefined) throw new Error(`cannot use ${this.setting}`);
    const store = await EventStoreDbEventStore.open({ connection, indexFile: this.file(`${index}.db`), ...options });
    this.#opened.push(store);
    return store;
  }

  /** Another's hand. */
  client(): EventStoreDBClient {
    const client = EventStoreDBClient.connectionString(this.url);
    this.#clients.push(client);
    return client;
  }

  /** As the server names a stream of ours. */
  nameOf(stream: string): string {
    return `${this.prefix}.${stream}`;
  }

  file(name: string): string {
    return join(this.#dir, name);
  }

  async discard(): Promise<void> {
    await Promise.all(this.#opened.map((store) => store.close()));
    await Promise.all(this.#clients.map((client) => client.dispose()));
    rmSync(this.#dir, { recursive: true });
  }
}
