import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { RunningLedger } from '../support/running-ledger.js';

const run = promisify(execFile);
const TSC = resolve('node_modules/@typescript/native/bin/tsc');

/** What somebody writes who has nothing but the generated types. */
const USE = `import type { components, operations, paths } from './ledger.js';

type Answer<Id extends keyof operations, Status extends keyof operations[Id]['responses']> =
  operations[Id]['responses'][Status] extends { content: infer Content } ? Content[keyof Content] : never;

export const posted = (receipt: components['schemas']['Receipt']): number => receipt.position;
export const figure = (answer: Answer<'readFigure', 200>): unknown => answer;
export const code = (problem: Answer<'postEvents', 422>): string => problem.code;
export const status = (problem: Answer<'readNodeScorecard', 404>): 404 | undefined => problem.status;
export const line = (answer: Answer<'postLines', 200>): boolean => 'line' in answer;
export type Post = paths['/v1/events']['post'];
`;

let ledger: RunningLedger;
let directory: string;
beforeAll(async () => {
  ledger = await RunningLedger.start();
  // Within the project, so that its TypeScript finds no other's settings.
  mkdirSync('.cache', { recursive: true });
  directory = mkdtempSync(resolve('.cache/generated-client-'));
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await ledger.discard();
});

describe('a client generated from /openapi.json', () => {
  it('compiles strictly, with one type for each operation', async () => {
    const { document } = await ledger.published();
    const written = astToString(await openapiTypescript(JSON.stringify(document)));
    writeFileSync(join(directory, 'ledger.ts'), written);
    writeFileSync(join(directory, 'use.ts'), USE);
    const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', types: [] };
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
    const compiled = run(process.execPath, [TSC, '-p', directory]);
    expect(await compiled.catch((failure: { readonly stdout: string }) => failure)).toEqual({ stdout: '', stderr: '' });
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    for (const { operationId } of operations) expect(written).toContain(`    ${operationId}: {\n`);
  }, 60_000);
});
