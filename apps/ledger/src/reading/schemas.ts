import type { JsonSchema } from '#kernel';

/** Pieces of the JSON Schemas of answers. Members may be added later, so none is closed. */

export type Members = Readonly<Record<string, JsonSchema>>;

export const object = (required: Members, optional: Members = {}): JsonSchema => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
});
export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

export const TEXT: JsonSchema = { type: 'string' };
export const WHOLE: JsonSchema = { type: 'integer' };
export const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
export const FLAG: JsonSchema = { type: 'boolean' };
export const ANY: JsonSchema = {};
export const ANY_OBJECT: JsonSchema = { type: 'object' };
export const TEXTS_BY_NAME: JsonSchema = { type: 'object', additionalProperties: TEXT };
export const RATIO: JsonSchema = { type: 'string', pattern: '^-?[0-9]+\\.[0-9]{4}$' };
export const BILINGUAL = object({ zh: TEXT, en: TEXT });

export const page = (more: Members = {}): JsonSchema => object({ atPosition: COUNT, ...more }, { next: TEXT });
