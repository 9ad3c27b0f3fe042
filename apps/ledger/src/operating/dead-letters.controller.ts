import { Controller, Get, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { CURSOR, LIMIT, PROJECTION, readQuery, STREAM_ID } from '#context';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#kernel';
import { ProjectionOperations, type ParkedStream } from '#read-store';
import { Caller, CallerGuard, readCursor, writeCursor } from '#web';
import { Operates } from './operates.js';
import { permit } from './permitted.js';
import { DEAD_LETTERS, REPLAYED } from './projection-answers.js';
import { replayedView } from './projection-views.js';

const PAGE = { limit: LIMIT, cursor: CURSOR };

/** Streams that a projection has parked at an event it could not apply, and what they missed applied after all. */
@Controller('v1/projections/:name/dead-letters')
@UseGuards(CallerGuard)
export class DeadLettersController {
  constructor(private readonly operations: ProjectionOperations) {}

  @Get()
  @Operates('搁置的流水及其原因 / parked streams, and why', {
    schema: DEAD_LETTERS,
    shape: PAGE,
    path: { name: PROJECTION },
  })
  listDeadLetters(@Param('name') name: string, @Query() query: unknown, @Caller() caller: Actor): object {
    const { limit = '50', cursor } = readQuery(query, PAGE);
    permit(caller, 'look');
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

  @Post(':stream/replay')
  @Operates('补记搁置的流水 / apply to a parked stream what it missed', {
    schema: REPLAYED,
    path: { name: PROJECTION, stream: STREAM_ID },
  })
  async replayDeadLetter(
    @Param('name') name: string,
    @Param('stream') stream: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
    @Req() { log }: FastifyRequest,
  ): Promise<object> {
    readQuery(query, {});
    permit(caller, 'operate');
    const builds = (await this.operations.replay(name, stream)).map(replayedView);
    log.info({ account: caller.account, projection: name, stream, builds }, 'stream replayed');
    return { name, stream, builds };
  }
}

/** Where a letter stands in the list, as text that sorts so. */
const placeOf = ({ build, stream }: ParkedStream): string => `${String(build).padStart(9, '0')} ${stream}`;
