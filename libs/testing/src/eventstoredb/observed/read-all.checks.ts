import { streamNameFilter, type ReadAllOptions } from '@eventstore/db-client';
import {
  anEvent,
  answerWithin,
  events,
  numberOf,
  type Check,
  type Checks,
  type Observer,
  type Position,
} from './observer.js';
import { attempt, failureOf, type Outcome } from './outcome.js';
import { seeded, type Seeded } from './seeded.js';
import { kindsOnWire, numbersOnWire, type WireRead } from './wire.js';

const numbers = (at: Observer, options: ReadAllOptions): Promise<Outcome> =>
  attempt(at.readAll(options), (found) => found.map(numberOf));

const count =
  (options: ReadAllOptions): Check =>
  (at) =>
    attempt(at.readAll(options), (found) => found.length);

/** Two events from a place near the second one. */
const near =
  (place: (second: bigint) => Position): Check =>
  async (at) => {
    const second = (await seeded(at, 6)).at(1);
    return numbers(at, { fromPosition: place(second.commit), maxCount: 2 });
  };

const onWire =
  (read: (given: Seeded) => WireRead): Check =>
  async (at) =>
    attempt(numbersOnWire(at.url, read(await seeded(at, 6))), (found) => found);

/** A reader of pages beside a writer, then everything again: what the pages had is all there was. */
async function besideWriter(at: Observer): Promise<Outcome> {
  const name = at.stream('cw');
  let from = await at.positionAfter(name, anEvent(-1));
  const first = from;
  const seen: bigint[] = [];
  const over = new AbortController();
  const writing = (async () => {
    while (!over.signal.aborted) await Promise.all(events(10).map((event, n) => at.append(`${name}-${n % 5}`, event)));
  })();
  for (let page = 0; page < 20; page += 1) {
    for (const { event } of await at.readAll({ fromPosition: from, maxCount: 200 })) {
      if (event?.position === undefined || event.position.commit <= (seen.at(-1) ?? -1n)) continue;
      seen.push(event.position.commit);
      from = event.position;
    }
  }
  over.abort();
  await writing;
  const all = (await at.readAll({ fromPosition: first })).map(({ event }) => event?.position?.commit ?? 0n);
  return { noneMissed: all.filter((position) => position <= (seen.at(-1) ?? 0n)).length === seen.length };
}

async function ownWrites(
  at: Observer,
  isThere: (stream: string, position: Position) => Promise<boolean>,
): Promise<Outcome> {
  let found = 0;
  for (let n = 0; n < 200; n += 1) {
    const stream = at.stream();
    if (await isThere(stream, await at.positionAfter(stream, anEvent()))) found += 1;
  }
  return { of200: found };
}

export const readAllChecks: Checks = {
  'readAll.start.types': async (at) => {
    const found = await at.readAll({ maxCount: 30 });
    return { systemEventsAppear: found.some(({ event }) => event?.type.startsWith('$') ?? false) };
  },
  'readAll.forwards.fromPosition': async (at) => {
    const given = await seeded(at, 6);
    return numbers(at, { fromPosition: given.at(1), maxCount: 3 });
  },
  'readAll.backwards.fromPosition': async (at) => {
    const given = await seeded(at, 6);
    return numbers(at, { direction: 'backwards', fromPosition: given.at(3), maxCount: 3 });
  },
  'readAll.backwards.end': async (at) => {
    await seeded(at, 6);
    return numbers(at, { direction: 'backwards', fromPosition: 'end', maxCount: 2 });
  },
  'readAll.backwards.start': count({ direction: 'backwards', fromPosition: 'start', maxCount: 2 }),
  'readAll.backwards.default': count({ direction: 'backwards', maxCount: 2 }),
  'readAll.forwards.end': count({ fromPosition: 'end' }),
  'readAll.maxCount0': (at) => answerWithin(300, at.readAll({ maxCount: 0 })).catch(failureOf),
  'readAll.maxCount-1': count({ maxCount: -1 }),
  'readAll.position.plus1': near((second) => ({ commit: second + 1n, prepare: second + 1n })),
  'readAll.position.minus1': near((second) => ({ commit: second - 1n, prepare: second - 1n })),
  'readAll.position.commitOnly+prepare0': near((second) => ({ commit: second, prepare: 0n })),
  'readAll.position.prepareGtCommit': near((second) => ({ commit: second, prepare: second + 5n })),
  'readAll.position.zero': count({ fromPosition: { commit: 0n, prepare: 0n }, maxCount: 2 }),
  'readAll.position.farBeyond': count({ fromPosition: { commit: 10n ** 15n, prepare: 10n ** 15n }, maxCount: 2 }),
  'readAll.position.uint64max': count({
    fromPosition: { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n },
    maxCount: 2,
  }),
  'readAll.filterOption.inJsClient': async (at) => {
    const { odd, first } = await seeded(at, 6);
    const ignored = { filter: streamNameFilter({ prefixes: [odd] }) };
    const got = await numbers(at, { fromPosition: first, maxCount: 6, ...ignored });
    return { got, note: 'filter honoured only if every n is odd' };
  },
  'readAll.concurrentWriter.noGap': besideWriter,
  'readYourWrites.stream': (at) => ownWrites(at, async (stream) => (await at.count(stream)) === 1),
  'readYourWrites.all': (at) =>
    ownWrites(at, async (stream, fromPosition) => {
      const [found] = await at.readAll({ fromPosition, maxCount: 1 });
      return found?.event?.streamId === stream;
    }),
  'positions.dense': async (at) => {
    const stream = at.stream();
    for (let n = 0; n < 4; n += 1) await at.append(stream, anEvent(n));
    await at.append(stream, events(4));
    const positions = (await at.read(stream)).map(({ event }) => event?.position?.commit ?? 0n);
    const steps = positions.slice(1).map((position, index) => position - (positions[index] ?? 0n));
    return {
      ascending: steps.every((step) => step > 0n),
      step1: steps.every((step) => step === 1n),
      typeof: typeof positions[0],
    };
  },
  capabilities: async (at) => {
    const known = (await Reflect.get(at.client, 'capabilities')) as { readonly serverVersion: string };
    return { serverVersion: known.serverVersion };
  },

  'wire.readStream.messages': async (at) => kindsOnWire(at.url, { stream: await at.given(10) }),
  'wire.readStream.missing.messages': (at) => kindsOnWire(at.url, { stream: at.stream() }),
  'wire.readAll.filter.streamPrefix': onWire(({ odd, first }) => ({
    from: first,
    filter: { on: 'stream', prefixes: [odd] },
  })),
  'wire.readAll.filter.typePrefix': onWire(({ first }) => ({ from: first, filter: { on: 'type', prefixes: ['Ev'] } })),
  'wire.readAll.filter.regex': onWire(({ even, first }) => ({
    from: first,
    filter: { on: 'stream', regex: `^${even}$` },
  })),
  'wire.readAll.filter.backwards': onWire(({ even }) => ({
    from: 'end',
    isBackwards: true,
    filter: { on: 'stream', prefixes: [even] },
  })),
  'wire.readAll.filter.count1': onWire(({ odd, first }) => ({
    from: first,
    count: 1,
    filter: { on: 'stream', prefixes: [odd] },
  })),
  'wire.readAll.filter.badRegex': onWire(({ first }) => ({ from: first, filter: { on: 'stream', regex: '(' } })),
};
