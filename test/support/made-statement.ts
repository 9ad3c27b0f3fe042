import fc from 'fast-check';
import { FORMATS, sha256, type JsonSchema } from '#kernel';

/** The one stored file that statements made up here name as evidence. */
export const FILE = '佐证';
const STORED = { sha256: sha256(FILE), bytes: Buffer.byteLength(FILE) };

const samples = new Map<string, string>();

/** A text of a pattern, the same at every run. */
function textOf(pattern: string): string {
  const known = samples.get(pattern);
  if (known !== undefined) return known;
  const expression = new RegExp(pattern, 'u');
  // Properties of characters are unknown to the generator; letters have those that patterns ask for.
  const drawn = fc.sample(fc.stringMatching(new RegExp(pattern.replaceAll(/\\p\{\w+\}/g, 'A-Z'), 'u')), {
    numRuns: 40,
    seed: 1,
  });
  const fitting = drawn.find((text) => expression.test(text) && FORMATS['public-text']?.(text) === true);
  if (fitting === undefined) throw new Error(`no text drawn for ${pattern}`);
  samples.set(pattern, fitting);
  return fitting;
}

/** The first fitting value of a schema of the payload vocabulary; `whole`: with all that is optional, no list empty. */
function made(schema: JsonSchema, whole: boolean): unknown {
  const { type, const: only, enum: choices, pattern, format, minimum = 0, minItems = 0, minLength = 0 } = schema;
  if (only !== undefined) return only;
  if (Array.isArray(choices)) return choices[0];
  if (type === 'object') return madeObject(schema, whole);
  if (type === 'array')
    return madeList(schema['items'] as JsonSchema, Math.max(Number(minItems), whole ? 1 : 0), whole);
  if (type === 'integer') return minimum;
  if (type === 'boolean') return false;
  if (format === 'civil-date') return '2026-03-05';
  if (format === 'rfc3339-instant') return '2026-03-05T10:00:00+08:00';
  return typeof pattern === 'string' ? textOf(pattern) : '据'.repeat(Math.max(Number(minLength), whole ? 1 : 0));
}

/** No item twice: of choices the first ones. */
function madeList(items: JsonSchema, length: number, whole: boolean): readonly unknown[] {
  const { enum: choices } = items;
  return Array.from({ length }, (_, n) => (Array.isArray(choices) ? choices[n] : made(items, whole)));
}

function madeObject({ required = [], properties = {} }: JsonSchema, whole: boolean): object {
  const schemas = properties as Readonly<Record<string, JsonSchema>>;
  const names = whole ? Object.keys(schemas) : (required as readonly string[]);
  const value = Object.fromEntries(names.map((name) => [name, made(schemas[name] ?? {}, whole)]));
  return 'sha256' in value && 'bytes' in value ? { ...value, ...STORED } : value;
}

/** A payload that fits its schema. */
export const madeData = (schema: JsonSchema, extent: 'minimal' | 'whole'): object =>
  made(schema, extent === 'whole') as object;

/** A well-formed CloudEvent of an event type by its published schema, about a stream in which nothing has happened. */
export function madeStatement(schema: JsonSchema, extent: 'minimal' | 'whole'): Readonly<Record<string, unknown>> {
  const { subject, type, data } = schema['properties'] as Readonly<Record<string, JsonSchema>>;
  const part = (of: JsonSchema = {}): unknown => made(of, extent === 'whole');
  return {
    specversion: '1.0',
    id: String(type?.['const']),
    source: 'urn:made',
    type: part(type),
    subject: part(subject),
    time: new Date().toISOString(),
    data: part(data),
  };
}
