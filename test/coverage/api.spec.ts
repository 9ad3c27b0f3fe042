import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AUDIENCES, type AudienceName } from '#context';
import { RunningLedger } from '../support/running-ledger.js';

const DOCUMENT = 'docs/api.md';
/** In the order of the book. */
const TAGS = ['申报 posting', '佐证 evidence', '查询 reading', '运维 operating', '错误说明 problems'];
/** Where a name means several things, the meaning that this many routes share goes without them. */
const COMMON = 4;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description: string;
  readonly schema: { readonly examples?: readonly (string | number | boolean)[] };
}

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly 'x-readers': AudienceName;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

interface Route {
  readonly name: string;
  readonly operation: Operation;
}

let ledger: RunningLedger;
let routes: readonly Route[];

beforeAll(async () => {
  ledger = await RunningLedger.start();
  const { paths } = JSON.parse((await ledger.fetch('/openapi.json')).text) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );
});
afterAll(() => ledger.discard());

/** What the document must say. */
function documented(): string {
  return [
    '# 接口 · Every route',
    '',
    '凭证、可见范围、错误和限额见[接口通则](calling.md)。What holds of all of them (credentials, who sees what, headers, errors, limits) stands in',
    '[calling](calling.md), what each answers in full in the `/openapi.json` of a running ledger, from which this page is written:',
    '`UPDATE=1 npm run jest -- test/coverage/api`. Of each route it says whom it is for, what it answers, and its parameters (必填 required: *), which',
    'are explained [at the end](#参数-parameters).',
    '',
    ...TAGS.flatMap((tag) => [`## ${tag}`, '', ...routes.filter((route) => tagOf(route) === tag).flatMap(section)]),
    '## 参数 parameters',
    '',
    ...parameters(),
    '',
  ].join('\n');
}

const tagOf = ({ operation: { tags } }: Route): string => tags.at(-1) ?? '';

function section({ name, operation }: Route): readonly string[] {
  const { summary, description, responses, parameters: asked = [] } = operation;
  const readers = AUDIENCES[operation['x-readers']];
  const successes = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { description: answer }]) => (answer === summary ? status : `${status} ${answer}`));
  const names = asked.filter((one) => one.in !== 'path').map((one) => `\`${one.name}\`${one.required ? ' *' : ''}`);
  return [
    `### \`${name}\``,
    '',
    summary,
    '',
    ...(description === undefined ? [] : [description, '']),
    `- ${readers.zh} / ${readers.en}`,
    `- ${successes.join('; ')}`,
    ...(names.length === 0 ? [] : [`- ${names.join(', ')}`]),
    '',
  ];
}

/** Each parameter once; where a name means several things, once for each of them, with the routes that mean it. */
function parameters(): readonly string[] {
  const all = routes.flatMap(({ name, operation }) =>
    (operation.parameters ?? []).map((parameter) => ({ route: name, ...parameter })),
  );
  const byName = [...Map.groupBy(all, ({ name }) => name)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return byName.flatMap(([name, named]) => {
    const meanings = [...Map.groupBy(named, ({ description }) => description)];
    return meanings
      .toSorted(([, a], [, b]) => b.length - a.length)
      .map(([description, of]) => {
        const [example] = of.flatMap(({ schema }) => schema.examples ?? []);
        const where = of.map(({ route }) => `\`${route}\``).join(', ');
        const isCommon = meanings.length === 1 || of.length >= COMMON;
        const shown = example === undefined ? '' : `; \`${String(example)}\``;
        return `- \`${name}\`${isCommon ? '' : ` of ${where}`}: ${description}${shown}`;
      });
  });
}

describe('the book of routes', () => {
  it('says of every route for whom it is, as the ledger does', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.filter(({ operation }) => !Object.hasOwn(AUDIENCES, operation['x-readers']))).toEqual([]);
  });

  it('has a place for every route', () => {
    expect(routes.filter((route) => !TAGS.includes(tagOf(route)))).toEqual([]);
  });

  it('is as the running ledger says', () => {
    if (process.env['UPDATE'] === '1') writeFileSync(DOCUMENT, documented());
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(documented());
  });
});
