import type { EventStore, LogRead } from '../event-store.js';
import { floorOf } from './floor.js';
import { HeadReader } from './head-reader.js';
import type { Link } from './link.js';
import { LogReader } from './log-reader.js';
import { Ours } from './ours.js';
import type { Positions } from './positions.js';
import { StreamReader } from './stream-reader.js';

/** The log to be read from one end to the other, without an index beside it: whoever goes on where a page ended needs none. */
export async function logAlone(link: Link, positions: Positions): Promise<Pick<EventStore, 'readAll' | 'last'>> {
  const floor = await floorOf(link);
  const ours = new Ours(link.prefix, positions);
  const heads = new HeadReader(link, ours, floor);
  const streams = new StreamReader(link, positions);
  const reader = new LogReader({ link, ours, heads, streams, floor, places: { commitAtOrBefore: () => undefined } });
  return { last: async () => (await heads.read()).event, readAll: (read: LogRead) => reader.page(read) };
}
