import { Controller, UseGuards } from '@nestjs/common';
import {
  type AnswerOf,
  choice,
  CURSOR,
  digits,
  eventsAsOf,
  everyAccount,
  Knowledge,
  LIMIT,
  type Moment,
  numberOf,
  type Parameter,
  type QuestionOf,
  Reads,
  refuse,
  route,
  STREAM_ID,
  type Values,
} from '#context';
import { instant, parseInstant, Registry } from '#kernel';
import { CallerGuard, readCursor, writeCursor } from '#web';
import { HISTORY, STREAM } from './answers.js';
import { eventView } from './event-view.js';
import { unknownAmong, unknownTypes } from './not-shown.js';
import { stateAt } from './state-at.js';
import { StreamReader } from './stream-reader.provider.js';
import { correctedEntries } from './corrected-entries.js';

const INSTANT: Parameter = { spec: instant.as('时刻', 'moment') };
const MOMENT = {
  asOf: INSTANT,
  clock: choice(
    ['recorded', 'occurred'],
    '时钟:recorded 按登记,occurred 按发生',
    'clock: when it was recorded, or when it occurred',
  ),
  revision: digits('流水修订号,自 0 起', 'revision of the stream, from 0'),
  position: digits('台账位置', 'position of the log'),
};
const STATE_OF = route({
  summary: '流水的状态,现在或任一时刻 / one stream, now or as of any moment',
  readers: everyAccount,
  query: MOMENT,
  path: { stream: STREAM_ID },
  answer: STREAM,
});
const HISTORY_OF = route({
  summary: '流水的全部事件 / its history',
  readers: everyAccount,
  query: { limit: LIMIT, cursor: CURSOR },
  path: { stream: STREAM_ID },
  answer: HISTORY,
});

/** P13, P15: one stream now or at any moment, and its history. */
@Controller('v1/streams')
@UseGuards(CallerGuard)
export class StreamsController {
  constructor(
    private readonly streams: StreamReader,
    private readonly registry: Registry,
    private readonly knowledge: Knowledge,
  ) {}

  @Reads(':stream', STATE_OF)
  async readStream({
    path: { stream },
    asked,
    caller,
  }: QuestionOf<typeof STATE_OF>): Promise<AnswerOf<typeof STATE_OF>> {
    const moment = momentOf(asked);
    const { aggregate, events } = await this.streams.read(stream, caller);
    await this.knowledge.come(moment, stream, events.at(-1)?.revision ?? -1);
    const { view } = stateAt(this.registry, aggregate, stream, events, moment);
    return { stream, kind: aggregate.zh, ...view, laterEvents: events.length - view.events };
  }

  @Reads(':stream/history', HISTORY_OF)
  async readStreamHistory({
    path: { stream },
    asked,
    caller,
  }: QuestionOf<typeof HISTORY_OF>): Promise<AnswerOf<typeof HISTORY_OF>> {
    const { limit = '50', cursor } = asked;
    const { aggregate, events } = await this.streams.read(stream, caller);
    const filter = { stream };
    const { after, pin } =
      cursor === undefined ? { after: -1, pin: events.at(-1)?.position ?? 0 } : readCursor(cursor, filter);
    const pinned = eventsAsOf(events, { kind: 'position', position: pin });
    const corrected = correctedEntries(pinned);
    const rest = pinned.filter(({ revision }) => revision > Number(after));
    const items = rest.slice(0, Number(limit)).map((event) => eventView(this.registry, event, corrected.get(event.id)));
    const last = items.at(-1);
    const more = last !== undefined && rest.length > items.length;
    const next = more ? { next: writeCursor({ after: last.revision, pin }, filter) } : {};
    const notShown = unknownTypes(unknownAmong(aggregate, pinned), '/items');
    return { items, page: { atPosition: pin, total: pinned.length, ...next }, notShown };
  }
}

function momentOf({ asOf, clock, revision, position }: Values<typeof MOMENT>): Moment {
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
