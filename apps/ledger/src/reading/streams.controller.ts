import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { eventsAsOf, standings, type Moment } from '#audit';
import { EventStore } from '#event-store';
import { canonical, foldAll, instant, parseInstant, Registry, sha256, type Actor, type RecordedEvent } from '#kernel';
import { Caller, CallerGuard, readCursor, writeCursor } from '#web';
import { HISTORY, STREAM } from './answers.js';
import { Asks } from './asks.js';
import { eventView } from './event-view.js';
import { choice, CURSOR, digits, LIMIT, numberOf, readQuery, refuse, type Parameter } from './query.js';
import { Visibility } from './visibility.js';

const INSTANT: Parameter = { spec: instant, zh: '时刻(RFC 3339)' };
const MOMENT = {
  asOf: INSTANT,
  clock: choice(['recorded', 'occurred'], '时钟:登记或发生'),
  revision: digits('流水修订号'),
  position: digits('台账位置'),
};
const PAGE = { limit: LIMIT, cursor: CURSOR };
/** Events of one stream that one answer folds: half of a stream would be a wrong answer. */
const EVENTS_MAX = 100_000;

/** P13, P15: one stream now or at any moment, and its history. */
@Controller('v1/streams')
@UseGuards(CallerGuard)
export class StreamsController {
  constructor(
    private readonly store: EventStore,
    private readonly registry: Registry,
    private readonly visibility: Visibility,
  ) {}

  @Get(':stream')
  @Asks('流水的状态,现在或任一时刻 / one stream, now or as of any moment', STREAM, MOMENT)
  async state(@Param('stream') stream: string, @Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const moment = momentOf(readQuery(query, MOMENT));
    const { aggregate, events } = await this.#read(stream, caller);
    const covered = eventsAsOf(events, moment);
    const last = covered.at(-1);
    const { state } = foldAll(aggregate, covered);
    // Through JSON, so that the digest is of what the reader gets.
    const shown: unknown = JSON.parse(JSON.stringify(state));
    return {
      stream,
      kind: aggregate.zh,
      moment,
      state: shown,
      stateDigest: sha256(canonical(shown)),
      revision: last?.revision ?? -1,
      position: last?.position ?? 0,
      events: covered.length,
      laterEvents: events.length - covered.length,
    };
  }

  @Get(':stream/history')
  @Asks('流水的全部事件 / its history', HISTORY, PAGE)
  async history(@Param('stream') stream: string, @Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const { limit = '50', cursor } = readQuery(query, PAGE);
    const { events } = await this.#read(stream, caller);
    const filter = { stream };
    const { after, pin } =
      cursor === undefined ? { after: -1, pin: events.at(-1)?.position ?? 0 } : readCursor(cursor, filter);
    const pinned = eventsAsOf(events, { kind: 'position', position: pin });
    const corrected = standings(pinned);
    const rest = pinned.filter(({ revision }) => revision > Number(after));
    const items = rest.slice(0, Number(limit)).map((event) => eventView(this.registry, event, corrected.get(event.id)));
    const last = items.at(-1);
    const more = last !== undefined && rest.length > items.length;
    const next = more ? { next: writeCursor({ after: last.revision, pin }, filter) } : {};
    return { items, page: { atPosition: pin, total: pinned.length, ...next } };
  }

  async #read(stream: string, caller: Actor): Promise<StreamRead> {
    const found = this.registry.aggregateOf(stream);
    if (found === undefined || !(await this.visibility.mayReadStream(caller, stream))) throw unknown(stream);
    const events = await this.store.readStream(stream, { limit: EVENTS_MAX + 1 });
    if (events.length === 0) throw unknown(stream);
    if (events.length > EVENTS_MAX) throw refuse('stream-too-long', { params: { stream, max: EVENTS_MAX } });
    return { aggregate: found.aggregate, events };
  }
}

interface StreamRead {
  readonly aggregate: Parameters<typeof foldAll>[0];
  readonly events: readonly RecordedEvent[];
}

const unknown = (stream: string): Error => refuse('stream-unknown', { params: { stream: stream.slice(0, 120) } });

function momentOf({ asOf, clock, revision, position }: Readonly<Partial<Record<keyof typeof MOMENT, string>>>): Moment {
  const given = [asOf, revision, position].filter((value) => value !== undefined).length;
  if (given > 1 || (clock !== undefined && asOf === undefined)) throw ambiguous();
  const at = asOf === undefined ? undefined : parseInstant(asOf);
  if (at !== undefined) return { kind: clock === 'occurred' ? 'occurred' : 'recorded', at };
  const n = numberOf(revision) ?? numberOf(position);
  if (n === undefined) return { kind: 'now' };
  return revision === undefined ? { kind: 'position', position: n } : { kind: 'revision', revision: n };
}

const ambiguous = (): Error =>
  refuse('invalid-query', {
    params: { count: 1 },
    errors: [
      {
        code: 'moment-ambiguous',
        pointer: '?asOf',
        zh: 'asOf、revision、position 只能填一个;clock 须与 asOf 同用',
        en: 'give one of asOf, revision and position; clock goes with asOf',
      },
    ],
  });
