import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from '#kernel';
import { madeStatement } from '../support/made-statement.js';
import { BATCH, NDJSON, SINGLE } from '../support/running-ledger.js';
import type { Sent } from './caller.js';
import { changesOf, type Change, type Statement } from './changes.js';
import type { PublishedDocument } from './document.js';

/** A changed statement, and the published schema it is judged by. */
export interface Changed extends Change {
  readonly fits: ValidateFunction;
  readonly type: string;
  /** Who may state it, as the document says. */
  readonly role: string;
  /** The statement as it was before, JSON text. */
  readonly well: string;
}

const OPTIONAL = { datacontenttype: 'application/json', correlationid: 'c-1', causationid: 'c-2', onbehalfof: 'o-9' };

/** Every change of every event type's data; of one type of each context also every change of its attributes. */
export function changedStatements({ statements, compile }: PublishedDocument): readonly Changed[] {
  const changed: Changed[] = [];
  const contexts = new Set<string>();
  for (const schema of statements) {
    const type = typeOf(schema);
    const [, , context = ''] = type.split('.');
    const isFirst = !contexts.has(context);
    contexts.add(context);
    const statement = { ...madeStatement(schema, 'whole'), ...(isFirst ? OPTIONAL : {}) };
    const fits = compile(schema);
    if (!fits(statement)) throw new Error(`${type}: what was made up does not fit: ${JSON.stringify(fits.errors)}`);
    const known = { fits, type, role: roleOf(schema), well: JSON.stringify(statement) };
    const named = namesOf(schema, statement);
    for (const change of changesOf(schema, statement, isFirst ? '' : '/data', () => named(changed.length)))
      changed.push({ ...change, ...known });
  }
  return changed;
}

/** The first role that may state it; none: only the ledger does. */
const roleOf = ({ description }: JsonSchema): string =>
  /: (?:LEDGER, )?([A-Z]+)/.exec(String(description))?.[1] ?? 'LEDGER';

/** An id, and where its pattern lets it a stream, of its own for each change. */
function namesOf(schema: JsonSchema, { subject }: Statement): (n: number) => Statement {
  const { pattern } = propertiesOf(schema)['subject'] ?? {};
  const streams = new RegExp(String(pattern), 'u');
  const category = String(subject).split('-', 1)[0] ?? '';
  const isFree = streams.test(`${category}-change-0`);
  return (n) => ({ id: `change-${n}`, subject: isFree ? `${category}-change-${n}` : subject });
}

const propertiesOf = (schema: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  schema['properties'] as Readonly<Record<string, JsonSchema>>;
const typeOf = (schema: JsonSchema): string => String(propertiesOf(schema)['type']?.['const']);

const oddityOf = ({ type, name }: Changed): string => `${type} ${name}`;

/** A changed statement as a request. */
export interface SentChange extends Sent {
  readonly changed: Changed;
  readonly isBatch?: true;
}

export const single = (changed: Changed, path: string): SentChange => ({
  changed,
  oddity: oddityOf(changed),
  method: 'POST',
  path,
  headers: { 'Content-Type': SINGLE },
  body: changed.text,
});

/** As a line of its own: the answer is one to it. */
export const line = (changed: Changed, path: string): SentChange => ({
  ...single(changed, path),
  headers: { 'Content-Type': NDJSON },
});

/** Behind a statement that is well formed. */
export const secondOfBatch = (changed: Changed, path: string): SentChange => ({
  changed,
  oddity: oddityOf(changed),
  isBatch: true,
  method: 'POST',
  path,
  headers: { 'Content-Type': BATCH },
  body: `[${changed.well},${changed.text}]`,
});

/** With its attributes in headers; undefined when it is those that were changed, which a header could not hold. */
export function binary(changed: Changed, path: string): SentChange | undefined {
  const { well, data: body } = changed;
  if (body === undefined) return undefined;
  const said = Object.entries(JSON.parse(well) as Statement)
    .filter(([name]) => name !== 'data' && name !== 'datacontenttype')
    .map(([name, value]) => [`ce-${name}`, String(value)] as const);
  const headers = { ...Object.fromEntries(said), 'Content-Type': 'application/json' };
  return { changed, oddity: oddityOf(changed), method: 'POST', path, headers, body };
}
