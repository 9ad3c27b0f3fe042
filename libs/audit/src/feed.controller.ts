import { Controller, Get, Headers, Query, Res, UseGuards, type OnModuleDestroy } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { ForAll, AskedFor, CATEGORY, malformedHeader, POSITION_HEADER, readQuery, refuse, Visibility } from '#context';
import { EventStore } from '#event-store';
import { Registry, type Actor, type RecordedEvent } from '#kernel';
import { Caller, CallerGuard, Slots } from '#web';
import { FEED } from './answers.js';
import { eventView } from './event-view.js';

const FILTER = { category: CATEGORY };
const FEEDS_MAX = 100;
const PAGE = 200;
const HEARTBEAT_MS = 15_000;
/** Then it ends and the reader comes back, with a credential that is looked at anew. */
const FEED_MS = 1_800_000;

interface Following {
  readonly after: number;
  readonly category: string | undefined;
  readonly caller: Actor;
  readonly end: AbortSignal;
}

/** The log as it grows, as server-sent events (WHATWG). `id` is the position: a reader that comes back misses and repeats nothing. */
@Controller('v1/feed')
@UseGuards(CallerGuard)
export class FeedController implements OnModuleDestroy {
  readonly #stopping = new AbortController();
  readonly #slots = new Slots(FEEDS_MAX);

  constructor(
    private readonly store: EventStore,
    private readonly registry: Registry,
    private readonly visibility: Visibility,
  ) {}

  /** Readers come back with their `Last-Event-ID`. */
  onModuleDestroy(): void {
    this.#stopping.abort();
  }

  @ForAll('account')
  @Get()
  @ApiTags('查询 reading')
  @ApiBearerAuth()
  @ApiOperation({ summary: '实时事件(SSE,Last-Event-ID 续传) / the log as it grows' })
  @ApiOkResponse({
    description: '每个事件一条 / one message an event',
    headers: POSITION_HEADER,
    content: { 'text/event-stream': { schema: FEED } },
  })
  @AskedFor(FILTER)
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: '上次收到的最后一个位置,从其后续传 / the last position received; the feed goes on behind it',
    schema: { type: 'integer', minimum: 0, examples: [7544] },
  })
  async followFeed(
    @Query() query: unknown,
    @Headers('last-event-id') lastId: string | undefined,
    @Caller() caller: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const { category } = readQuery(query, FILTER);
    const after = await this.#start(lastId);
    const release = this.#slots.take();
    if (release === undefined) throw refuse('too-many-feeds', { params: { max: FEEDS_MAX } });
    const gone = new AbortController();
    const leave = (): void => {
      release();
      gone.abort();
    };
    reply.raw.once('close', leave);
    // Gone while the head was asked for: nobody will say so again.
    if (reply.raw.closed) leave();
    void reply.headers({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    const end = AbortSignal.any([gone.signal, this.#stopping.signal, AbortSignal.timeout(FEED_MS)]);
    return Readable.from(this.#texts({ after, category, caller, end }), { objectMode: false });
  }

  /** From the head when a reader is new; from where it was when it comes back. */
  async #start(lastId: string | undefined): Promise<number> {
    if (lastId !== undefined && !/^\d{1,15}$/.test(lastId)) throw malformedHeader('Last-Event-ID');
    const head = await this.store.head();
    return lastId === undefined ? head : Math.min(Number(lastId), head);
  }

  /** Read only as fast as the reader takes it. */
  async *#texts({ after: start, category, caller, end }: Following): AsyncGenerator<string> {
    const categories = category === undefined ? {} : { categories: [category] };
    let after = start;
    let quiet = AbortSignal.timeout(HEARTBEAT_MS);
    yield 'retry: 3000\n\n';
    while (!end.aborted) {
      const page = await this.store.readAll({ after, limit: PAGE, ...categories });
      const readable = await this.visibility.readable(caller, page.events);
      for (const event of readable) yield this.#text(event);
      if (readable.length === 0 && quiet.aborted) yield ': 15s\n\n';
      if (readable.length > 0 || quiet.aborted) quiet = AbortSignal.timeout(HEARTBEAT_MS);
      if (page.position === after) await this.store.news(after, AbortSignal.any([end, quiet]));
      after = page.position;
    }
  }

  #text(event: RecordedEvent): string {
    const view = eventView(this.registry, event);
    return `id: ${event.position}\nevent: ${view.type}\ndata: ${JSON.stringify(view)}\n\n`;
  }
}
