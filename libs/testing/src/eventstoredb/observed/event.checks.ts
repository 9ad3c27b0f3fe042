import { randomUUID } from 'node:crypto';
import {
  binaryEvent,
  jsonEvent,
  type AllStreamResolvedEvent,
  type EventData,
  type JSONEventData,
  type RecordedEvent,
} from '@eventstore/db-client';
import { anEvent, events, numberOf, type Check, type Checks, type Observer } from './observer.js';
import { plain, type Outcome } from './outcome.js';
import { createdTicks } from './wire.js';

/** An event that was appended alone, as it is read back. */
async function recorded(at: Observer, event: EventData): Promise<RecordedEvent> {
  const stream = at.stream();
  await at.append(stream, event);
  const [resolved] = await at.read(stream);
  if (resolved?.event === undefined) throw new Error('what was appended is read back');
  return resolved.event;
}

const json =
  (data: unknown): Check =>
  async (at) => {
    const event = await recorded(at, anEvent(0, { data: data as JSONEventData['data'] }));
    return { back: JSON.stringify(event.data), isJson: event.isJson };
  };

const metadata =
  (sent: unknown): Check =>
  async (at) => {
    const event = jsonEvent({ type: 'B', data: {}, metadata: sent as Record<string, unknown> });
    return { meta: plain((await recorded(at, event)).metadata) };
  };

const kindOf = (value: unknown): string => {
  if (value instanceof Date) return 'Date';
  return value === null ? 'null' : typeof value;
};

/** A link to the first event of a stream. */
const linkTo = (stream: string): EventData => binaryEvent({ type: '$>', data: Buffer.from(`0@${stream}`) });

async function linked(at: Observer, resolveLinkTos: boolean): Promise<Outcome> {
  // The link names it: its length was recorded.
  const [target, links] = [randomUUID().slice(-12), at.stream()];
  await at.append(target, anEvent(7));
  await at.append(links, linkTo(target));
  const [resolved] = await at.read(links, { resolveLinkTos });
  if (resolved === undefined) return undefined;
  const { event, link } = resolved;
  if (!resolveLinkTos) return { type: event?.type, link: plain(link), data: plain(event?.data) };
  const n = numberOf(resolved);
  return { type: event?.type, link: link?.type, n, streamIsTarget: event?.streamId === target };
}

function resumeField({ event, link, commitPosition }: AllStreamResolvedEvent, position: bigint): string {
  if (event?.position?.commit === position) return 'event.position';
  if (link?.position?.commit === position) return 'link.position';
  return commitPosition === position ? 'commitPosition' : 'none';
}

