import type { Expected } from '../event-store.js';
import type { Sending } from './sender.js';

/** Sendings that rest on one another, as the one append they are sent as. */
export interface Chain {
  readonly sending: Sending;
  readonly parts: readonly Sending[];
}

const revisionAfter = ({ expected, events }: Sending): number => (expected === 'none' ? -1 : expected) + events.length;
const isNext = (expected: Expected, { sending }: Chain): boolean => expected === revisionAfter(sending);

/**
 * What is to be sent, stream by stream, as chains: what expects the revision that another makes is recorded with it or not at all.
 * Sent apart, the second would be recorded on whatever another process put there in place of the first. Chains of a stream are
 * in order; one that would be too large is cut.
 */
export function chainsOf(
  sendings: readonly Sending[],
  isTooLarge: (sending: Sending) => boolean,
): ReadonlyMap<string, readonly Chain[]> {
  const chains = new Map<string, Chain[]>();
  for (const sending of sendings) {
    const known = chains.get(sending.stream) ?? [];
    const last = known.at(-1);
    const longer = last !== undefined && isNext(sending.expected, last) ? joined(last, sending) : undefined;
    if (longer !== undefined && !isTooLarge(longer.sending)) known[known.length - 1] = longer;
    else known.push({ sending, parts: [sending] });
    chains.set(sending.stream, known);
  }
  return chains;
}

const joined = ({ sending, parts }: Chain, next: Sending): Chain => ({
  sending: { ...sending, events: [...sending.events, ...next.events] },
  parts: [...parts, next],
});
