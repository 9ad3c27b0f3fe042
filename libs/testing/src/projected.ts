import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '#event-store/sqlite';
import { canonical, type Fact, type RecordedEvent } from '#kernel';
import { rebuild, type MeasurementRow, type Projection } from '#read-store';
import { SqliteReadStore } from '#read-store/sqlite';

/** Facts in the order of the log, each with its stream. */
export type Log = readonly (readonly [stream: string, fact: Fact])[];

/** What the projection made of a log, on the real stores. */
export interface Projected {
  readonly store: SqliteReadStore;
  readonly rows: (stream: string) => Promise<readonly string[]>;
  /** Digest of everything the projection keeps. */
  readonly digest: string;
}

/**
 * How a projection is tried: a log is recorded, projected in steps of `pageEvents`, and the result handed to `look`. Without
 * `current` all facts must be in their newest shapes.
 */
export const projectedBy =
  (projection: Projection, current: (event: RecordedEvent) => RecordedEvent = (event) => event) =>
  async (log: Log, look: (projected: Projected) => Promise<void>, pageEvents = 1000): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'liuhen-projected-'));
    const events = await SqliteEventStore.open(join(folder, 'events.db'));
    const store = SqliteReadStore.open(join(folder, 'figures.db'));
    try {
      await append(events, log);
      const digest = await rebuild(projection, events, store, { current, pageEvents });
      await look({ store, digest, rows: async (stream) => (await store.rowsOf(projection, stream)).map(worded) });
    } finally {
      await store.close();
      await events.close();
      rmSync(folder, { recursive: true });
    }
  };

async function append(events: SqliteEventStore, log: Log): Promise<void> {
  const revisions = new Map<string, number>();
  for (const [stream, { id, type, version, data, meta }] of log) {
    const revision = revisions.get(stream);
    const event = { id, type, version, dataText: canonical(data), meta };
    await events.appendBatch([[{ stream, expected: revision ?? 'none', events: [event] }]]);
    revisions.set(stream, (revision ?? -1) + 1);
  }
}

/** A row on one line: `measure amount day dimension=value …`, dimensions in their fixed order. */
const worded = ({ measure, amount, occurredOn, dims }: MeasurementRow): string =>
  [measure, amount, occurredOn, ...Object.entries(dims).map(([name, value]) => `${name}=${value}`)].join(' ');