export const eventChecks: Checks = {
  'event.fields.json': async (at) => {
    const stream = at.stream();
    await at.append(stream, jsonEvent({ type: 'T', data: { n: 1 }, metadata: { a: 1 } }));
    const [resolved] = await at.read(stream);
    const event = Object.fromEntries(
      Object.entries(resolved?.event ?? {}).map(([name, value]) => [name, kindOf(value)]),
    );
    return {
      resolved: Object.keys(resolved ?? {}),
      event,
      commitPosition: typeof resolved?.commitPosition,
      position: typeof resolved?.event?.position?.commit,
      link: plain(resolved?.link),
    };
  },
  'event.fields.noMetadata': async (at) => {
    const event = await recorded(at, anEvent());
    return { metadata: plain(event.metadata), has: 'metadata' in event };
  },
  'event.position.inReadStream': async (at) => {
    const stream = at.stream();
    const { commit } = await at.positionAfter(stream, anEvent());
    const [resolved] = await at.read(stream);
    const position = resolved?.event?.position;
    return {
      equalsAppendPosition: position?.commit === commit,
      prepareEqualsCommit: position?.commit === position?.prepare,
      resolvedCommitPosition: resolved?.commitPosition === commit,
    };
  },
  'event.position.batch3': async (at) => {
    const stream = at.stream();
    const result = await at.positionAfter(stream, events(3));
    const inStream = (await at.read(stream)).map(({ event }) => event?.position);
    const [first = result] = inStream;
    const inAll = (await at.readAll({ fromPosition: first, maxCount: 3 })).map(({ event }) => event?.position);
    const at3 = inStream.findIndex((position) => position?.commit === result.commit);
    return {
      resultPositionIs: ['first', 'second', 'third'][at3] ?? 'none of them',
      eventPositionsDistinct: new Set(inStream.map((position) => position?.commit)).size,
      sameInReadAll: inAll.every((position, index) => position?.commit === inStream[index]?.commit),
      commitEqPrepare: inStream.map((position) => position?.commit === position?.prepare),
    };
  },
  'event.position.bigBatchResult': async (at) => {
    const stream = at.stream();
    const { commit } = await at.positionAfter(stream, events(50));
    const last = (await at.read(stream)).at(-1)?.event?.position?.commit ?? 0n;
    return { resultIsLastEvent: commit === last, resultGEQLast: commit >= last };
  },

  'data.json.null': json(null),
  'data.json.number': json(5),
  'data.json.string': json('x'),
  'data.json.emptyString': json(''),
  'data.json.array': json([1]),
  'data.json.true': json(true),
  'data.json.nested.undefined': json({ a: undefined }),
  'data.json.bigNumber': json({ n: Number('9007199254740993') }),
  'data.json.unicode': json({ s: '\u0000\ud83d\ude00ž' }),
  'data.json.loneSurrogate': json({ s: '\ud800' }),
  'data.json.__proto__': json(JSON.parse('{"__proto__":{"x":1},"k":1}')),
  'data.binary': async (at) => {
    const { data, isJson } = await recorded(at, binaryEvent({ type: 'B', data: new Uint8Array([0, 255, 1]) }));
    return { ctor: data.constructor.name, bytes: [...(data as Uint8Array)], isJson };
  },
  'data.binary.empty': async (at) => {
    const { data, isJson } = await recorded(at, binaryEvent({ type: 'B', data: new Uint8Array(0) }));
    return { len: (data as Uint8Array).length, isJson };
  },
  'metadata.binary': metadata(new Uint8Array([1, 2, 200])),
  'metadata.string': metadata('corr'),

  'created.js.precision': async (at) => {
    const created = (await at.read(await at.given(5))).map(({ event }) => event?.created);
    const isNear = Math.abs(Date.now() - Number(created[0])) < 60_000;
    return {
      ctor: created[0]?.constructor.name,
      withinOneMinute: isNear,
      batchDistinct: new Set(created.map(Number)).size,
    };
  },
  'created.wire.ticks': async (at) => {
    const stream = at.stream();
    for (let n = 0; n < 20; n += 1) await at.append(stream, anEvent());
    const ticks = await createdTicks(at.url, stream);
    return {
      digits: ticks[0]?.length,
      unit: '100ns since 1970',
      anyNonZeroBelowMs: ticks.some((tick) => BigInt(tick) % 10_000n !== 0n),
      anyNonZeroBelowUs: ticks.some((tick) => BigInt(tick) % 10n !== 0n),
      distinctOf20: new Set(ticks).size,
    };
  },

  'links.raw': async (at) => ({ off: await linked(at, false), on: await linked(at, true) }),
  'links.toMissing': async (at) => {
    const links = at.stream();
    await at.append(links, linkTo(at.stream()));
    const [resolved] = await at.read(links, { resolveLinkTos: true });
    return { event: plain(resolved?.event), link: resolved?.link?.type };
  },
  'readAll.links.resolve': async (at) => {
    const target = await at.given(1);
    const position = await at.positionAfter(at.stream(), linkTo(target));
    const found = async (resolveLinkTos: boolean) =>
      (await at.readAll({ fromPosition: position, maxCount: 1, resolveLinkTos }))[0];
    const [off, on] = [await found(false), await found(true)];
    return {
      off: [off?.event?.type, plain(off?.link)],
      on: [on?.event?.type, on?.link?.type, typeof on?.commitPosition],
      onResumeFieldIs: on === undefined ? 'none' : resumeField(on, position.commit),
    };
  },
};
