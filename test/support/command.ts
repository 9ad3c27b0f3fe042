import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a built command, such as `ledger/src/moving/main.js`, as an operator does. */
export const runCommand = (main: string, ...args: readonly string[]): Promise<Ran> =>
  new Promise((done) => {
    execFile(process.execPath, [resolve('dist/apps', main), ...args], (failure, stdout, stderr) =>
      done({ code: failure === null ? 0 : Number(failure.code), stdout, stderr }),
    );
  });
