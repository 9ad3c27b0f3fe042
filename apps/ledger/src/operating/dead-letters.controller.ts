import { Controller, UseGuards } from '@nestjs/common';
import { type AnswerOf, CURSOR, LIMIT, PROJECTION, type QuestionOf, route, STREAM_ID } from '#context';
import { ProjectionOperations, type ParkedStream } from '#read-store';
import { CallerGuard, readCursor, writeCursor } from '#web';
import { Looks, onlyOperators, onlyReaders, Operates } from './operates.js';
import { DEAD_LETTERS, REPLAYED } from './projection-answers.js';
import { replayedView } from './projection-views.js';

const ALL = route({
  summary: '搁置的流水及其原因 / parked streams, and why',
  readers: onlyReaders,
  query: { limit: LIMIT, cursor: CURSOR },
  path: { name: PROJECTION },
  answer: DEAD_LETTERS,
});
const REPLAY = route({
  summary: '补记搁置的流水 / apply to a parked stream what it missed',
  readers: onlyOperators,
  path: { name: PROJECTION, stream: STREAM_ID },
  answer: REPLAYED,
});

/** Streams that a projection has parked at an event it could not apply, and what they missed applied after all. */
@Controller('v1/projections/:name/dead-letters')
@UseGuards(CallerGuard)
export class DeadLettersController {
  constructor(private readonly operations: ProjectionOperations) {}

  @Looks('', ALL)
  listDeadLetters({ asked: { limit = '50', cursor }, path: { name } }: QuestionOf<typeof ALL>): AnswerOf<typeof ALL> {
    const filter = { name };
    const { after, pin } =
      cursor === undefined
        ? { after: '', pin: this.operations.projection(name).checkpoint }
        : readCursor(cursor, filter);
    const rest = this.operations.deadLetters(name).filter((letter) => placeOf(letter) > String(after));
    const items = rest.slice(0, Number(limit));
    const last = items.at(-1);
    const more = last !== undefined && rest.length > items.length;
    const next = more ? { next: writeCursor({ after: placeOf(last), pin }, filter) } : {};
    return { items, page: { atPosition: pin, ...next } };
  }

  @Operates(':stream/replay', REPLAY)
  async replayDeadLetter({
    path: { name, stream },
    caller,
    log,
  }: QuestionOf<typeof REPLAY>): Promise<AnswerOf<typeof REPLAY>> {
    const builds = (await this.operations.replay(name, stream)).map(replayedView);
    log.info({ account: caller.account, projection: name, stream, builds }, 'stream replayed');
    return { name, stream, builds };
  }
}

/** Where a letter stands in the list, as text that sorts so. */
const placeOf = ({ build, stream }: ParkedStream): string => `${String(build).padStart(9, '0')} ${stream}`;
