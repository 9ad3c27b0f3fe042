import { setTimeout as pause } from 'node:timers/promises';
import { toInstant } from '#kernel';
import type { Account } from './province/accounts.js';
import type { CloudEvent } from './province/cloud-event.js';
import type { EvidenceFile } from './province/evidence.js';

export interface Receipt {
  readonly eventIds: readonly string[];
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly recordedAt: string;
  readonly replayed: boolean;
}

export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
}

/** What the ledger made of one statement. */
export type Answer = { readonly receipt: Receipt } | { readonly problem: Problem };

/** Times a request is repeated while the ledger says it is busy; the same ids again are safe. */
const BUSY_TRIES_MAX = 50;
const BUSY_PAUSE_MS = 100;
/** How often, and how long in all, it is looked whether the ledger has stated what is due. */
const STATED_PAUSE_MS = 10;
const STATED_TRIES_MAX = 3_000;

interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly account: Account;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer<ArrayBuffer>;
}

/** The ledger's HTTP door, as every program sees it. */
export class LedgerClient {
  constructor(
    readonly base: string,
    /** The credential of the ledger's first account. */
    private readonly bootstrapKey: string,
  ) {}

  credentialOf({ actor, secret }: Account): string {
    return actor.role === 'AUTHORITY' ? this.bootstrapKey : `${actor.account}.${secret}`;
  }

  /** States one event at a simulated moment. */
  async post(account: Account, event: CloudEvent, atMs: number): Promise<Answer> {
    const headers = { 'Content-Type': 'application/cloudevents+json', ...demoNow(atMs) };
    const body = JSON.stringify(event);
    const { response, problem } = await this.#ask({ method: 'POST', path: '/v1/events', account, headers, body });
    return problem === undefined ? { receipt: (await response.json()) as Receipt } : { problem };
  }

  /** States events line by line; one answer each, in order. */
  async postLines(account: Account, events: readonly CloudEvent[], atMs: number): Promise<readonly Answer[]> {
    const path = '/v1/events/batch';
    const headers = { 'Content-Type': 'application/x-ndjson', ...demoNow(atMs) };
    const body = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    const response = await this.#expect({ method: 'POST', path, account, headers, body });
    const lines = (await response.text()).trimEnd().split('\n');
    const end = JSON.parse(lines.pop() ?? '{}') as { readonly complete?: boolean; readonly problem?: Problem };
    if (end.complete === true && lines.length === events.length) return lines.map((line) => JSON.parse(line) as Answer);
    throw new Error(`POST ${path}: ${lines.length} of ${events.length} lines answered; ${JSON.stringify(end)}`);
  }

  async putEvidence(account: Account, { sha256, content, mediaType }: EvidenceFile): Promise<void> {
    const body = Buffer.from(content);
    const headers = { 'Content-Type': mediaType };
    const response = await this.#expect({ method: 'PUT', path: `/v1/evidence/${sha256}`, account, headers, body });
    await response.arrayBuffer();
  }

  /** Reads; waits until the figures have reached `minPosition`. */
  async get<Value>(account: Account, path: string, minPosition = 0): Promise<Value> {
    const headers = { 'Ledger-Min-Position': String(minPosition) };
    const response = await this.#expect({ method: 'GET', path, account, headers });
    return (await response.json()) as Value;
  }

  /** Waits until an event is recorded, the simulated clock standing at a moment. */
  async recorded(account: Account, eventId: string, atMs: number): Promise<void> {
    const path = `/v1/events/${eventId}`;
    for (let tries = 1; ; tries += 1) {
      const { response, problem } = await this.#ask({ method: 'GET', path, account, headers: demoNow(atMs) });
      if (problem === undefined) return void (await response.arrayBuffer());
      if (problem.status !== 404 || tries >= STATED_TRIES_MAX)
        throw new Error(`GET ${path}: ${problem.status} ${problem.code} ${problem.detail}`);
      await pause(STATED_PAUSE_MS);
    }
  }

  /** Position of the last event. */
  async head(): Promise<number> {
    const response = await fetch(`${this.base}/readyz`);
    return ((await response.json()) as { readonly head: number }).head;
  }

  async #expect(asked: Asked): Promise<Response> {
    const { response, problem } = await this.#ask(asked);
    if (problem === undefined) return response;
    throw new Error(`${asked.method} ${asked.path}: ${problem.status} ${problem.code} ${problem.detail}`);
  }

  async #ask(asked: Asked): Promise<{ readonly response: Response; readonly problem?: Problem }> {
    const { method, path, account, headers = {}, body = null } = asked;
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(`${this.base}${path}`, {
        method,
        headers: { Authorization: `Bearer ${this.credentialOf(account)}`, 'Accept-Language': 'zh', ...headers },
        body,
      });
      if (response.ok) return { response };
      const problem = (await response.json()) as Problem;
      const isBusy = response.status === 429 || response.status === 503;
      if (!isBusy || tries >= BUSY_TRIES_MAX) return { response, problem };
      await pause(BUSY_PAUSE_MS);
    }
  }
}

const demoNow = (atMs: number): Readonly<Record<string, string>> => ({ 'Demo-Now': toInstant(atMs) });
