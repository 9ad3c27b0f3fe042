import { jsonEvent } from '@eventstore/db-client';
import { canonical, type RecordedEvent } from '#kernel';
import { MoveTarget } from '../move-target.js';
import { refuse } from '../store-refusals.js';
import type { Connection } from './connection.js';
import { ANSWER_MS, CALL, Link, PATIENCE_MS } from './link.js';
import { logAlone } from './log-alone.js';
import { MOVE_BEGUN, MOVE_FINISHED, MOVES, originOf } from './origin.js';
import { Positions } from './positions.js';
import { Sender, type Sending } from './sender.js';
import { toWire } from './wire-event.js';

/** Appends on their way at once: few, for an answer that is lost among many could let a later one overtake it. */
const IN_FLIGHT = 64;
/** A stream takes as many events in one append as the port allows. */
const EVENTS_MAX = 100;

/** Streams of a server that are being filled from another store. */
export class EventStoreDbMoveTarget extends MoveTarget {
  private constructor(
    private readonly link: Link,
    private readonly sender: Sender,
    override readonly log: MoveTarget['log'],
  ) {
    super();
  }

  static async open(connection: Connection): Promise<EventStoreDbMoveTarget> {
    const link = new Link({ connection, answerMs: ANSWER_MS, patienceMs: PATIENCE_MS });
    // Every event brings its position; those of the server do not show yet.
    const positions = new Positions(0);
    try {
      return new EventStoreDbMoveTarget(link, new Sender(link, positions), await logAlone(link, positions));
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  override async begin(): Promise<void> {
    const origin = await originOf(this.link);
    if (origin.kind === 'moved') throw refuse('move-target-not-empty');
    if (origin.kind === 'moving') return;
    if ((await this.log.last()) !== undefined) throw refuse('move-target-not-empty');
    await this.#say(MOVE_BEGUN, {}, 'no_stream');
  }

  override async put(events: readonly RecordedEvent[]): Promise<void> {
    const runs = runsOf(events);
    for (let from = 0; from < runs.length; from += IN_FLIGHT) {
      const window = runs.slice(from, from + IN_FLIGHT);
      const sent = await this.sender.send(window.map(sendingOf));
      let before = 0;
      for (const [index, each] of sent.entries()) {
        if (each.kind === 'refused') throw each.refusal;
        const isInOrder = each.kind === 'appended' && each.at.position > before;
        if (!isInOrder) throw refuse('move-out-of-order', { params: { position: window[index]?.[0]?.position ?? 0 } });
        before = each.at.position;
      }
    }
  }

  override finish(lastPosition: number): Promise<void> {
    return this.#say(MOVE_FINISHED, { lastPosition }, 0n);
  }

  override close(): Promise<void> {
    return this.link.close();
  }

  async #say(type: string, data: Record<string, number>, expectedRevision: 'no_stream' | bigint): Promise<void> {
    const event = jsonEvent({ type, data });
    await this.link.insist(async () => {
      const client = await this.link.warm();
      await this.link.timed(client.appendToStream(this.link.besides(MOVES), event, { ...CALL, expectedRevision }));
    });
  }
}

/** Events that follow on one another in one stream go as one append. */
function runsOf(events: readonly RecordedEvent[]): readonly (readonly RecordedEvent[])[] {
  const runs: RecordedEvent[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run !== undefined && run[0]?.stream === event.stream && run.length < EVENTS_MAX) run.push(event);
    else runs.push([event]);
  }
  return runs;
}

function sendingOf(run: readonly RecordedEvent[]): Sending {
  const [first] = run;
  if (first === undefined) throw new Error('a run has events');
  const { stream, revision } = first;
  return {
    stream,
    expected: revision === 0 ? 'none' : revision - 1,
    events: run.map(({ data, position, ...event }) => toWire({ ...event, dataText: canonical(data) }, position)),
  };
}
