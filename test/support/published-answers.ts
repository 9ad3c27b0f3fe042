import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AudienceName } from '#context';

export interface Json {
  readonly [member: string]: unknown;
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Operation {
  readonly operationId: string;
  readonly 'x-readers': AudienceName;
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

export interface AnswerSeen {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** The media type, without parameters. */
  readonly type: string;
  readonly text: string;
}

/** Holds answers to what the OpenAPI document says of the route: its statuses, media types and schemas. */
export class PublishedAnswers {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  readonly #routes: readonly (readonly [RegExp, string, Readonly<Record<string, Operation>>])[];

  constructor(readonly document: OpenApi) {
    this.#ajv.addSchema({ ...document, $id: 'ledger' });
    this.#routes = Object.entries(document.paths)
      // `/v1/events/batch` is no `/v1/events/{id}`.
      .toSorted(([a], [b]) => Number(a.includes('{')) - Number(b.includes('{')))
      .map(([path, methods]) => [new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`), path, methods]);
  }

  /** Throws when an answer of a published route is not as published. Of other paths nothing is said but problems. */
  check(seen: AnswerSeen): void {
    const [plain = ''] = seen.path.split('?');
    const method = seen.method.toLowerCase();
    const [, template, operations] = this.#routes.find(([path]) => path.test(plain)) ?? [];
    const responses = operations?.[method]?.responses;
    if (template === undefined || responses === undefined) {
      if (seen.type === 'application/problem+json') this.#validate(seen, ['components', 'schemas', 'Problem']);
      return;
    }
    const response = responses[seen.status];
    if (response === undefined) throw new Error(`${at(seen)} is no status of the route`);
    if (response.content === undefined && seen.text === '') return;
    const type = ['*/*', seen.type].find((name) => response.content?.[name] !== undefined);
    const schema = type === undefined ? undefined : response.content?.[type]?.schema;
    if (type === undefined || schema === undefined) throw new Error(`${at(seen)} ${seen.type} is not documented`);
    if (!type.endsWith('json')) return;
    const pointer = ['paths', template, method, 'responses', String(seen.status), 'content', type, 'schema'];
    for (const body of this.#validate(seen, pointer)) {
      const left = undocumented(schema, body, '');
      if (left.length > 0) throw new Error(`${at(seen)} not documented: ${left.join(', ')}`);
    }
  }

  /** The JSON of an answer, each line of NDJSON by itself, valid by the schema at a place of the document. */
  #validate(seen: AnswerSeen, pointer: readonly string[]): readonly unknown[] {
    const validate = this.#ajv.getSchema(`ledger#/${pointer.map(escaped).join('/')}`);
    if (validate === undefined) throw new Error(`${at(seen)} no schema at ${pointer.join('/')}`);
    const texts = seen.type === 'application/x-ndjson' ? seen.text.trim().split('\n') : [seen.text];
    return texts.map((text) => {
      const body: unknown = JSON.parse(text);
      if (validate(body) !== true) throw new Error(`${at(seen)} ${this.#ajv.errorsText(validate.errors)}: ${text}`);
      return body;
    });
  }
}

const at = ({ method, path, status }: AnswerSeen): string => `${method} ${path}: ${status}`;

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** Members of an answer the schema does not speak of, where it names members at all. */
function undocumented(
  { properties, items, additionalProperties }: Schema,
  value: unknown,
  place: string,
): readonly string[] {
  if (Array.isArray(value)) return items === undefined ? [] : value.flatMap((item) => undocumented(items, item, place));
  if (properties === undefined || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const known = properties[name];
    if (known !== undefined) return undocumented(known, member, `${place}/${name}`);
    return additionalProperties === true ? [] : [`${place}/${name}`];
  });
}
