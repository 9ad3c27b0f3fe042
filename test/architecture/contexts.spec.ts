import 'reflect-metadata';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CONTEXTS } from '../../apps/ledger/src/contexts.js';

const byText = (a = '', b = ''): number => (a < b ? -1 : 1);
const names = CONTEXTS.map(({ name }) => name);

describe('the contexts', () => {
  it('are those that there are', () => {
    const written = globSync('libs/*/src/*.context.ts').map((file) => /^libs\/([^/]+)\//.exec(file)?.[1]);
    expect(written.toSorted(byText)).toEqual(names.toSorted(byText));
  });

  it('each export one value, and are named by one file', () => {
    for (const name of names)
      expect([name, readFileSync(`libs/${name}/src/index.ts`, 'utf8')]).toEqual([
        name,
        `export { ${name} } from './${name}.context.js';\n`,
      ]);
    const naming = globSync('{apps,libs}/*/src/**/*.ts')
      .map(String)
      .filter((file) => !/\.(spec|fixture)\.ts$/.test(file))
      .filter((file) => names.some((name) => readFileSync(file, 'utf8').includes(`from '#${name}'`)));
    expect(naming).toEqual(['apps/ledger/src/contexts.ts']);
  });

  it('own the streams, projections, figures, routes and codes they declare, each once', () => {
    const declared = CONTEXTS.flatMap(({ name, aggregates, figures, reads, refusals, processes = [] }) =>
      [
        ...aggregates.map(({ category }) => `stream ${category}`),
        ...[figures.network, figures.agency, figures.cited].flatMap((list = []) =>
          list.map((figure) => `figure ${figure.code}`),
        ),
        ...reads.map((read) => `reads ${read.name}`),
        ...Object.keys(refusals).map((code) => `refusal ${code}`),
        ...processes.map((process) => `process ${process.name}`),
      ].map((what) => [what, name] as const),
    );
    const owners = Map.groupBy(declared, ([what]) => what);
    expect([...owners].filter(([, by]) => new Set(by.map(([, name]) => name)).size > 1)).toEqual([]);
  });
});
