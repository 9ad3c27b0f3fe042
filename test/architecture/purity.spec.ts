import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** Lines of product files that match, as `file:line text`. */
function grep(pattern: RegExp, files: string, except: readonly RegExp[] = []): readonly string[] {
  return globSync(files)
    .map(String)
    .filter(
      (file) =>
        !/\.(spec|contract|fixture)\.ts$|^libs\/testing\//.test(file) &&
        !except.some((exception) => exception.test(file)),
    )
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
    );
}

describe('the product', () => {
  // Never (the code): the domain reads a clock, randomness or the environment
  it('reads clock, randomness and environment at the edge only', () => {
    const edge = [/^apps\//, /^libs\/(web|event-store\/src\/sqlite|read-store\/src\/sqlite)\//];
    expect(
      grep(/new Date\(\)|Date\.now\(|Math\.random\(|randomUUID|randomBytes|process\.env/, 'libs/**/*.ts', edge),
    ).toEqual([]);
  });

  it('reads the environment in one file', () => {
    expect(grep(/process\.env/, '{apps,libs}/**/*.ts', [/^apps\/ledger\/src\/serve\.ts$/, /^apps\/demo\//])).toEqual(
      [],
    );
  });

  it('uses no any, no non-null assertion, no export *, no enum', () => {
    expect(grep(/\bas any\b|: any\b|<any>|^export \*|^(export )?(const )?enum /, '{apps,libs}/**/*.ts')).toEqual([]);
  });

  it('has private members as #x alone; what the constructor takes may be private', () => {
    expect(grep(/^\s+private (?!constructor).*[;{]$/, '{apps,libs,test}/**/*.ts')).toEqual([]);
  });

  it('keeps no mutable state in modules', () => {
    expect(grep(/^(export )?(let|var) /, '{apps,libs}/**/*.ts')).toEqual([]);
  });

  it('has nothing left for later in its sources', () => {
    expect(grep(/\b(TODO|FIXME|XXX|HACK)\b/, '{apps,libs,test}/**/*.ts', [/purity\.spec/])).toEqual([]);
  });
});
