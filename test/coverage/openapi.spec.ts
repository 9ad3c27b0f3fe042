import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { FORMATS } from '#kernel';
import { RunningLedger } from '../support/running-ledger.js';

interface Schema {
  readonly [keyword: string]: unknown;
}

interface Found {
  readonly at: string;
  readonly schema: Schema;
}

let ledger: RunningLedger;
let text: string;
let document: Schema;

beforeAll(async () => {
  ledger = await RunningLedger.start();
  text = (await ledger.fetch('/openapi.json')).text;
  document = JSON.parse(text) as Schema;
});
afterAll(() => ledger.discard());

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const schemasIn = (value: unknown): readonly Schema[] =>
  Array.isArray(value) ? value.filter(isSchema) : isSchema(value) ? [value] : [];

/** Every member of a schema and of what lies in it. */
function membersOf(at: string, schema: Schema): readonly Found[] {
  const members = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>).map(
    ([name, member]) => ({ at: `${at}.${name}`, schema: member }),
  );
  const inner = ['items', 'oneOf', 'anyOf', 'allOf', 'additionalProperties'].flatMap((keyword) =>
    schemasIn(schema[keyword]),
  );
  return [
    ...members.flatMap((found) => [found, ...membersOf(found.at, found.schema)]),
    ...inner.flatMap((within) => membersOf(at, within)),
  ];
}

/** The parameters of every operation, and all that is asked and answered. */
function everything(): { readonly parameters: readonly Found[]; readonly members: readonly Found[] } {
  const parameters: Found[] = [];
  const members: Found[] = [];
  for (const [path, item] of Object.entries(document['paths'] as Readonly<Record<string, Schema>>))
    for (const [method, operation] of Object.entries(item as Readonly<Record<string, Schema>>)) {
      const at = `${method} ${path}`;
      for (const parameter of schemasIn(operation['parameters']))
        parameters.push({ at: `${at} ?${String(parameter['name'])}`, schema: parameter });
      const bodies = [operation['requestBody'], ...Object.values((operation['responses'] ?? {}) as Schema)];
      for (const body of bodies)
        for (const content of Object.values(((body as Schema | undefined)?.['content'] ?? {}) as Schema))
          members.push(...membersOf(at, ((content as Schema)['schema'] ?? {}) as Schema));
    }
  const { schemas } = document['components'] as { readonly schemas: Readonly<Record<string, Schema>> };
  for (const [name, schema] of Object.entries(schemas)) members.push(...membersOf(name, schema));
  return { parameters, members };
}

const listed = (found: readonly Found[]): readonly string[] => [...new Set(found.map(({ at }) => at))].toSorted();
/** It holds members of its own, which have examples. */
const holdsMembers = (schema: Schema): boolean => membersOf('', schema).length > 0 || '$ref' in schema;
const isClosed = (schema: Schema): boolean => 'enum' in schema || 'const' in schema;

describe('the OpenAPI document', () => {
  it('says of every parameter what it means, in Chinese and English, with an example', () => {
    const { parameters } = everything();
    expect(parameters.length).toBeGreaterThan(80);
    expect(listed(parameters.filter(({ schema }) => !/ \/ /.test(String(schema['description']))))).toEqual([]);
    const exampled = (schema: Schema) => {
      const said = (schema['schema'] ?? {}) as Schema;
      return 'examples' in said || isClosed(said);
    };
    expect(listed(parameters.filter(({ schema }) => !exampled(schema)))).toEqual([]);
  });

  it('says of every member of what is asked and answered what it means, in Chinese and English, with an example', () => {
    const { members } = everything();
    expect(members.length).toBeGreaterThan(1_000);
    expect(listed(members.filter(({ schema }) => !/ \/ /.test(String(schema['description']))))).toEqual([]);
    expect(
      listed(members.filter(({ schema }) => !('examples' in schema || isClosed(schema) || holdsMembers(schema)))),
    ).toEqual([]);
  });

  it('shows no example that its own schema refuses', () => {
    const ajv = new Ajv2020({
      strict: false,
      allErrors: true,
      formats: { ...FORMATS, uuid: true, 'date-time': true, 'uri-reference': true },
    });
    ajv.addSchema({ ...document, $id: 'ledger' });
    const { parameters, members } = everything();
    const wrong = [...parameters.map(({ at, schema }) => ({ at, schema: schema['schema'] as Schema })), ...members]
      .filter(({ schema }) => 'examples' in schema)
      .flatMap(({ at, schema }) => {
        const { examples, ...rest } = schema;
        const validate = ajv.compile({ ...rest, $id: `ledger-${Math.random()}` });
        return (examples as readonly unknown[]).every((example) => validate(example)) ? [] : [at];
      });
    expect(wrong).toEqual([]);
  });

  it('shows a whole example of every event type, which the door finds nothing wrong with in shape', async () => {
    const { schemas } = document['components'] as { readonly schemas: Readonly<Record<string, Schema>> };
    const types = Object.entries(schemas).filter(([name]) => name.startsWith('cn.smes.'));
    const lines = types.map(([, { examples }]) => (examples as readonly [object])[0]);
    const answers = await ledger.postLines(lines, '/v1/events/validate');
    const SHAPE = /^(?:invalid-data|invalid-attributes|.*subject.*|.*-type|json-.*|data-.*)$/;
    const wrong = answers
      .filter(({ problem }) => SHAPE.test(problem?.code ?? ''))
      .map(({ line = 0, problem }) => `${types[line - 1]?.[0]} ${JSON.stringify(problem)}`);
    expect(types.length).toBeGreaterThan(80);
    expect(answers).toHaveLength(types.length + 1);
    expect(wrong).toEqual([]);
  });

  it('stays below 2 MB', () => expect(text.length).toBeLessThan(2_000_000));
});
