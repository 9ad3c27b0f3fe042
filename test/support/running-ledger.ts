import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore } from '#event-store';
import { sha256, type RecordedEvent, type Role } from '#kernel';
import type { Receipt } from '#recorder';
import { createLedger } from '../../apps/ledger/src/ledger.module.js';
import { readSettings } from '../../apps/ledger/src/settings.js';
import { PublishedAnswers, type OpenApi } from './published-answers.js';

export const SINGLE = 'application/cloudevents+json';
export const BATCH = 'application/cloudevents-batch+json';
export const NDJSON = 'application/x-ndjson';

/** A CloudEvent about an account, the simplest statement there is. */
export const accountOpened = (id: string, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  specversion: '1.0',
  id: `open-${id}`,
  source: 'urn:test',
  type: 'cn.smes.account.account-opened.v1',
  subject: `acct-${id}`,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  data: { name: `账号 ${id}`, role: 'AUDITOR', org: 'audit' },
  ...over,
});

interface Where {
  readonly org: string;
  readonly node?: string;
}

/** What has to be stated before a party's account is opened: its organisation, and the node it acts for. */
export function registering(role: Role, { org, node }: Where): readonly { readonly subject: string }[] {
  if (!['WINDOW', 'AGENCY', 'SME', 'HUB'].includes(role)) return [];
  const state = (subject: string, type: string, data: object) => ({
    ...accountOpened(subject),
    id: `register-${subject}`,
    type: `cn.smes.network.${type}.v1`,
    subject,
    data,
  });
  const where = { name: '单位', divisionCode: '430111' };
  const organization = state(`org-${org}`, 'organization-registered', { ...where, kind: 'ENTERPRISE' });
  if (node === undefined) return [organization];
  return [organization, state(`node-${node}`, 'node-established', { ...where, kind: 'COUNTY' })];
}

/** A JSON answer: a receipt, a problem, or whatever else; what is not there is undefined. */
interface AnswerBody extends Receipt {
  readonly code: string;
  readonly errors: readonly { readonly code: string; readonly pointer: string }[];
  readonly [member: string]: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON answered; an empty object when it is none. */
  readonly body: AnswerBody;
}

/** A line of a bulk answer; the last one has the counts. */
export interface AnswerLine {
  readonly line?: number;
  readonly receipt?: Receipt;
  readonly problem?: { readonly code: string };
  readonly complete?: boolean;
  readonly accepted?: number;
  readonly replayed?: number;
  readonly rejected?: number;
}

/** The real application on a directory of its own, over a real socket. */
export class RunningLedger {
  #published: Promise<PublishedAnswers> | undefined;
  readonly #registered = new Set<string>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly dataDir: string,
  ) {}

  /** States nothing on its own unless `ROLES` has `process`. */
  static async start(
    env: Readonly<Record<string, string>> = {},
    dataDir = temporaryDirectory(),
  ): Promise<RunningLedger> {
    const app = await createLedger(
      readSettings({
        DATA_DIR: dataDir,
        LOG_LEVEL: 'silent',
        ROLES: 'api,projector',
        ...eventStoreOf(dataDir),
        ...env,
      }),
    );
    await app.listen({ host: '127.0.0.1', port: 0 });
    return new RunningLedger(app, await app.getUrl(), dataDir);
  }

  /** The first account's credential. */
  get key(): string {
    return readFileSync(join(this.dataDir, 'bootstrap-key'), 'utf8').trim();
  }

  /** What every answer of `fetch` is held to. */
  published(): Promise<PublishedAnswers> {
    this.#published ??= fetch(`${this.url}/openapi.json`)
      .then((response) => response.json())
      .then((document) => new PublishedAnswers(document as OpenApi));
    return this.#published;
  }

  async fetch(path: string, init: RequestInit & { readonly key?: string | undefined } = {}): Promise<Answer> {
    const { key = this.key, headers, ...rest } = init;
    const authorization = key === '' ? {} : { Authorization: `Bearer ${key}` };
    const response = await fetch(this.url + path, { ...rest, headers: { ...authorization, ...(headers as object) } });
    const text = await response.text();
    const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
    (await this.published()).check({ method: rest.method ?? 'GET', path, status: response.status, type, text });
    const isJson = /json(?:;|$)/.test(response.headers.get('content-type') ?? '');
    const isLines = response.headers.get('content-type') === NDJSON;
    const body = (isJson && !isLines && text !== '' ? JSON.parse(text) : {}) as AnswerBody;
    return { status: response.status, headers: response.headers, text, body };
  }

  /** Posts an event, a batch, or any text. */
  post(
    body: object | string | Uint8Array,
    {
      path = '/v1/events',
      type = Array.isArray(body) ? BATCH : SINGLE,
      key,
      headers = {},
    }: { path?: string; type?: string; key?: string; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Answer> {
    const content = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    return this.fetch(path, {
      method: 'POST',
      body: content as string,
      key,
      headers: { 'Content-Type': type, ...headers },
    });
  }

  /** Posts lines and gives back the answer lines. */
  async postLines(
    lines: readonly (object | string)[],
    path = '/v1/events/batch',
    key?: string,
  ): Promise<readonly AnswerLine[]> {
    const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    return answerLines((await this.post(body, { path, type: NDJSON, ...(key === undefined ? {} : { key }) })).text);
  }

  /** Opens an account and gives back its credential; a party's organisation and node are registered before. */
  async open(account: string, role: Role, where: Where): Promise<string> {
    await this.#register(registering(role, where));
    const secret = randomBytes(24).toString('hex');
    const opened = accountOpened(account, { data: { name: `账号 ${account}`, role, ...where } });
    const issued = {
      ...opened,
      id: `key-${account}`,
      type: 'cn.smes.account.key-issued.v1',
      data: { keyId: 'k1', sha256: sha256(secret) },
    };
    const { status, body } = await this.post([opened, issued]);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return `${account}.${secret}`;
  }

  async #register(statements: readonly { readonly subject: string }[]): Promise<void> {
    for (const statement of statements) {
      if (this.#registered.has(statement.subject)) continue;
      const { status, body } = await this.post(statement);
      if (status !== 201) throw new Error(JSON.stringify(body));
      this.#registered.add(statement.subject);
    }
  }

  /** Everything in the log. */
  async log(): Promise<readonly RecordedEvent[]> {
    return (await this.app.get(EventStore).readAll({ after: 0, limit: 10_000 })).events;
  }

  async stop(): Promise<void> {
    await this.app.close();
  }

  async discard(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true });
  }
}

/** With EVENTSTORE_URL set, the ledger of a directory has streams of its own on that server. */
function eventStoreOf(dataDir: string): Readonly<Record<string, string>> {
  const url = process.env['EVENTSTORE_URL'];
  return url === undefined ? {} : { EVENT_STORE: `${url}&streamPrefix=t${sha256(dataDir).slice(0, 12)}` };
}

export const answerLines = (text: string): readonly AnswerLine[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AnswerLine);

export const temporaryDirectory = (): string => mkdtempSync(join(tmpdir(), 'liuhen-'));
