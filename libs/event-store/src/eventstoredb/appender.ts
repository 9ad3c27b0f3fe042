import type { Refusal } from '#kernel';
import type { Append, AppendedAt, Outcome } from '../event-store.js';
import { refuse } from '../store-refusals.js';
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
    for (const run of runsOf(groups)) outcomes.push(...(await this.#run(run)));
    return outcomes;
  }

  async #run(groups: readonly (readonly Append[])[]): Promise<readonly Outcome[]> {
    const run = groups.map((group): Underway => ({
      sendings: group.map(sendingOf),
      waves: wavesOf(group),
      landed: new Map(),
    }));
    await this.#judge(run);
    const last = Math.max(...run.flatMap(({ waves }) => waves));
    for (let wave = 0; wave <= last; wave += 1) await this.#sendWave(run, wave);
    return run.map(outcomeOf);
  }

  /** Fails the groups of several appends that could not be recorded whole, as far as can be told beforehand. */
  async #judge(run: readonly Underway[]): Promise<void> {
    const heads = await this.#headsOf(run.filter(({ sendings }) => sendings.length > 1));
    for (const each of run) {
      const reached = new Map<string, number>();
      for (const [at, sending] of each.sendings.entries()) {
        const { stream, expected, events } = sending;
        const revision = reached.get(stream) ?? heads.get(stream);
        if (revision === undefined) continue;
        const refusal = this.#refusalOf(sending);
        const isThere = revision === (expected === 'none' ? -1 : expected);
        if (refusal !== undefined) each.failed ??= { kind: 'refused', at, refusal };
        else if (!isThere) each.failed ??= { kind: 'wrong-revision', at, revision };
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

  async #sendWave(run: readonly Underway[], wave: number): Promise<void> {
    const going = run
      .filter(({ failed }) => failed === undefined)
      .flatMap((each) => each.sendings.map((sending, at) => ({ each, sending, at })))
      .filter(({ each, at }) => each.waves[at] === wave);
    const answers = await this.#send(going.map(({ sending }) => sending));
    for (const [index, { each, at }] of going.entries()) {
      const sent = answers[index];
      if (sent?.kind === 'appended') each.landed.set(at, sent.at);
      else if (sent !== undefined) each.failed ??= { ...sent, at };
    }
  }

  /** What is too large is refused without a word to the server, whose answer would end every append under way. */
  async #send(sendings: readonly Sending[]): Promise<readonly Sent[]> {
    const sent: Sent[] = [];
    for (let from = 0; from < sendings.length; from += IN_FLIGHT_MAX) {
      const window = sendings.slice(from, from + IN_FLIGHT_MAX);
      const refusals = window.map((each) => this.#refusalOf(each));
      const answers = (await this.parts.sender.send(window.filter((_, at) => refusals[at] === undefined))).values();
      for (const [at, sending] of window.entries()) {
        const refusal = refusals[at];
        const each = refusal === undefined ? (answers.next().value as Sent) : ({ kind: 'refused', refusal } as const);
        this.parts.onSent(sending, each);
        sent.push(each);
      }
    }
    return sent;
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
