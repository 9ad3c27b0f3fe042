import type { JsonSchema } from '#kernel';
import { GLOSSARY, type Meaning } from './glossary.js';

/** Pieces of the JSON Schemas of answers. Members may be added later, so none is closed. */

export type Members = Readonly<Record<string, JsonSchema>>;

export const object = (required: Members, optional: Members = {}): JsonSchema => ({
  type: 'object',
  required: Object.keys(required),
  properties: glossed({ ...required, ...optional }),
});

/** A member that means something else than the glossary says, or shows another example. */
export const said = (schema: JsonSchema, zh: string, en: string, example?: unknown): JsonSchema => ({
  ...schema,
  description: `${zh} / ${en}`,
  ...(example === undefined ? {} : { examples: [example] }),
});

/** Members with what the glossary says of their names. */
const glossed = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, withMeaning(schema, GLOSSARY[name])]));

function withMeaning(schema: JsonSchema, meaning: Meaning | undefined): JsonSchema {
  if (meaning === undefined || 'description' in schema) return schema;
  const [zh, en, ...examples] = meaning;
  return said(schema, zh, en, exampleFor(schema, examples));
}

/** The first example of the schema's type; none where the schema has members, or a few values, of its own. */
function exampleFor(schema: JsonSchema, examples: readonly unknown[]): unknown {
  const { type, items, oneOf, properties } = schema as {
    type?: unknown;
    items?: JsonSchema;
    oneOf?: JsonSchema[];
    properties?: unknown;
  };
  if (properties !== undefined || 'enum' in schema) return undefined;
  if (items !== undefined) {
    const item = exampleFor(items, examples);
    return item === undefined ? undefined : [item];
  }
  const types = oneOf === undefined ? [type].flat() : oneOf.map((choice) => choice['type']);
  return examples.find((example) => types.includes(undefined) || types.includes(jsonType(example)));
}

const jsonType = (value: unknown): string => (typeof value === 'number' ? 'integer' : typeof value);
export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

export const TEXT: JsonSchema = { type: 'string' };
export const WHOLE: JsonSchema = { type: 'integer' };
/** Null where it is more than can be stated exactly. */
export const SUM: JsonSchema = { oneOf: [WHOLE, { type: 'null' }] };
export const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
export const FLAG: JsonSchema = { type: 'boolean' };
export const ANY: JsonSchema = {};
export const ANY_OBJECT: JsonSchema = { type: 'object' };
export const TEXTS_BY_NAME: JsonSchema = { type: 'object', additionalProperties: TEXT };
export const RATIO: JsonSchema = { type: 'string', pattern: '^-?[0-9]+\\.[0-9]{4}$' };
export const BILINGUAL = object({ zh: TEXT, en: TEXT });

export const page = (more: Members = {}): JsonSchema => object({ atPosition: COUNT, ...more }, { next: TEXT });
