import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { FORMATS, type JsonSchema } from '#kernel';
import type { OpenApi } from '../support/published-answers.js';
import type { Answered, Sent } from './caller.js';

export interface Problem {
  readonly code: string;
  readonly status: number;
  readonly errors?: readonly { readonly code: string; readonly pointer: string }[];
}

interface Document extends OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** What the server publishes about itself, and whether an answer agrees with it. */
export class PublishedDocument {
  readonly #ajv = new Ajv2020({ strict: false, formats: { ...FORMATS, 'uri-reference': true } });
  readonly #isProblem: ValidateFunction;

  constructor(
    readonly document: Document,
    /** Statuses by code, of `/problems`. */
    private readonly statuses: ReadonlyMap<string, number>,
  ) {
    this.#ajv.addSchema({ ...document, $id: 'ledger' });
    this.#isProblem = this.compile({ $ref: 'ledger#/components/schemas/Problem' });
  }

  /** Schemas of the CloudEvents of all event types. */
  get statements(): readonly JsonSchema[] {
    const { schemas } = this.document.components;
    return Object.entries(schemas).flatMap(([name, schema]) => (name.startsWith('cn.smes.') ? [schema] : []));
  }

  readonly compile = (schema: JsonSchema): ValidateFunction => this.#ajv.compile(schema);

  /** What is wrong with an answer as such, whatever was asked; undefined when it is a success, or a documented problem. */
  fault({ method }: Sent, { status, headers, text }: Answered): string | undefined {
    if (status >= 200 && status < 300) return undefined;
    if (status < 400 || status >= 500) return status === 0 ? 'got no answer' : `got ${status}`;
    if (headers['content-type']?.startsWith('application/problem+json') !== true)
      return `${status} is no problem but ${headers['content-type']}`;
    if (method === 'HEAD') return undefined;
    const problem: unknown = JSON.parse(text);
    return this.#isProblem(problem) ? this.problemFault(problem as Problem, status) : `not as documented: ${text}`;
  }

  problemFault({ code, status, errors = [] }: Problem, answered = status): string | undefined {
    if (this.statuses.get(code) !== answered || status !== answered) return `${code} is answered with ${answered}`;
    const blamed = errors.map((error) => `${error.code} ${error.pointer}`);
    return new Set(blamed).size < blamed.length ? `says twice: ${blamed.join(', ')}` : undefined;
  }
}

export const problemIn = (text: string): Problem => JSON.parse(text) as Problem;
