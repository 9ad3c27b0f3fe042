/** Load, fold, append in process, 16 in flight, each about another stream, against a bare loop that does the same. Goal 0.5. */
import { fill, openRecorder, say, statementOf, windowActor } from './in-process.mjs';
import { emptyFile, rowsOf } from './raw.mjs';
import { join } from 'node:path';
import { nodeCode } from './world.mjs';

const IN_FLIGHT = 16;

export async function record(folder, { rounds = 1_500 } = {}) {
  const nowMs = Date.now();
  const ledger = await openRecorder(folder, nowMs);
  await fill(ledger, 16, 16 * 4 * 50, nowMs);
  const heldAt = new Date(nowMs - 86_400_000 * 2).toISOString();
  const person = (n, round) => ({
    id: `x-${round}`,
    source: `//bench/extra/${n}`,
    type: 'cn.smes.activity.attendance-recorded.v1',
    subject: `act-${nodeCode(n)}-${round % 4}`,
    time: heldAt,
    data: {
      orgId: 'e1',
      personKey: `${String(n).padStart(4, '0')}${String(round).padStart(60, '0')}`,
      channel: '1',
      signedAt: heldAt,
      minutes: 60,
    },
  });
  // Attendance may not precede the holding: each activity's own time is asked for once.
  const times = new Map();
  for (let n = 0; n < IN_FLIGHT; n += 1)
    for (let a = 0; a < 4; a += 1) {
      const stream = `act-${nodeCode(n)}-${a}`;
      const events = await ledger.store.readStream(stream);
      const held = events.find(({ type }) => type === 'ActivityHeld');
      times.set(stream, { end: held.meta.occurredAt, start: held.data.actualStart });
    }
  const statements = Array.from({ length: rounds }, (_, round) =>
    Array.from({ length: IN_FLIGHT }, (_, n) => {
      const event = person(n, round);
      const { end, start } = times.get(event.subject);
      return statementOf(
        ledger.registry,
        { ...event, time: end, data: { ...event.data, signedAt: start } },
        windowActor(n),
      );
    }),
  );
  const begin = performance.now();
  for (const round of statements) await Promise.all(round.map((statement) => say(ledger.recorder, [statement])));
  const rate = (rounds * IN_FLIGHT) / ((performance.now() - begin) / 1000);
  await ledger.store.close();
  return { bench: 'load-fold-append-16', value: rate, raw: bareLoop(folder, rounds), unit: 'events/s', goal: 0.5 };
}

/** Reads the stream from where it was last folded, parses and folds what is new, appends one row; one commit for 16. */
function bareLoop(folder, rounds) {
  const { rows, schema, insertSql } = rowsOf(join(folder, 'events.db'), 10_000_000);
  const before = rows.slice(0, rows.length - rounds * IN_FLIGHT);
  const added = rows.slice(rows.length - rounds * IN_FLIGHT);
  const db = emptyFile(folder, schema);
  const insert = db.prepare(insertSql);
  db.exec('BEGIN');
  for (const row of before) insert.run(...row);
  db.exec('COMMIT');
  const read = db.prepare('SELECT * FROM events WHERE stream = ? AND revision >= ? ORDER BY revision');
  const folds = new Map();
  const begin = performance.now();
  for (let from = 0; from < added.length; from += IN_FLIGHT) {
    db.exec('BEGIN IMMEDIATE');
    for (const row of added.slice(from, from + IN_FLIGHT)) {
      const stream = row[1];
      const fold = folds.get(stream) ?? { revision: -1, persons: new Set() };
      for (const event of read.all(stream, fold.revision + 1)) {
        fold.revision = event.revision;
        JSON.parse(event.meta);
        fold.persons.add(JSON.parse(event.data).personKey);
      }
      folds.set(stream, fold);
      insert.run(...row);
    }
    db.exec('COMMIT');
  }
  const rate = added.length / ((performance.now() - begin) / 1000);
  db.close();
  return rate;
}
