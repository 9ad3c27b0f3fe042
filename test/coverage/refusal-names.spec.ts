import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Registry, ROLES, schemaOf, type JsonSchema } from '#kernel';
import { CONTEXTS } from '../../apps/ledger/src/contexts.js';
import { REFUSAL_TABLES } from '../../apps/ledger/src/operating/refusal-tables.js';
import { ATTRIBUTES } from '../../libs/web/src/attributes.js';

const registry = new Registry(CONTEXTS);

/** Names of fields and codes to choose from, in a schema and below. */
function namesIn(schema: JsonSchema): readonly string[] {
  const { properties = {}, items, enum: choices } = schema;
  return [
    ...Object.entries(properties as Readonly<Record<string, JsonSchema>>).flatMap(([name, of]) => [
      name,
      ...namesIn(of),
    ]),
    ...(items === undefined ? [] : namesIn(items as JsonSchema)),
    ...(Array.isArray(choices) ? (choices as readonly unknown[]).map(String) : []),
  ];
}

/** What a text of a context may name: its fields and codes, besides what every statement has. */
const ofContext = (context: string): readonly string[] =>
  registry.types
    .filter((type) => type.context === context)
    .flatMap(({ eventType }) => namesIn(schemaOf(eventType.payload)));

/** Names in the texts of a part that are not those of a field or code of its statements. */
const BESIDES: Readonly<Record<string, readonly string[]>> = {
  // A field that contexts share.
  'libs/kernel': ['classReason'],
  'libs/event-store': ['streamPrefix'],
  'apps/ledger': ['PUT', 'Demo-Now', 'DEMO_CLOCK', 'T11:30:00'],
  // Members of a receipt.
  'libs/submission': ['eventIds', 'stream'],
  'libs/web': ['data', 'data_base64', 'Authorization', 'Bearer', 'JSON', 'UTF-8', 'errors'],
};
/** Standards and plain units, no names of the API. */
const STANDARDS = [
  'RFC',
  'SHA-256',
  'GB/T',
  'JSON',
  'NDJSON',
  'UTF-8',
  'ASCII',
  'SQLite',
  'EventStoreDB',
  'esdb',
  'API',
  'URI',
];

const withoutValues = (text: string): string => text.replaceAll(/\{\w+\}/g, ' ');
/** In Chinese text whatever is Latin is a name. */
const namesOf = (zh: string): readonly string[] =>
  [...withoutValues(zh).matchAll(/\/?[A-Za-z_][\w./:-]*[\w]|[A-Za-z]{2,}/g)].map(([name]) => name);

const rows = Object.entries(REFUSAL_TABLES).flatMap(([lib, table]) =>
  Object.entries(table).map(([code, { zh, en }]) => ({ lib, code, zh, en })),
);
const statements = rows.filter(({ lib }) => !/read-store|apps\/ledger\/(reading|operating)$/.test(lib));

describe('the text of every refusal', () => {
  it('is Chinese in Chinese and English in English', () => {
    expect(rows.filter(({ zh }) => !/\p{Script=Han}/u.test(zh)).map(({ code }) => code)).toEqual([]);
    expect(rows.filter(({ en }) => /\p{Script=Han}/u.test(en)).map(({ code }) => code)).toEqual([]);
  });

  it('fills both languages from the same values', () => {
    // An event is called by its Chinese name in the one and by its type in the other.
    const valuesOf = (text: string): readonly string[] =>
      [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name.replace(/[eE]vent$|[tT]ype$/, 'Called'));
    const oneSided = rows.flatMap(({ code, zh, en }) => {
      const [inZh, inEn] = [valuesOf(zh), valuesOf(en)];
      return [...inZh.filter((name) => !inEn.includes(name)), ...inEn.filter((name) => !inZh.includes(name))].map(
        (name) => `${code} {${name}}`,
      );
    });
    expect(oneSided).toEqual([]);
  });

  it('names types, fields, attributes and codes that there are, in both languages', () => {
    const astray = statements.flatMap(({ lib, code, zh, en }) => {
      const known = new Set([
        ...ofContext(lib.replace('libs/', '')),
        ...Object.keys(ATTRIBUTES),
        ...registry.types.map(({ wireType }) => wireType),
        ...ROLES,
        ...STANDARDS,
        ...(BESIDES[lib] ?? []),
      ]);
      const unknown = namesOf(zh).filter((name) => !name.startsWith('/') && !known.has(name));
      const inChineseOnly = namesOf(zh).filter((name) => !STANDARDS.includes(name) && !en.includes(name));
      return [
        ...unknown.map((name) => `${lib} ${code}: ${name}?`),
        ...inChineseOnly.map((name) => `${code}: ${name} in Chinese only`),
      ];
    });
    expect(astray).toEqual([]);
  });

  it('names event types in English as they are stated', () => {
    const classNames = new Set(registry.types.map(({ type }) => type));
    const internal = rows.flatMap(({ code, zh, en }) =>
      [...`${zh} ${en}`.matchAll(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/g)].flatMap(([name]) =>
        classNames.has(name) ? [`${code}: ${name}`] : [],
      ),
    );
    expect(internal).toEqual([]);
  });
});
