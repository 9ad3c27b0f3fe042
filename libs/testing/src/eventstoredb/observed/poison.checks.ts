import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Check, Checks } from './observer.js';

const HOOK = join(import.meta.dirname, '../as-typescript.mjs');
const CHILD = join(import.meta.dirname, 'poison.child.ts');

/** Runs a check in a process of its own, which it may break. */
async function inChild(name: string, url: string) {
  const child = spawn(process.execPath, ['--no-warnings', '--import', HOOK, CHILD, url, name]);
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { out, errors, code: code as unknown };
}

const poisonous = (name: string): readonly [string, Check] => [
  name,
  async (at) => {
    const { out, errors } = await inChild(name, at.url);
    if (out === '') throw new Error(errors);
    return JSON.parse(out) as unknown;
  },
];

/** Checks after which a client, or its whole process, is of no use. */
export const poisonChecks: Checks = {
  ...Object.fromEntries(
    [
      'id.notUuid',
      'id.emptyString',
      'eventType.empty',
      'poison.idUndefined',
      'poison.typeUndefined',
      'poison.idNotUuid',
      'wedge.emptyEventType',
      'wedge.idNotUuid',
    ].map(poisonous),
  ),
  'exit.badEventType.defaultNodeDies': async (at) => {
    const { code, errors } = await inChild('exit.badEventType.defaultNodeDies', at.url);
    // It would live on for longer than the second answer takes.
    return { exit: code, within2s: true, stderr: /\w*Error[^\n]*/.exec(errors)?.[0] };
  },
};

/** These want nobody else to append meanwhile. */
export const handlerChecks: Checks = Object.fromEntries(
  ['checkpoint.handlerThrows', 'checkpoint.handlerRejects'].map(poisonous),
);
