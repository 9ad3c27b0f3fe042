import type { JsonSchema } from '#kernel';
import { INTERNAL, PROBLEM_MEDIA_TYPE, statusOf } from '#web';
import { REFUSAL_TABLES } from './refusal-tables.js';

/** Statuses any request may be answered with, whatever its route. */
const ANY = [400, 408, 414, 431, 500, 503];
/** Those of the API besides, and of a route there that takes or changes something. */
const OF_API = [401, 403, 404, 409, 422, 429];
const OF_WRITING = [413, 415];

/** The codes of each status, of every part. */
function codesByStatus(): ReadonlyMap<number, readonly string[]> {
  const codes = new Map<number, string[]>([[INTERNAL.status, [INTERNAL.code]]]);
  for (const table of Object.values(REFUSAL_TABLES))
    for (const [code, { kind }] of Object.entries(table))
      codes.set(statusOf(kind), [...(codes.get(statusOf(kind)) ?? []), code]);
  return codes;
}

/** Problems by component name, one for each status, with the codes it bears. */
export const problemSchemas = (): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(
    [...codesByStatus()].map(([status, codes]) => [
      `Problem${status}`,
      {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          {
            type: 'object',
            properties: {
              status: { const: status, description: '状态 / status' },
              code: { enum: codes.toSorted(), description: '错误代码 / code' },
            },
          },
        ],
      },
    ]),
  );

interface PublishedResponse {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>;
}

const response = (description: string, schema: string): PublishedResponse => ({
  description,
  content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: `#/components/schemas/${schema}` } } },
});

/** What a route may be answered when it is not answered with success. */
export function problemResponses(path: string, isWriting: boolean): Readonly<Record<string, PublishedResponse>> {
  const isApi = path.startsWith('/v1/');
  const isNamed = path.includes('{');
  const statuses = [
    ...ANY,
    ...(isApi ? OF_API : isNamed ? [404] : []),
    ...(isApi && isWriting ? OF_WRITING : []),
  ].toSorted((a, b) => a - b);
  return {
    ...Object.fromEntries(
      statuses.map((status) => [status, response(`问题说明 / problem details, ${status}`, `Problem${status}`)]),
    ),
    default: response('问题说明 / problem details (RFC 9457)', 'Problem'),
  };
}
