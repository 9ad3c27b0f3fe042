import { Controller, UseGuards } from '@nestjs/common';
import {
  type AnswerOf,
  CURSOR,
  digits,
  eventsAsOf,
  everyAccount,
  Knowledge,
  LIMIT,
  type Moment,
  momentsReversed,
  needed,
  type Parameter,
  type QuestionOf,
  Reads,
  route,
  STREAM_ID,
} from '#context';
import { instant, kind, parseInstant, Registry } from '#kernel';
import { CallerGuard, readCursor, writeCursor } from '#web';
import { STREAM_CHANGES } from './answers.js';
import { eventView } from './event-view.js';
import { differencesLeftOut, unknownAmong, unknownTypes } from './not-shown.js';
import { stateAt, type StateAt } from './state-at.js';
import { StreamReader } from './stream-reader.provider.js';
import { differences } from './differences.js';
import { correctedEntries } from './corrected-entries.js';

const position = digits('台账位置', 'position of the log').spec;
const moment = (zh: string, en: string): Parameter => ({
  spec: kind({
    form: { zh: '台账位置,或登记时刻(RFC 3339)', en: 'a position of the log, or a time of recording (RFC 3339)' },
    schema: { anyOf: [position.schema, instant.schema], examples: ['5450', '2026-03-31T18:00:00+08:00'] },
    misfit: (value) =>
      position.misfit(value) === undefined || instant.misfit(value) === undefined
        ? undefined
        : {
            code: 'field-format',
            zh: '应为台账位置,或 RFC 3339 时刻',
            en: 'expected a position of the log, or an RFC 3339 time',
          },
  }).as(zh, en),
});
const CHANGES = route({
  summary: '两个时刻之间的变化 / what changed between two moments',
  readers: everyAccount,
  query: {
    from: needed(moment('起点', 'from')),
    to: moment('终点,缺省为现在', 'to, now when left out'),
    limit: LIMIT,
    cursor: CURSOR,
  },
  path: { stream: STREAM_ID },
  answer: STREAM_CHANGES,
});
/** Differences of two states that one answer names. */
const DIFFERENCES_MAX = 500;

/** P15: what a stream was at two moments of the knowledge clock, and the events that make the difference. */
@Controller('v1/streams')
@UseGuards(CallerGuard)
export class StreamChangesController {
  constructor(
    private readonly streams: StreamReader,
    private readonly registry: Registry,
    private readonly knowledge: Knowledge,
  ) {}

  @Reads(':stream/changes', CHANGES)
  async readStreamChanges(question: QuestionOf<typeof CHANGES>): Promise<AnswerOf<typeof CHANGES>> {
    const { stream } = question.path;
    const { limit = '50', cursor, ...asked } = question.asked;
    const { aggregate, events } = await this.streams.read(stream, question.caller);
    const [since, until] = [momentOf(asked.from), momentOf(asked.to)];
    for (const moment of [since, until]) await this.knowledge.come(moment, stream, events.at(-1)?.revision ?? -1);
    const filter = { stream, ...asked };
    const { after: seen, pin } =
      cursor === undefined ? { after: -1, pin: events.at(-1)?.position ?? 0 } : readCursor(cursor, filter);
    const pinned = eventsAsOf(events, { kind: 'position', position: pin });
    const stateOf = (moment: Moment): StateAt => stateAt(this.registry, aggregate, stream, pinned, moment);
    const [before, after] = [stateOf(since), stateOf(until)];
    const [from, to] = [before.view, after.view];
    if (from.events > to.events) throw momentsReversed();
    const covered = pinned.slice(0, to.events);
    const corrected = correctedEntries(covered);
    const rest = covered.slice(from.events).filter(({ revision }) => revision > Number(seen));
    const items = rest.slice(0, Number(limit)).map((event) => eventView(this.registry, event, corrected.get(event.id)));
    const last = items.at(-1);
    const more = last !== undefined && rest.length > items.length;
    const next = more ? { next: writeCursor({ after: last.revision, pin }, filter) } : {};
    const { found, count } = differences(before.content, after.content, DIFFERENCES_MAX);
    const unread = unknownTypes(unknownAmong(aggregate, covered), '/changes');
    const notShown = [...differencesLeftOut(found.length, count), ...unread];
    return {
      stream,
      kind: aggregate.zh,
      from,
      to,
      items,
      page: { atPosition: pin, ...next },
      changes: found,
      isComplete: notShown.length === 0,
      notShown,
    };
  }
}

/** Both run with the log, so that the earlier moment covers a beginning of what the later one does. */
function momentOf(asked: string | undefined): Moment {
  if (asked === undefined) return { kind: 'now' };
  const at = parseInstant(asked);
  return at === undefined ? { kind: 'position', position: Number(asked) } : { kind: 'recorded', at };
}
