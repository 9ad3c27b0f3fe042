/**
 * Appends without end to the ledger file argv[2] in round argv[4], once something comes on stdin; argv[3] is where the
 * compiled libs are. Acknowledges each answered batch on stdout, one line: the statement ids of its groups. Every group has
 * three events in two streams.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , file, libs, round] = process.argv;
const load = (path) => import(pathToFileURL(join(libs, path)).href);
const { SqliteEventStore } = await load('libs/event-store/src/sqlite/sqlite-event-store.js');
const { eventId } = await load('libs/kernel/src/digest.js');

const SOURCE = 'https://drill.example.cn';
const AT = '2026-03-05T11:30:00.000+08:00';
const WRITERS = 4;
const GROUPS = 5;

const event = (statementId, index) => ({
  id: eventId(SOURCE, statementId, index, Date.parse(AT)),
  type: 'Drilled',
  version: 1,
  dataText: JSON.stringify({ text: 'x'.repeat(300) }),
  meta: {
    actor: { account: 'drill', org: 'drill', role: 'WINDOW' },
    enteredBy: 'SELF',
    occurredAt: AT,
    recordedAt: AT,
    source: SOURCE,
    statementId,
    digest: '0'.repeat(64),
    correlationId: statementId,
    ruleVersions: [],
  },
});

await once(process.stdin, 'data');
const store = await SqliteEventStore.open(file);

async function write(writer) {
  const log = `log-${writer}`;
  let head = (await store.readStream(log, { direction: 'backwards', limit: 1 }))[0]?.revision ?? -1;
  for (let n = 0; ; n += 1) {
    const ids = Array.from({ length: GROUPS }, (_, g) => `${round}-${writer}-${n}-${g}`);
    const outcomes = await store.appendBatch(
      ids.map((id, g) => [
        { stream: `item-${id}`, expected: 'none', events: [event(id, 0), event(id, 1)] },
        { stream: log, expected: head + g === -1 ? 'none' : head + g, events: [event(id, 2)] },
      ]),
    );
    if (outcomes.some(({ kind }) => kind !== 'appended')) throw new Error(`refused: ${JSON.stringify(outcomes)}`);
    head += GROUPS;
    writeSync(1, `${ids.join(' ')}\n`);
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
