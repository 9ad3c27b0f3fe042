import type { AppendExpectedRevision, EventData } from '@eventstore/db-client';
import type { RunningDouble } from '../running-double.js';
import { events, type Observer } from './observer.js';
import { attempt, type Outcome } from './outcome.js';

const LANES = 32;

interface Batch {
  readonly stream: string;
  readonly expected: AppendExpectedRevision;
  readonly events: EventData[];
}

/** Everything that was appended before the server died. */
class Journal {
  readonly acknowledged: Batch[] = [];
  readonly unanswered: Batch[] = [];
}

/** Writes in many lanes, kills the server after so many acknowledged appends, and looks at what is there when it is back. */
export async function killedWhileWriting(at: Observer, server: RunningDouble, killAfter: number): Promise<Outcome> {
  const journal = new Journal();
  const lanes = Promise.all(Array.from({ length: LANES }, (_, lane) => write(at, journal, lane)));
  while (journal.acknowledged.length < killAfter) await new Promise((resolve) => setImmediate(resolve));
  await server.kill();
  await lanes;
  await server.start();
  const streams = [...new Set([...journal.acknowledged, ...journal.unanswered].map(({ stream }) => stream))];
  const before = await idsOf(at, streams);
  const retries = await Promise.all(
    journal.unanswered.map((batch) =>
      attempt(at.append(batch.stream, batch.events, batch.expected), ({ success }) =>
        success ? 'success' : 'failure',
      ),
    ),
  );
  const after = await idsOf(at, streams);
  const present = journal.unanswered.map(({ stream, events }) => countIn(before.get(stream), events));
  return {
    ackedMissing: sum(journal.acknowledged.map((batch) => missingIn(before, batch))),
    ackedWrongPlace: journal.acknowledged.filter((batch) => !isInPlace(before, batch)).length,
    partlyStoredBatches: journal.unanswered.filter(({ events }, n) => ![0, events.length].includes(present[n] ?? 0))
      .length,
    retries: [...new Set(retries)],
    duplicates: sum([...after.values()].map((ids) => ids.length - new Set(ids).size)),
    retriedMissing: sum(journal.unanswered.map((batch) => missingIn(after, batch))),
  };
}

/** Appends batch after batch to a stream of its own, until one is not answered. */
async function write(at: Observer, journal: Journal, lane: number): Promise<void> {
  const stream = at.stream('lane');
  let expected: AppendExpectedRevision = 'no_stream';
  for (let n = 0; ; n += 1) {
    const batch: Batch = { stream, expected, events: events(1 + ((lane + n) % 5)) };
    try {
      expected = (await at.append(stream, batch.events, expected)).nextExpectedRevision;
      journal.acknowledged.push(batch);
    } catch {
      journal.unanswered.push(batch);
      return;
    }
  }
}

async function idsOf(at: Observer, streams: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await Promise.all(
    streams.map(async (stream): Promise<readonly [string, readonly string[]]> => {
      const ids = await at.read(stream).then(
        (read) => read.map(({ event }) => event?.id ?? ''),
        () => [],
      );
      return [stream, ids];
    }),
  );
  return new Map(found);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const countIn = (ids: readonly string[] = [], batch: readonly EventData[]): number =>
  batch.filter(({ id }) => ids.includes(id)).length;

const missingIn = (found: ReadonlyMap<string, readonly string[]>, { stream, events }: Batch): number =>
  events.length - countIn(found.get(stream), events);

const isInPlace = (found: ReadonlyMap<string, readonly string[]>, { stream, expected, events }: Batch): boolean => {
  const first = typeof expected === 'bigint' ? Number(expected) + 1 : 0;
  return events.every(({ id }, index) => found.get(stream)?.[first + index] === id);
};
