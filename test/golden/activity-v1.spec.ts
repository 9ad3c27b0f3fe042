import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { activity } from '#activity';
import { activityProjection } from '#activity/published';
import { effective, foldAll, Registry, type RecordedEvent } from '#kernel';
import { projectedBy } from '#testing/projected';

/**
 * Orders and activities as they were recorded while all their events were in version 1 (never to be edited), and how they read.
 * `UPDATE=1 npm run jest -- test/golden` writes the reading down anew; a difference in it is a difference for every old ledger.
 */
const [RECORDED, READ] = ['activity-v1.json', 'activity-v1.read.json'].map((name) => new URL(name, import.meta.url));
const file = (name: URL | undefined): unknown => JSON.parse(readFileSync(name ?? '', 'utf8'));
const events = file(RECORDED) as readonly RecordedEvent[];
const streams = [...new Set(events.map(({ stream }) => stream))];

const registry = new Registry([activity]);
const projected = projectedBy(activityProjection, (event) => registry.current(event));

/** What is made of a stream: its state, the payloads that stand in their newest shape, its document and its rows. */
async function readingOf(stream: string): Promise<unknown> {
  const own = events.filter((event) => event.stream === stream);
  const aggregate = registry.aggregateOf(stream)?.aggregate;
  const entries = effective(own).map((event) => registry.current(event));
  let reading: unknown;
  await projected(
    own.map((event): readonly [string, RecordedEvent] => [stream, event]),
    async ({ store, rows }) => {
      reading = {
        state: aggregate && foldAll(aggregate, own).state,
        entries: entries.map(({ type, version, data }) => ({ type, version, data })),
        document: await store.get(activityProjection, stream),
        rows: await rows(stream),
      };
    },
  );
  return JSON.parse(JSON.stringify(reading));
}

describe('what was recorded in version 1', () => {
  it('is in version 1 on disk, and of every type that has been changed since', () => {
    expect(new Set(events.map(({ version }) => version))).toEqual(new Set([1]));
    const changed = registry.types.filter(({ eventType }) => eventType.version > 1).map(({ type }) => type);
    expect(changed).toEqual(['OrderPlaced']);
    for (const type of changed) expect(events.map((event) => event.type)).toContain(type);
  });

  // Never (corrections): what was recorded reads or repeats otherwise once its shape has changed
  it('reads exactly so', async () => {
    const readings: Record<string, unknown> = {};
    for (const stream of streams) readings[stream] = await readingOf(stream);
    if (process.env['UPDATE'] === '1') writeFileSync(READ ?? '', `${JSON.stringify(readings, null, 2)}\n`);
    expect(readings).toEqual(file(READ));
  });
});
