import { setTimeout as elapsed } from 'node:timers/promises';
import { startDouble, type RunningDouble } from '../running-double.js';
import { Observer, type Check } from './observer.js';
import type { Outcome } from './outcome.js';

export type CrashCheck = (at: Observer, server: RunningDouble) => Promise<Outcome>;

/** A check that kills the server: it has one of its own. */
export const onOwnServer =
  (check: CrashCheck): Check =>
  async () => {
    const server = await startDouble();
    const at = new Observer(server.url);
    try {
      await at.given(1);
      return await check(at, server);
    } finally {
      await at.dispose();
      await server.close();
    }
  };

/** How often something had to be tried until it went well. */
export async function untilWell(tried: () => Promise<unknown>): Promise<Outcome> {
  const failures: string[] = [];
  for (;;) {
    const failure = await tried().then(
      () => undefined,
      (error: Error & { readonly code?: number }) => `${error.constructor.name}/${error.code ?? ''}:${error.message}`,
    );
    if (failure === undefined) return { attempts: failures.length + 1, failures };
    failures.push(failure.slice(0, 70));
    await elapsed(50);
  }
}
