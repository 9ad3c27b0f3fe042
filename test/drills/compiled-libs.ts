import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Compiles the libs into `dir`, so that a child process can run them in a fresh clone, without a build and without a loader
 * that would slow down each of its starts. The names `#lib` mean the compiled libs there.
 */
export function compileLibs(dir: string): void {
  const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
  execFileSync(process.execPath, [swc, 'libs', '-d', dir, '--config-file', '.swcrc', '-q'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const { imports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
  // What only tests import has no compiled form.
  const compiled = Object.entries(imports).flatMap(([name, target]) =>
    typeof target === 'string' ? [] : [[name, target.default.replace('./dist/', './')]],
  );
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ type: 'module', imports: Object.fromEntries(compiled) }));
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
}

interface Manifest {
  readonly imports: Readonly<Record<string, string | { readonly default: string }>>;
}
