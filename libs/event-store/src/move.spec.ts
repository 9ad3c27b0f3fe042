import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startDouble, type RunningDouble } from '#testing/eventstoredb/running-double';
import type { EventStore } from './event-store.js';
import { EventStoreDbEventStore } from './eventstoredb/eventstoredb-event-store.js';
import { append, event, given, record, wholeLog } from './examples.contract.js';
import { moveLedger, type MoveProgress } from './move.js';
import type { MoveSource, MoveTarget } from './move-target.js';
import { SqliteEventStore } from './sqlite/sqlite-event-store.js';

/** One place a ledger can be in. */
interface Place {
  open(): Promise<EventStore>;
  source(): Promise<MoveSource>;
  target(): Promise<MoveTarget>;
}

let double: RunningDouble | undefined;
let dir: string;
beforeAll(async () => {
  double = process.env['EVENTSTORE_URL'] === undefined ? await startDouble() : undefined;
});
afterAll(() => double?.close());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'liuhen-move-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function file(): Place {
  const path = join(dir, `${randomBytes(4).toString('hex')}.db`);
  const open = () => SqliteEventStore.open(path);
  return { open, source: open, target: () => SqliteEventStore.moveTarget(path) };
}

function server(): Place {
  const url = process.env['EVENTSTORE_URL'] ?? double?.url ?? '';
  const connection = EventStoreDbEventStore.connectionOf(`${url}&streamPrefix=m${randomBytes(6).toString('hex')}`);
  if (connection === undefined) throw new Error(`cannot use ${url}`);
  return {
    open: () => EventStoreDbEventStore.open({ connection, indexFile: ':memory:' }),
    source: () => EventStoreDbEventStore.moveSource(connection),
    target: () => EventStoreDbEventStore.moveTarget(connection),
  };
}

const at = async <Result>(store: EventStore, work: (store: EventStore) => Promise<Result>): Promise<Result> => {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

/** Seven events of three streams, interleaved, with payloads and envelopes of all kinds. */
const fill = (store: EventStore): Promise<void> =>
  given(
    store,
    append('a-1', 'none', 'one', 'two'),
    append('b-1', 'none', 'three'),
    { stream: 'a-1', expected: 1, events: [event('four', { dataText: '{"10":1,"9":"长\u2028","a":{"b":[]}}' })] },
    append('c-1', 'none', 'five'),
    append('b-1', 0, 'six', 'seven'),
  );

async function move(from: Place, to: Place, onProgress?: (progress: MoveProgress) => void) {
  const source = await from.source();
  const target = await to.target();
  try {
    return await moveLedger(source, target, onProgress);
  } finally {
    await target.close();
    await source.close();
  }
}

const refused = (code: string) => expect.objectContaining({ code });

describe('a moved ledger', () => {
  // Never (the log): a ledger reads differently after a move
  it.each([
    ['a file to a server', file, server],
    ['a server to a file', server, file],
    ['a file to a file', file, file],
    ['a server to a server', server, server],
  ])('from %s has every event as it was, position and all', async (_, fromPlace, toPlace) => {
    const [from, to] = [fromPlace(), toPlace()];
    const before = await at(await from.open(), async (store) => {
      await fill(store);
      return wholeLog(store);
    });
    const head = before.at(-1)?.position;
    expect(await move(from, to)).toEqual({ head, copied: 7, verified: 7 });
    await at(await to.open(), async (store) => {
      expect(await wholeLog(store)).toEqual(before);
      expect(await store.last()).toEqual(before.at(-1));
      expect(await store.readStream('a-1')).toEqual(before.filter(({ stream }) => stream === 'a-1'));
    });
  });

  it('goes on above the last moved position, there and back and there again', async () => {
    const places = [file(), server(), file(), server()] as const;
    await at(await places[0].open(), fill);
    for (const [n, to] of places.slice(1).entries()) {
      const from = places[n] ?? places[0];
      const before = await at(await from.open(), wholeLog);
      await move(from, to);
      await at(await to.open(), async (store) => {
        const outcome = await record(store, append(`new-${n}`, 'none', `new-${n}`));
        expect(outcome.kind).toBe('appended');
        const after = await wholeLog(store);
        expect(after.slice(0, -1)).toEqual(before);
        expect(after.at(-1)?.position).toBeGreaterThan(before.at(-1)?.position ?? NaN);
        for (const { position } of after) {
          const { events } = await store.readAll({ after: position - 1, limit: 1 });
          expect(events[0]?.position).toBe(position);
        }
      });
    }
  });

  it('is not opened before the move is finished, and goes on where it was broken off', async () => {
    for (const [from, to] of [
      [file(), server()],
      [server(), file()],
    ] as const) {
      await at(await from.open(), fill);
      await expect(
        move(from, to, ({ phase }) => {
          if (phase === 'verify') throw new Error('broken off');
        }),
      ).rejects.toThrow('broken off');
      await expect(to.open()).rejects.toEqual(refused('store-move-unfinished'));
      const progress: MoveProgress[] = [];
      expect(await move(from, to, (step) => progress.push(step))).toMatchObject({ copied: 0, verified: 7 });
      expect(progress.map(({ phase, events }) => [phase, events])).toEqual([['verify', 7]]);
      await at(await to.open(), async (store) => expect(await wholeLog(store)).toHaveLength(7));
    }
  });

  it.each([
    ['a file', file],
    ['a server', server],
  ])('is refused by %s where a ledger stands, be it recorded or moved there', async (_, place) => {
    const [from, used] = [file(), place()];
    await at(await from.open(), fill);
    await at(await used.open(), (store) => given(store, append('z-1', 'none', 'other')));
    await expect(move(from, used)).rejects.toEqual(refused('move-target-not-empty'));
    const to = place();
    await move(from, to);
    await expect(move(from, to)).rejects.toEqual(refused('move-target-not-empty'));
  });

  it('is refused when the target holds the half of another', async () => {
    const [from, other, to] = [file(), file(), server()];
    await at(await from.open(), fill);
    await at(await other.open(), (store) => given(store, append('z-1', 'none', 'other')));
    const stop = (): never => {
      throw new Error('broken off');
    };
    await expect(move(other, to, stop)).rejects.toThrow('broken off');
    await expect(move(from, to)).rejects.toEqual(refused('move-differs'));
  });

  it('is refused when something was recorded meanwhile, and finished by the next run', async () => {
    const [from, to] = [server(), file()];
    const store = await from.open();
    await fill(store);
    let growing: Promise<void> | undefined;
    const grow = ({ phase }: MoveProgress): void => {
      if (phase === 'verify') growing ??= given(store, append('d-1', 'none', 'eight'));
    };
    const source = await from.source();
    const late: MoveSource = {
      ...source,
      last: async () => {
        await growing;
        return source.last();
      },
    };
    const target = await to.target();
    await expect(moveLedger(late, target, grow)).rejects.toEqual(refused('move-source-in-use'));
    await target.close();
    await source.close();
    await store.close();
    expect(await move(from, to)).toMatchObject({ copied: 1, verified: 8 });
  });

  it('of nothing is an empty ledger', async () => {
    const to = server();
    await at(await file().open(), async () => undefined);
    expect(await move(file(), to)).toEqual({ head: 0, copied: 0, verified: 0 });
    await at(await to.open(), async (store) => {
      expect(await store.head()).toBe(0);
      await fill(store);
      expect(await wholeLog(store)).toHaveLength(7);
    });
  });
});
