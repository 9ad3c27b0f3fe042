import type { Refusal } from '#kernel';
import type { Append, AppendedAt, Outcome } from '../event-store.js';
import { refuse } from '../store-refusals.js';
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

/**
 * The server appends to one stream at a time. A group of one append is as good as its answer; a group of several is sent when
 * all its streams are found where they are expected, and nothing of it when one is not.
 */
export class Appender {
  constructor(private readonly parts: AppenderParts) {}

  async append(groups: readonly (readonly Append[])[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    const singles: Sending[] = [];
    const sendSingles = async (): Promise<void> => {
      for (const sent of await this.#send(singles.splice(0))) outcomes.push(outcomeOf([sent]));
    };
    for (const group of groups) {
      const sendings = group.map(sendingOf);
      if (sendings.length === 1) singles.push(...sendings);
      else {
        await sendSingles();
        outcomes.push(await this.#sendTogether(sendings));
      }
    }
    await sendSingles();
    return outcomes;
  }

  async #sendTogether(group: readonly Sending[]): Promise<Outcome> {
    const heads = await this.#headsOf(group);
    for (const [at, sending] of group.entries()) {
      const refusal = this.#refusalOf(sending);
      if (refusal !== undefined) return { kind: 'refused', at, refusal };
      const { stream, expected, events } = sending;
      const revision = heads.get(stream) ?? -1;
      if (revision !== (expected === 'none' ? -1 : expected)) return { kind: 'wrong-revision', at, revision };
      heads.set(stream, revision + events.length);
    }
    return outcomeOf(await this.#send(group));
  }

  async #headsOf(group: readonly Sending[]): Promise<Map<string, number>> {
    const streams = [...new Set(group.map(({ stream }) => stream))];
    return new Map(
      await Promise.all(streams.map(async (stream) => [stream, await this.parts.headOf(stream)] as const)),
    );
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

/** The first append that was not appended speaks for its group. */
function outcomeOf(sent: readonly Sent[]): Outcome {
  const appends: AppendedAt[] = [];
  for (const [at, each] of sent.entries()) {
    if (each.kind !== 'appended') return { ...each, at };
    appends.push(each.at);
  }
  return { kind: 'appended', appends };
}
