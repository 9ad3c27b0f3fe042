import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const readme = readFileSync('README.md', 'utf8');
const quoted = [...readme.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
const tableUnder = (heading: string): string => {
  const [, below = ''] = readme.split(`\n## ${heading}\n`);
  return below.slice(below.indexOf('\n|'), below.search(/\|\n\n/));
};

describe('the README', () => {
  it('names only files that exist', () => {
    const linked = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);
    const files = quoted.filter((text) => /^(apps|libs|test|docker)\/[\w./-]+$/.test(text));
    expect(files.length).toBeGreaterThan(20);
    expect([...files, ...linked].filter((file) => !existsSync(file))).toEqual([]);
  });

  it('quotes only tests that exist, in the files it says', () => {
    const tests = [...readme.matchAll(/`([\w./-]+\.(?:spec|contract)\.ts)`: "([^"]+)"/g)];
    expect(tests.length).toBeGreaterThan(20);
    const missing = tests.filter(([, file = '', title = '']) => !readFileSync(file, 'utf8').includes(title));
    expect(missing.map(([text]) => text)).toEqual([]);
  });

  it('has a test for every invariant', () => {
    const rows = tableUnder('Invariants').trim().split('\n').slice(2);
    expect(rows.length).toBeGreaterThan(14);
    expect(rows.filter((row) => !/\.(spec|contract)\.ts`: "/.test(row))).toEqual([]);
  });

  it('names every setting there is, and no other', () => {
    const settings = readFileSync('apps/ledger/src/settings.ts', 'utf8');
    const read = new Set([...settings.matchAll(/(?:read\(\s*'|env\[')([A-Z_]+)'/g)].map(([, name = '']) => name));
    const cells = [...tableUnder('Running it').matchAll(/^\|([^|]+)\|/gm)].map(([, cell = '']) => cell).join(' ');
    const named = new Set([...cells.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name));
    expect([...named].toSorted()).toEqual([...read].toSorted());
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const run = [...readme.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, name = '']) => name);
    const short = [...readme.matchAll(/\bnpm (start|test)\b/g)].map(([, name = '']) => name);
    expect(run.length).toBeGreaterThan(3);
    expect([...run, ...short].filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('has every route of the API in its table, and no other', () => {
    // The rules beside it are held to /openapi.json of the running ledger.
    const rules = readFileSync('test/coverage/routes.spec.ts', 'utf8');
    const routes = [...rules.matchAll(/'(get|post|put|delete) (\/v1\/[^']+)'/g)].map(
      ([, method = '', path]) => `${method.toUpperCase()} ${path}`,
    );
    const named = [...tableUnder('The API').matchAll(/`((?:GET|POST|PUT|DELETE) \/v1\/[^`?]+)`/g)].map(
      ([, path = '']) => path,
    );
    expect(named.toSorted()).toEqual(routes.toSorted());
  });

  it('gives every code of its answers as the ledger does', () => {
    const known = readFileSync('apps/ledger/ERRORS.md', 'utf8');
    const codes = [...readme.matchAll(/\/problems\/([a-z-]+)/g)].map(([, code = '']) => code);
    expect(codes.filter((code) => !known.includes(`| \`${code}\` |`))).toEqual([]);
  });

  it('has a line for every lib in the map', () => {
    const map = tableUnder('Map of the code');
    expect(globSync('libs/*').filter((lib) => !map.includes(`\`${lib}\``))).toEqual([]);
  });
});
