import type { Refusal } from '#kernel';
import type { Append, AppendedAt, Outcome } from '../event-store.js';
import { Lost } from '../lost.js';
import { refuse } from '../store-refusals.js';
import { chainsOf, type Chain } from './chains.js';
import { runsOf, wavesOf } from './runs.js';
import type { Sender, Sending, Sent } from './sender.js';
import { toWire } from './wire-event.js';

/** Appends on their way at once. */
const IN_FLIGHT_MAX = 500;
/** The server takes 1 MiB of payloads an append before 25.1; metadata it does not count, so we do. */
const BYTES_MAX = 1_048_576;

export interface AppenderParts {
  readonly sender: Sender;
  /** Last revision of a stream; -1 when it has no event. */
  readonly headOf: (stream: string) => Promise<number>;
  /** Positions of so many events of a stream from a revision on. */
  readonly positionsIn: (stream: string, from: number, count: number) => Promise<readonly number[]>;
  /** Why nothing may be appended to a stream. */
  readonly cutOff: (stream: string) => Refusal | undefined;
  /** Told of each append and what became of it, whatever became of its group. */
  readonly onSent: (sending: Sending, sent: Sent) => void;
}

/** A group on its way. */
interface Underway {
  readonly sendings: readonly Sending[];
  readonly waves: readonly number[];
  /** Answers, by the place of the append in the group. */
  readonly landed: Map<number, AppendedAt>;
  /** Why nothing more of it is sent. */
  failed?: Outcome;
}

/**
 * The server appends to one stream at a time. A group of one append is as good as its answer; a group of several is sent when
 * all its streams are found where they are expected, and nothing of it when one is not: first what goes ahead, and once that is
 * recorded the rest. Wherever it ends in between, nothing is there without what it rests on.
 */
export class Appender {
  constructor(private readonly parts: AppenderParts) {}

  async append(groups: readonly (readonly Append[])[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    const lost = new Lost();
    for (const run of runsOf(groups)) outcomes.push(...(await this.#run(run, lost)));
    return outcomes;
  }

  async #run(groups: readonly (readonly Append[])[], lost: Lost): Promise<readonly Outcome[]> {
    const run = groups.map((group): Underway => ({
      sendings: group.map(sendingOf),
      waves: wavesOf(group),
      landed: new Map(),
    }));
    await this.#judge(run, lost);
    const last = Math.max(...run.flatMap(({ waves }) => waves));
    for (let wave = 0; wave <= last; wave += 1) await this.#sendWave(run, wave, lost);
    return run.map(outcomeOf);
  }

  /** Fails the groups of several appends that could not be recorded whole, as far as can be told beforehand. */
  async #judge(run: readonly Underway[], lost: Lost): Promise<void> {
    const heads = await this.#headsOf(run.filter(({ sendings }) => sendings.length > 1));
    for (const each of run) {
      const reached = new Map<string, number>();
      for (const [at, sending] of each.sendings.entries()) {
        const { stream, expected, events } = sending;
        const revision = reached.get(stream) ?? heads.get(stream);
        if (revision === undefined) continue;
        const refusal = this.#refusalOf(sending);
        const isThere = revision === (expected === 'none' ? -1 : expected);
        if (refusal !== undefined) fail(each, { kind: 'refused', at, refusal }, lost);
        else if (!isThere) fail(each, { kind: 'wrong-revision', at, revision }, lost);
        reached.set(stream, revision + events.length);
      }
      if (each.failed === undefined) for (const [stream, revision] of reached) heads.set(stream, revision);
    }
  }

  async #headsOf(groups: readonly Underway[]): Promise<Map<string, number>> {
    const streams = new Set(groups.flatMap(({ sendings }) => sendings.map(({ stream }) => stream)));
    return new Map(
      await Promise.all([...streams].map(async (stream) => [stream, await this.parts.headOf(stream)] as const)),
    );
  }

