import { canonical, type RecordedEvent } from '#kernel';
import type { MoveTarget } from './move-target.js';
import { refuse } from './store-refusals.js';

export interface MoveProgress {
  readonly phase: 'copy' | 'verify';
  /** Position reached, and the one to reach. */
  readonly position: number;
  readonly head: number;
  /** Events copied, or compared, by this run. */
  readonly events: number;
}

export interface MoveReport {
  readonly head: number;
  /** Events copied by this run, and events compared: all there are. */
  readonly copied: number;
  readonly verified: number;
}

const PAGE = 1_000;

type Log = MoveTarget['log'];

/**
 * Copies a whole ledger, events with ids, revisions, times, order and positions, then compares both logs event by event, and
 * only then lets the target be used. Broken off, it goes on where it was. Nothing may be recorded in `from` meanwhile.
 */
export async function moveLedger(
  from: Log,
  to: MoveTarget,
  onProgress: (progress: MoveProgress) => void = () => undefined,
): Promise<MoveReport> {
  await to.begin();
  const head = (await from.last())?.position ?? 0;
  const done = await to.log.last();
  if (done !== undefined) await assertSame(from, done);
  let copied = 0;
  for (let position = done?.position ?? 0; position < head;) {
    const page = await from.readAll({ after: position, limit: PAGE, upTo: head });
    await to.put(page.events);
    copied += page.events.length;
    position = page.position;
    onProgress({ phase: 'copy', position, head, events: copied });
  }
  const verified = await compare(from, to.log, head, onProgress);
  const now = (await from.last())?.position ?? 0;
  if (now !== head) throw refuse('move-source-in-use', { params: { head, now } });
  await to.finish(head);
  return { head, copied, verified };
}

/** The last event of a move that was broken off must be one of this ledger's. */
async function assertSame(from: Log, done: RecordedEvent): Promise<void> {
  const { events } = await from.readAll({ after: done.position - 1, limit: 1, upTo: done.position });
  const [same] = events;
  if (same === undefined || canonical(same) !== canonical(done))
    throw refuse('move-differs', { params: { position: done.position } });
}

async function compare(
  from: Log,
  to: Log,
  head: number,
  onProgress: (progress: MoveProgress) => void,
): Promise<number> {
  let verified = 0;
  for (let position = 0; position < head;) {
    const [ours, theirs] = await Promise.all([
      from.readAll({ after: position, limit: PAGE, upTo: head }),
      to.readAll({ after: position, limit: PAGE, upTo: head }),
    ]);
    const pairs = Math.max(ours.events.length, theirs.events.length);
    for (let at = 0; at < pairs; at += 1) {
      const [one, other] = [ours.events[at], theirs.events[at]];
      if (one === undefined || other === undefined || canonical(one) !== canonical(other))
        throw refuse('move-differs', { params: { position: (one ?? other)?.position ?? position } });
    }
    verified += pairs;
    position = ours.position;
    onProgress({ phase: 'verify', position, head, events: verified });
  }
  return verified;
}
