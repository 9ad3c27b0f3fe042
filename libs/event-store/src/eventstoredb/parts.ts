import { Doorbell } from '../doorbell.js';
import { refuse } from '../store-refusals.js';
import { Appender } from './appender.js';
import { floorOf } from './floor.js';
import { HeadReader } from './head-reader.js';
import type { Double, Identities } from './identities.js';
import { IdentityIndex } from './identity-index.js';
import { KnownHeads } from './known-heads.js';
import type { Link } from './link.js';
import { LogReader } from './log-reader.js';
import { originOf } from './origin.js';
import { Ours } from './ours.js';
import { Positions } from './positions.js';
import { Sender, type Sending, type Sent } from './sender.js';
import { StreamReader } from './stream-reader.js';

/** What the store is made of. */
export interface Parts {
  readonly link: Link;
  readonly positions: Positions;
  readonly doorbell: Doorbell;
  readonly appender: Appender;
  readonly streams: StreamReader;
  readonly log: LogReader;
  readonly heads: HeadReader;
  readonly index: IdentityIndex;
  readonly known: KnownHeads;
}

interface Told {
  readonly onDouble?: (double: Double) => void;
  readonly onError?: (error: unknown) => void;
}

export async function openParts(link: Link, identities: Identities, told: Told): Promise<Parts> {
  const positions = await positionsOf(link);
  const streams = new StreamReader(link, positions);
  if (!(await isIndexOf(streams, identities))) identities.clear();
  const floor = identities.floor ?? (await floorOf(link));
  const ours = new Ours(link.prefix, positions);
  const heads = new HeadReader(link, ours, floor);
  const log = new LogReader({ link, ours, heads, streams, places: identities, floor });
  const doorbell = new Doorbell(0);
  const known = new KnownHeads(() => performance.now());
  const { onDouble = () => undefined, onError = () => undefined } = told;
  const index = new IdentityIndex({ identities, streams, log, heads, known, doorbell, onDouble, onError });
  const appender = new Appender({
    sender: new Sender(link, positions),
    headOf: (stream) => streams.headOf(stream),
    positionsIn: async (stream, from, limit) =>
      (await streams.read(stream, { from, limit })).map(({ position }) => position),
    cutOff: (stream) => index.cutOff(stream),
    onSent: (sending, sent) => {
      noteSent(sending, sent, index, known);
      if (sent.kind === 'appended') doorbell.ring(sent.at.position);
    },
  });
  return { link, positions, doorbell, appender, streams, log, heads, index, known };
}

/** What was recorded is known at once; of what was not, nothing is known any more. */
function noteSent({ stream, events }: Sending, sent: Sent, index: IdentityIndex, known: KnownHeads): void {
  if (sent.kind !== 'appended') {
    known.forget(stream);
    return;
  }
  const { revision, position } = sent.at;
  for (const [n, { of }] of events.entries())
    index.note({ ...of, stream, revision: revision - events.length + 1 + n, position });
  known.passed(stream, revision);
}

/** False: the file is the index of another log, and is made anew. */
async function isIndexOf(streams: StreamReader, { last }: Identities): Promise<boolean> {
  if (last === undefined) return true;
  const [event] = await streams.read(last.stream, { from: last.revision, limit: 1 });
  return event?.id === last.id && event.position === last.position;
}

/** Refuses with store-move-unfinished. */
export async function positionsOf(link: Link): Promise<Positions> {
  const origin = await originOf(link);
  if (origin.kind === 'moving') throw refuse('store-move-unfinished');
  return new Positions(origin.kind === 'moved' ? origin.lastPosition : 0);
}
