import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventsAsOf } from '#context';
import { SqliteEventStore } from '#event-store/sqlite';
import { effective, misplaced, Registry, stateOf, type RecordedEvent } from '#kernel';
import { CONTEXTS } from '../../apps/ledger/src/contexts.js';

const registry = new Registry(CONTEXTS);
/** What a stream has at the latest once it has begun. */
const HAS_FROM_THE_FIRST: Readonly<Record<string, readonly string[]>> = {
  ord: ['buyer', 'agency', 'servingNode'],
  act: ['hostNode', 'startAt'],
  dem: ['asker', 'node'],
};

let directory: string;
const streams = new Map<string, RecordedEvent[]>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'demo-times-'));
  const args = [resolve('dist/apps/demo/src/main.js'), '--once', '--json', '--months', '3', '--scale', '0.01'];
  await promisify(execFile)(process.execPath, [...args, '--data', join(directory, 'demo')], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const store = await SqliteEventStore.open(join(directory, 'demo', 'events.db'));
  for (let after = 0; ;) {
    const page = await store.readAll({ after, limit: 1_000 });
    for (const event of page.events) streams.set(event.stream, [...(streams.get(event.stream) ?? []), event]);
    if (page.position === after) break;
    after = page.position;
  }
  await store.close();
}, 300_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('by the business clock, at every moment at which something happened, the province', () => {
  // Never (times): something happened before what it rests on
  it('has no stream in a state that cannot be', () => {
    let moments = 0;
    for (const [stream, events] of streams) {
      const aggregate = registry.aggregateOf(stream)?.aggregate;
      if (aggregate === undefined) throw new Error(`no aggregate for ${stream}`);
      for (const at of new Set(effective(events).map(({ meta }) => meta.occurredAt))) {
        const standing = effective(eventsAsOf(events, { kind: 'occurred', at }));
        const state = stateOf(aggregate, standing) as { readonly status: string; readonly [field: string]: unknown };
        expect([stream, at, misplaced(aggregate, standing)]).toEqual([stream, at, []]);
        const lacking = (HAS_FROM_THE_FIRST[aggregate.category] ?? []).filter((field) => state[field] === '');
        expect([stream, at, state.status === 'ABSENT', lacking]).toEqual([stream, at, false, []]);
        moments += 1;
      }
    }
    expect(moments).toBeGreaterThan(1_000);
  });
});
