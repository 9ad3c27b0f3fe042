import { Type, type Static, type TObject, type TOptional, type TProperties, type TSchema } from 'typebox';
import type { JsonSchema } from '#kernel';
import { GLOSSARY, type Meaning } from './glossary.js';

/** Pieces of the JSON Schemas of answers, each the TypeScript type of what it describes. Members may be added later, so none is closed. */

export type Members = TProperties;

/** No members at all. */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- just that is meant: `object` would widen what is spread over it
export type None = Readonly<Record<never, never>>;

type Kept<Of> = Of extends readonly (infer Item)[]
  ? readonly Kept<Item>[]
  : Of extends object
    ? { readonly [Name in keyof Of]: Kept<Of[Name]> }
    : Of;
/** What an answer of a schema is. */
export type Answer<Schema extends TSchema> = Kept<Static<Schema>>;

type Optional<Of extends Members> = { [Name in keyof Of]: TOptional<Of[Name]> };

export const object = <Required extends Members, Others extends Members = None>(
  required: Required,
  optional?: Others,
): TObject<Required & Optional<Others>> =>
  Type.Object({
    ...glossed(required),
    ...Object.fromEntries(Object.entries(glossed(optional ?? {})).map(([name, of]) => [name, Type.Optional(of)])),
  }) as unknown as TObject<Required & Optional<Others>>;

/** A member that means something else than the glossary says, or shows another example. */
export const said = <Schema extends TSchema>(schema: Schema, zh: string, en: string, example?: unknown): Schema => ({
  ...schema,
  description: `${zh} / ${en}`,
  ...(example === undefined ? {} : { examples: [example] }),
});

/** Members with what the glossary says of their names. */
const glossed = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, withMeaning(schema, GLOSSARY[name])]));

function withMeaning<Schema extends TSchema>(schema: Schema, meaning: Meaning | undefined): Schema {
  if (meaning === undefined || 'description' in schema) return schema;
  const [zh, en, ...examples] = meaning;
  return said(schema, zh, en, exampleFor(schema, examples));
}

/** The first example of the schema's type; none where the schema has members, or a few values, of its own. */
function exampleFor(schema: object, examples: readonly unknown[]): unknown {
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
export const list = <Item extends TSchema>(items: Item) => Type.Array(items);
/** One of some texts or numbers. */
export const oneOf = <const Value extends string | number>(...values: readonly Value[]) =>
  Type.Unsafe<Value>({ enum: values });
/** Null where nothing can be said. */
export const nullable = <Schema extends TSchema>(schema: Schema) =>
  Type.Unsafe<Static<Schema> | null>({ oneOf: [schema, { type: 'null' }] });

export const TEXT = Type.String();
export const WHOLE = Type.Integer();
/** Null where it is more than can be stated exactly. */
export const SUM = nullable(WHOLE);
export const COUNT = Type.Integer({ minimum: 0 });
export const FLAG = Type.Boolean();
/** Of routes that answer with 204. */
export const NOTHING = Type.Unsafe<void>({});
export const ANY = Type.Unsafe<unknown>({});
export const ANY_OBJECT = Type.Unsafe<object>({ type: 'object' });
export const byName = <Schema extends TSchema>(of: Schema) =>
  Type.Unsafe<Readonly<Record<string, Static<Schema>>>>({ type: 'object', additionalProperties: of });
export const TEXTS_BY_NAME = byName(TEXT);
export const RATIO = Type.String({ pattern: '^-?[0-9]+\\.[0-9]{4}$' });
export const BILINGUAL = object({ zh: TEXT, en: TEXT });

export const page = <More extends Members = None>(more?: More) =>
  object({ atPosition: COUNT, ...more } as { atPosition: typeof COUNT } & More, { next: TEXT });
