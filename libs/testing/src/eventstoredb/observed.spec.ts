import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendChecks } from './observed/append.checks.js';
import { burstChecks } from './observed/burst.checks.js';
import { checkpointChecks } from './observed/checkpoint.checks.js';
import { concurrentChecks, identicalChecks } from './observed/concurrent.checks.js';
import { crashChecks } from './observed/crash.checks.js';
import { deleteChecks } from './observed/delete.checks.js';
import { eventChecks } from './observed/event.checks.js';
import { filterChecks } from './observed/filter.checks.js';
import { LEFT_OUT } from './observed/left-out.js';
import { limitChecks, refusalChecks } from './observed/limits.checks.js';
import { ageChecks, metadataChecks } from './observed/metadata.checks.js';
import { nameChecks } from './observed/name.checks.js';
import { Observer, type Checks } from './observed/observer.js';
import { openCallChecks } from './observed/open-calls.checks.js';
import { normalised, type Outcome } from './observed/outcome.js';
import { handlerChecks, poisonChecks } from './observed/poison.checks.js';
import { readAllChecks } from './observed/read-all.checks.js';
import { readStreamChecks } from './observed/read-stream.checks.js';
import { retryChecks } from './observed/retry.checks.js';
import { sizeChecks } from './observed/size.checks.js';
import { subscriptionChecks } from './observed/subscription.checks.js';
import { unsubscribeChecks } from './observed/unsubscribe.checks.js';
import { startDouble, type RunningDouble } from './running-double.js';

/** Many checks are about who is first, and a machine that is busy with other things answers those now so, now otherwise. */
jest.retryTimes(2, { logErrorsBeforeRetry: true });

/** A real server, to hold it to the same; else it is the double. */
const SERVER = process.env['EVENTSTORE_URL'];
const DIRECTORY = join(import.meta.dirname, 'observed');

interface Recording {
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

const recorded = new Map(
  readdirSync(DIRECTORY)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const recording = JSON.parse(readFileSync(join(DIRECTORY, file), 'utf8')) as Recording;
      return Object.entries(recording.outcomes);
    }),
);

/** Checks that mostly wait: those of a group begin together, before all others. */
const waitingGroups: readonly Checks[] = [{ ...identicalChecks, ...ageChecks, ...refusalChecks }, poisonChecks];

/** Checks that any server can be held to. */
const checks: Checks = {
  ...identicalChecks,
  ...ageChecks,
  ...refusalChecks,
  ...poisonChecks,
  ...appendChecks,
  ...retryChecks,
  ...concurrentChecks,
  ...readStreamChecks,
  ...readAllChecks,
  ...eventChecks,
  ...subscriptionChecks,
  ...filterChecks,
  ...checkpointChecks,
  ...handlerChecks,
  ...unsubscribeChecks,
  ...openCallChecks,
  ...burstChecks,
  ...deleteChecks,
  ...metadataChecks,
  ...sizeChecks,
  ...nameChecks,
  ...limitChecks,
};

describe('what a real server answered', () => {
  const begun = new Map<string, Promise<Outcome>>();
  let double: RunningDouble | undefined;
  let at: Observer;

  beforeAll(async () => {
    if (SERVER === undefined) double = await startDouble();
    at = new Observer(SERVER ?? double?.url ?? '');
    // The first append of a client may be overtaken by its second.
    await at.given(1);
    for (const group of waitingGroups) {
      for (const [name, check] of Object.entries(group)) begun.set(name, check(at));
      await Promise.allSettled(begun.values());
    }
  });

  afterAll(async () => {
    await at.dispose();
    await double?.close();
  });

  it('is all checked again here, or left out for a reason', () => {
    const accounted = [...Object.keys(checks), ...Object.keys(crashChecks), ...Object.values(LEFT_OUT).flat()];
    expect(accounted.toSorted()).toEqual([...recorded.keys()].toSorted());
  });

  it.each(Object.entries(checks))('is answered again: %s', async (name, check) => {
    const first = begun.get(name);
    begun.delete(name);
    expect(normalised(await (first ?? check(at)))).toEqual(normalised(recorded.get(name)));
  });

  (SERVER === undefined ? it : it.skip).each(Object.entries(crashChecks))(
    'is answered again by a server that is killed: %s',
    async (name, check) => {
      expect(normalised(await check(at))).toEqual(normalised(recorded.get(name)));
    },
  );
});
