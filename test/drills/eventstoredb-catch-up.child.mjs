/**
 * Opens the ledger's log that argv[2] names with a new index, argv[3], and reads all of it like a projector that is behind;
 * argv[4] is the last event's id. Says in JSON how many events it saw, whether each was seen once and in order, and the most memory it held, in MB.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { EventStoreDbEventStore } from '../../dist/libs/event-store/src/eventstoredb/eventstoredb-event-store.js';

const [, , setting, indexFile, lastId] = process.argv;
const MB = 2 ** 20;
const PAGE = 1_000;

const heldMb = () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return Math.ceil((heapUsed + external) / MB);
};

const store = await EventStoreDbEventStore.open({
  connection: EventStoreDbEventStore.connectionOf(setting),
  indexFile,
});
const last = new Map();
let isInOrder = true;
let count = 0;
let after = 0;
let mostMb = heldMb();
for (;;) {
  const { events, position } = await store.readAll({ after, limit: PAGE });
  if (position === after) break;
  for (const { stream, revision, position: at } of events) {
    isInOrder &&= at > after && revision === (last.get(stream) ?? -1) + 1;
    last.set(stream, revision);
    after = at;
  }
  count += events.length;
  after = position;
  await turn();
  if (count % (20 * PAGE) === 0) mostMb = Math.max(mostMb, heldMb());
}
const isLastFound = (await store.lookup.event(lastId)) !== undefined;
await store.close();
console.log(JSON.stringify({ count, isInOrder, isLastFound, mostMb }));
