import request from 'supertest';
import { PublishedAnswers, type Json, type OpenApi } from '../support/published-answers.js';
import type { RunningLedger } from '../support/running-ledger.js';

/** Reads over the real socket, and holds every JSON answer to what the OpenAPI document says of its route. */
export class DocumentedReader {
  readonly #published: PublishedAnswers;

  private constructor(
    private readonly ledger: RunningLedger,
    private readonly key: string,
    readonly document: OpenApi,
  ) {
    this.#published = new PublishedAnswers(document);
  }

  static async of(ledger: RunningLedger, key: string): Promise<DocumentedReader> {
    const { body } = await request(ledger.url).get('/openapi.json');
    return new DocumentedReader(ledger, key, body as OpenApi);
  }

  get(path: string, key = this.key): request.Test {
    return request(this.ledger.url).get(path).set('Authorization', `Bearer ${key}`);
  }

  /** A 200 answer; throws whatever else came, and an answer that is not as documented. */
  async json(path: string, key?: string, headers: Readonly<Record<string, string>> = {}): Promise<Json> {
    const answer = await this.get(path, key).set(headers);
    const { status, body } = answer;
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    this.#check(path, answer);
    return body as Json;
  }

  /** Status and code of an answer that should be a problem; `200 -` when it was none. */
  async refused(path: string, key?: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    const answer = await this.get(path, key).set(headers);
    const { status, body } = answer;
    this.#check(path, answer);
    return `${status} ${(body as { readonly code?: string }).code ?? '-'}`;
  }

  /** All items of a listing, page by page; no page holds more than `limit`, and all stand at one position. */
  async pages(path: string, limit: number, key?: string): Promise<readonly Json[]> {
    const items: Json[] = [];
    const positions = new Set<number>();
    for (let next: string | undefined = ''; next !== undefined;) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const answer = await this.json(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor}`, key);
      const page = answer['page'] as { readonly next?: string; readonly atPosition: number };
      const shown = answer['items'] as readonly Json[];
      positions.add(page.atPosition);
      if (shown.length > limit || positions.size > 1) throw new Error(`${path}: a page shifts or is too long`);
      items.push(...shown);
      next = page.next;
    }
    return items;
  }

  /** Status and body of a call without a body of its own, the body held to the document too; nothing is `{}`. */
  async call(method: 'post' | 'delete', path: string, key = this.key): Promise<readonly [number, Json]> {
    const answer = await request(this.ledger.url)[method](path).set('Authorization', `Bearer ${key}`);
    const { status, body } = answer;
    this.#check(path, answer, method);
    return [status, body as Json];
  }

  #check(path: string, { status, type, text }: request.Response, method = 'get'): void {
    this.#published.check({ method, path, status, type, text });
  }
}
