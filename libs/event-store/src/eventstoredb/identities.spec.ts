import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '#kernel';
import { startDouble } from '#testing/eventstoredb/running-double';
import { StreamsOnServer } from '#testing/store-on-server';
import { append, given, META, places, uuid, wholeLog } from '../examples.contract.js';
import { Identities, type Indexed } from './identities.js';

const at = (position: number, stream: string, revision: number, statementId: string): Indexed => {
  const event: RecordedEvent = {
    position,
    stream,
    revision,
    id: uuid(`e${position}`),
    type: 'Noted',
    version: 1,
    data: {},
    meta: { ...META, statementId },
  };
  return { event, commit: BigInt(position * 10) };
};
const place = (position: number, stream: string, revision: number) => ({ id: uuid(`e${position}`), stream, revision });

describe('the index of identities', () => {
  let dir: string;
  let identities: Identities;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'liuhen-'));
    identities = new Identities(join(dir, 'identities.db'));
  });
  afterEach(() => {
    identities.close();
    rmSync(dir, { recursive: true });
  });

  it('is empty at first', () => {
    expect([identities.checkpoint, identities.last, identities.floor, identities.doubles()]).toEqual([
      0,
      undefined,
      undefined,
      0,
    ]);
    expect(identities.event(uuid('e1'))).toBeUndefined();
    expect(identities.statement(META.source, 's1')).toEqual([]);
    expect(identities.commitAtOrBefore(1_000)).toBeUndefined();
  });

  it('finds events by id and by statement, and the server’s place of any position', () => {
    identities.take([at(5, 'a-1', 0, 's1'), at(6, 'a-1', 1, 's1'), at(9, 'b-1', 0, 's2')]);
    expect(identities.event(uuid('e6'))).toMatchObject(place(6, 'a-1', 1));
    expect(identities.statement(META.source, 's1')).toMatchObject([place(5, 'a-1', 0), place(6, 'a-1', 1)]);
    expect(identities.statement('urn:other', 's1')).toEqual([]);
    expect([4, 5, 8, 9, 100].map((position) => identities.commitAtOrBefore(position))).toEqual([
      undefined,
      50n,
      60n,
      90n,
      90n,
    ]);
    expect([identities.checkpoint, identities.floor]).toEqual([9, 50n]);
  });

  it('keeps all of it over a restart', () => {
    identities.take([at(5, 'a-1', 0, 's1'), at(9, 'b-1', 0, 's2')]);
    identities.close();
    identities = new Identities(join(dir, 'identities.db'));
    expect([identities.checkpoint, identities.floor]).toEqual([9, 50n]);
    expect(identities.last).toEqual({ ...place(9, 'b-1', 0), position: 9 });
    expect(identities.event(uuid('e5'))).toMatchObject(place(5, 'a-1', 0));
  });

  it('tells of a statement that stands about two streams once, and finds it where it stood first', () => {
    expect(identities.take([at(1, 'a-1', 0, 's1'), at(2, 'a-1', 1, 's1')])).toEqual([]);
    const doubles = identities.take([at(3, 'b-1', 0, 's1')]);
    expect(doubles).toMatchObject([
      { source: META.source, statementId: 's1', first: place(1, 'a-1', 0), second: place(3, 'b-1', 0) },
    ]);
    expect(identities.statement(META.source, 's1')).toMatchObject([place(1, 'a-1', 0), place(2, 'a-1', 1)]);
    expect(identities.doubles()).toBe(1);
  });

  it('tells of it within one page too, and once however many events it has', () => {
    expect(identities.take([at(1, 'a-1', 0, 's1'), at(2, 'b-1', 0, 's1'), at(3, 'b-1', 1, 's1')])).toHaveLength(1);
    expect(identities.take([at(4, 'a-1', 1, 's1'), at(5, 'c-1', 0, 's1')])).toHaveLength(1);
    expect(identities.doubles()).toBe(2);
  });

  it('takes all of a page or nothing', () => {
    const broken = { ...at(2, 'a-1', 1, 's2'), commit: 2n ** 70n };
    expect(() => identities.take([at(1, 'a-1', 0, 's1'), broken])).toThrow();
    expect([identities.checkpoint, identities.event(uuid('e1'))]).toEqual([0, undefined]);
    expect(identities.take([at(1, 'a-1', 0, 's1')])).toEqual([]);
    expect(identities.checkpoint).toBe(1);
  });
});

describe('a file that is the index of another log', () => {
  it('is made anew, and finds the events of this one', async () => {
    const doubles = await Promise.all([startDouble(), startDouble()]);
    const opened = doubles.map(({ url }) => new StreamsOnServer(url));
    const [one, other] = opened;
    if (one === undefined || other === undefined) throw new Error('there are two');
    const first = await one.open();
    await given(first, append('a-1', 'none', 'a', 'b'), append('c-1', 'none', 'c'));
    await first.lookup.event(uuid('c'));
    await first.close();
    const second = await other.open({}, 'before');
    await given(second, append('b-1', 'none', 'x', 'y', 'z'));
    await second.close();
    copyFileSync(one.file('identities.db'), other.file('identities.db'));
    const mistaken = await other.open();
    expect(places(await wholeLog(mistaken))).toEqual(['b-1@0', 'b-1@1', 'b-1@2']);
    expect(await mistaken.lookup.event(uuid('a'))).toBeUndefined();
    expect((await mistaken.lookup.event(uuid('z')))?.revision).toBe(2);
    expect(await mistaken.lookup.statement(META.source, 'a')).toEqual([]);
    expect(places(await mistaken.lookup.statement(META.source, 'y'))).toEqual(['b-1@1']);
    await Promise.all(opened.map((streams) => streams.discard()));
    await Promise.all(doubles.map((double) => double.close()));
  });
});
