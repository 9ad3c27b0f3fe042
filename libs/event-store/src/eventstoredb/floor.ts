import { streamNameFilter, type ResolvedEvent } from '@eventstore/db-client';
import { NoAnswer } from './failure.js';
import { ANSWER_MS, CALL, type Link } from './link.js';
import { commitOf } from './wire-event.js';

/**
 * The server's place of the ledger's first event, or, while it has none, of the server's last: what stands below is none of
 * ours. A filtered subscription finds it, for it is the one way to have the server look through what others have written.
 */
export async function floorOf(link: Link): Promise<bigint> {
  const [last] = await link.collect((client) =>
    client.readAll({ ...CALL, direction: 'backwards', fromPosition: 'end', maxCount: 1 }),
  );
  const end = last?.event === undefined ? 0n : commitOf(last.event);
  return link.insist(async () => (await firstOf(link)) ?? end);
}

/** Rejects when nothing comes for a while: neither an event of ours, nor word of how far the server has looked, nor the end. */
async function firstOf(link: Link): Promise<bigint | undefined> {
  const client = await link.current();
  let timer: NodeJS.Timeout | undefined;
  const heard = (): void => void timer?.refresh();
  const filter = streamNameFilter({ prefixes: [link.prefix], checkpointReached: heard });
  const subscription = client.subscribeToAll({ filter });
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new NoAnswer(ANSWER_MS)), ANSWER_MS);
      subscription.on('data', ({ event }: ResolvedEvent) => resolve(event && commitOf(event)));
      subscription.on('caughtUp', () => resolve(undefined));
      subscription.on('error', reject);
      subscription.on('end', () => reject(new NoAnswer(ANSWER_MS)));
    });
  } finally {
    clearTimeout(timer);
    await subscription.unsubscribe();
  }
}