  async #sendWave(run: readonly Underway[], wave: number, lost: Lost): Promise<void> {
    const going = run
      .filter(({ failed }) => failed === undefined)
      .flatMap((each) => each.sendings.map((sending, at) => ({ each, sending, at })))
      .filter(({ each, at }) => each.waves[at] === wave);
    const answers = await this.#send(
      going.map(({ sending }) => sending),
      lost,
    );
    for (const { each, sending, at } of going) {
      const sent = answers.get(sending);
      if (sent?.kind === 'appended') each.landed.set(at, sent.at);
      else if (sent !== undefined) fail(each, { ...sent, at }, lost);
    }
  }

  /** What is too large is refused without a word to the server, whose answer would end every append under way. */
  async #send(sendings: readonly Sending[], lost: Lost): Promise<ReadonlyMap<Sending, Sent>> {
    const answers = new Map<Sending, Sent>();
    const answer = (sending: Sending, sent: Sent): void => {
      if (sent.kind !== 'appended') lost.add(sending, sent.kind === 'wrong-revision' ? sent.revision : -1);
      this.parts.onSent(sending, sent);
      answers.set(sending, sent);
    };
    for (const sending of sendings) {
      const refusal = this.#refusalOf(sending);
      if (refusal !== undefined) answer(sending, { kind: 'refused', refusal });
    }
    const chains = chainsOf(
      sendings.filter((sending) => !answers.has(sending)),
      (sending) => tooLarge(sending) !== undefined,
    );
    const turns = Math.max(0, ...[...chains.values()].map(({ length }) => length));
    for (let turn = 0; turn < turns; turn += 1) {
      const going = [...chains.values()]
        .flatMap((ofStream) => ofStream[turn] ?? [])
        .filter(({ sending, parts }) => {
          const revision = lost.metBy(sending);
          if (revision !== undefined) for (const part of parts) answer(part, { kind: 'wrong-revision', revision });
          return revision === undefined;
        });
      for (let from = 0; from < going.length; from += IN_FLIGHT_MAX)
        await this.#sendChains(going.slice(from, from + IN_FLIGHT_MAX), answer);
    }
    return answers;
  }

  async #sendChains(chains: readonly Chain[], answer: (sending: Sending, sent: Sent) => void): Promise<void> {
    const sent = await this.parts.sender.send(chains.map(({ sending }) => sending));
    await Promise.all(
      chains.map(async ({ parts }, index) => {
        const whole = sent[index];
        if (whole === undefined) throw new Error('an append was not answered');
        if (whole.kind !== 'appended' || parts.length === 1) for (const part of parts) answer(part, whole);
        else await this.#landed(parts, whole.at, answer);
      }),
    );
  }

  /** The server says where the last event of an append stands; the others are looked up. */
  async #landed(
    parts: readonly Sending[],
    last: AppendedAt,
    answer: (sending: Sending, sent: Sent) => void,
  ): Promise<void> {
    const count = parts.reduce((sum, { events }) => sum + events.length, 0);
    const stream = parts[0]?.stream ?? '';
    const first = last.revision - count + 1;
    const positions = await this.parts.positionsIn(stream, first, count);
    let revision = first - 1;
    for (const part of parts) {
      revision += part.events.length;
      const position = positions[revision - first];
      if (position === undefined) throw new Error(`${stream} lacks revision ${revision}, which was just recorded`);
      answer(part, { kind: 'appended', at: { revision, position } });
    }
  }

  #refusalOf(sending: Sending): Refusal | undefined {
    return tooLarge(sending) ?? this.parts.cutOff(sending.stream);
  }
}

const sendingOf = ({ stream, expected, events }: Append): Sending => ({
  stream,
  expected,
  events: events.map((event) => toWire(event)),
});

function tooLarge({ events }: Sending): Refusal | undefined {
  let data = 0;
  let meta = 0;
  for (const { dataBytes, metaBytes } of events) {
    data += dataBytes;
    meta += metaBytes;
  }
  const isTooLarge = data > BYTES_MAX || meta > BYTES_MAX;
  return isTooLarge ? refuse('append-too-large', { params: { bytesMax: BYTES_MAX } }) : undefined;
}

/** Nothing more of a group is sent, nor of what rests on any append of it. */
function fail(each: Underway, outcome: Exclude<Outcome, { kind: 'appended' }>, lost: Lost): void {
  each.failed ??= outcome;
  for (const sending of each.sendings) lost.add(sending, outcome.kind === 'wrong-revision' ? outcome.revision : -1);
}

/** The first append that was not recorded speaks for its group. */
const outcomeOf = ({ failed, landed, sendings }: Underway): Outcome =>
  failed ?? {
    kind: 'appended',
    appends: sendings.map((sending, at) => {
      const where = landed.get(at);
      if (where === undefined) throw new Error(`an append to ${sending.stream} was not answered`);
      return where;
    }),
  };
