import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);

/** Runs a tool of node_modules; its words are shown when it fails. */
async function tool(script: string, ...args: readonly string[]): Promise<string> {
  try {
    await run(process.execPath, [`node_modules/${script}`, ...args], { maxBuffer: 16 * 2 ** 20 });
    return 'clean';
  } catch (failure) {
    const { stdout, stderr } = failure as { stdout: string; stderr: string };
    return `${stdout}\n${stderr}`.trim();
  }
}

const MINUTES = 60_000;

describe('the code base', () => {
  it(
    'has types that hold',
    async () => {
      expect(await tool('@typescript/native/bin/tsc', '-p', 'tsconfig.json')).toBe('clean');
    },
    3 * MINUTES,
  );

  it(
    'passes the linter',
    async () => {
      expect(await tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', 'apps', 'libs', 'test')).toBe('clean');
    },
    3 * MINUTES,
  );

  it(
    'is formatted',
    async () => {
      expect(await tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')).toBe('clean');
    },
    3 * MINUTES,
  );

  it(
    'has no dead files, exports or dependencies',
    async () => {
      expect(await tool('knip/bin/knip.js')).toBe('clean');
    },
    3 * MINUTES,
  );

  // Never (the code): contexts import each other, Nest reaches the domain, or imports run in a circle
  it(
    'imports only what its layer may import',
    async () => {
      const config = 'test/architecture/dependency-cruiser.cjs';
      const cruise = 'dependency-cruiser/bin/dependency-cruise.mjs';
      expect(await tool(cruise, '--config', config, 'apps', 'libs', 'test')).toBe('clean');
    },
    3 * MINUTES,
  );
});
