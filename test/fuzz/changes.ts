import type { JsonSchema } from '#kernel';
import { HEAVY, odditiesOf, strangers } from './oddities.js';

/** Attributes and data by name. */
export type Statement = Readonly<Record<string, unknown>>;

/** One thing changed in a statement that was well formed. */
export interface Change {
  readonly name: string;
  /** RFC 6901 pointer to what is blamed, if anything is. */
  readonly blamed: string;
  /** The statement as JSON text, or as what is to pass for it. */
  readonly text: string;
  /** Its data alone, where it is there that something was changed. */
  readonly data: string | undefined;
  /** What it is refused for before any schema is asked; undefined: the schema decides. */
  readonly codes: readonly string[] | undefined;
}

/** A member, or an item, with its schema. */
interface Place {
  readonly pointer: string;
  readonly schema: JsonSchema;
  readonly isMember: boolean;
}

/** Every place of a value that its schema speaks of, the value itself first. */
function placesOf(schema: JsonSchema, value: unknown, pointer = '', isMember = false): readonly Place[] {
  const below = Array.isArray(value)
    ? value.flatMap((item, n) => placesOf(schema['items'] as JsonSchema, item, `${pointer}/${n}`))
    : Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>).flatMap(([name, member]) => {
        const stated = (value as Readonly<Record<string, unknown>>)[name];
        return stated === undefined ? [] : placesOf(member, stated, `${pointer}/${name}`, true);
      });
  return [{ pointer, schema, isMember }, ...below];
}

/** JSON of a value with one place written otherwise; undefined: left out. */
function written(
  value: unknown,
  at: string,
  write: (text: string) => string | undefined,
  here = '',
): string | undefined {
  const text = at === here || !at.startsWith(`${here}/`) ? JSON.stringify(value) : around(value, at, write, here);
  return at === here ? write(text) : text;
}

function around(value: unknown, at: string, write: (text: string) => string | undefined, here: string): string {
  if (Array.isArray(value)) return `[${value.map((item, n) => written(item, at, write, `${here}/${n}`)).join()}]`;
  const members = Object.entries(value as object).flatMap(([name, member]) => {
    const text = written(member, at, write, `${here}/${name}`);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.join()}}`;
}

/**
 * All changes of one statement by its schema, at the pointer `within` and below: every place written in every odd way, left
 * out, and given members it does not have. `namesOf` names each, so that none is a repetition of another.
 */
export function* changesOf(
  schema: JsonSchema,
  statement: Statement,
  within: string,
  namesOf: () => Statement,
): Generator<Change> {
  const changed = (
    { pointer }: Place,
    {
      name,
      write,
      codes,
    }: {
      readonly name: string;
      readonly write: (text: string) => string | undefined;
      readonly codes?: readonly string[];
    },
    blamed = pointer,
  ): Change => {
    const text = written({ ...statement, ...namesOf() }, pointer, write) ?? '';
    const isInData = pointer === '/data' || pointer.startsWith('/data/');
    const data = isInData ? written(statement['data'], pointer.slice('/data'.length), write) : undefined;
    return { name: `${pointer}: ${name}`, blamed, text, data, codes };
  };
  let isFirstText = true;
  for (const place of placesOf(schema, statement)) {
    if (place.pointer !== within && !place.pointer.startsWith(`${within}/`)) continue;
    const { schema, isMember, pointer } = place;
    for (const oddity of odditiesOf(schema)) yield changed(place, oddity);
    if (schema['type'] === 'string' && isFirstText) {
      isFirstText = false;
      for (const oddity of HEAVY) yield changed(place, oddity);
    }
    if (isMember) yield changed(place, { name: 'left out', write: () => undefined });
    if (schema['type'] === 'object')
      for (const stranger of strangers) yield changed(place, stranger, pointer + stranger.at);
  }
}
