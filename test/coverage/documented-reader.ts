import { Ajv2020 } from 'ajv/dist/2020.js';
import request from 'supertest';
import type { RunningLedger } from '../support/running-ledger.js';

export interface Json {
  readonly [member: string]: unknown;
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  /** `true`: members may be of any name besides those named. */
  readonly additionalProperties?: unknown;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Readonly<Record<string, unknown>>;
  }[];
  readonly responses: Readonly<Record<string, Content>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Reads over the real socket, and holds every JSON answer to what the OpenAPI document says of its route. */
export class DocumentedReader {
  readonly #ajv: Ajv2020;

  private constructor(
    private readonly ledger: RunningLedger,
    private readonly key: string,
    readonly document: OpenApi,
  ) {
    this.#ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    this.#ajv.addSchema({ ...document, $id: 'ledger' });
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
    const { status, body, type } = await this.get(path, key).set(headers);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    this.check(path, status, type, body);
    return body as Json;
  }

  /** Status and code of an answer that should be a problem; `200 -` when it was none. */
  async refused(path: string, key?: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    const { status, body, type } = await this.get(path, key).set(headers);
    this.check(path, status, type, body);
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
    const { status, body, type } = answer;
    if (status !== 204) this.check(path, status, type, body, method);
    return [status, body as Json];
  }

  check(path: string, status: number, type: string, body: unknown, method = 'get'): void {
    const [plain = ''] = path.split('?');
    const [template, operations] =
      Object.entries(this.document.paths).find(
        ([name, found]) =>
          found[method] !== undefined && new RegExp(`^${name.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(plain),
      ) ?? [];
    const responses = operations?.[method]?.responses;
    const response = responses?.[status] === undefined ? 'default' : String(status);
    const schema = responses?.[response]?.content?.[type]?.schema;
    if (template === undefined || schema === undefined) throw new Error(`${path}: ${status} ${type} is not documented`);
    const pointer = ['paths', template, method, 'responses', response, 'content', type, 'schema']
      .map(escaped)
      .join('/');
    const validate = this.#ajv.getSchema(`ledger#/${pointer}`);
    if (validate === undefined) throw new Error(`${path}: no schema at ${pointer}`);
    if (validate(body) !== true) throw new Error(`${path}: ${this.#ajv.errorsText(validate.errors)}`);
    const left = undocumented(schema, body, '');
    if (left.length > 0) throw new Error(`${path}: not documented: ${left.join(', ')}`);
  }
}

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** Members of an answer the schema does not speak of, where it names members at all. */
function undocumented(
  { properties, items, additionalProperties }: Schema,
  value: unknown,
  at: string,
): readonly string[] {
  if (Array.isArray(value)) return items === undefined ? [] : value.flatMap((item) => undocumented(items, item, at));
  if (properties === undefined || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const known = properties[name];
    if (known === undefined && additionalProperties === true) return [];
    return known === undefined ? [`${at}/${name}`] : undocumented(known, member, `${at}/${name}`);
  });
}
