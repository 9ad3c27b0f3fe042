import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const readme = readFileSync('README.md', 'utf8');
const quoted = [...readme.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

describe('the README', () => {
  it('names only files that exist', () => {
    const files = quoted.filter((text) => /^(apps|libs|test|docker)\/[\w./-]+$/.test(text));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('names every setting there is, and no other', () => {
    const settings = readFileSync('apps/ledger/src/settings.ts', 'utf8');
    const read = new Set([...settings.matchAll(/(?:read\('|env\[')([A-Z_]+)'/g)].map(([, name = '']) => name));
    const table = readme.slice(readme.indexOf('## Running it'), readme.indexOf('- **Accounts are events.**'));
    const named = new Set([...table.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name = '']) => name));
    expect([...named].toSorted()).toEqual([...read].toSorted());
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm (?:run )?(start|test|build|demo|check|bench|jest)\b/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('has every route of the API in its table, and no other', () => {
    const rules = readFileSync('test/coverage/routes.spec.ts', 'utf8');
    const routes = [...rules.matchAll(/'(get|post|put) (\/v1\/[^']+)'/g)].map(
      ([, method = '', path]) => `${method.toUpperCase()} ${path}`,
    );
    const named = [...readme.matchAll(/`((?:GET|POST|PUT) \/v1\/[^`?]+)`/g)].map(([, route = '']) => route);
    expect([...new Set(named)].toSorted()).toEqual(routes.toSorted());
  });

  it('has no context without a line in the map', () => {
    const libs = globSync('libs/*').map((folder) => folder.slice(5));
    expect(libs.filter((lib) => !readme.includes(`\`libs/${lib}\``) && !readme.includes(`\`${lib}\``))).toEqual([]);
  });
});
