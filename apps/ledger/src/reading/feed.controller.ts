import { once } from 'node:events';
import { Controller, Get, Headers, Query, Req, Res, UseGuards, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStore } from '#event-store';
import { Registry, type Actor } from '#kernel';
import { Caller, CallerGuard } from '#web';
import { Asks } from './asks.js';
import { eventView } from './event-view.js';
import { readQuery, refuse, text } from './query.js';
import { Visibility } from './visibility.js';

const FILTER = { category: text('[a-z]{1,20}', '流水类别') };
const FEEDS_MAX = 100;
const PAGE = 200;
const HEARTBEAT_MS = 15_000;

/** The log as it grows, as server-sent events (WHATWG). `id` is the position: a reader that comes back misses and repeats nothing. */
@Controller('v1/feed')
@UseGuards(CallerGuard)
export class FeedController implements OnModuleDestroy {
  readonly #stopping = new AbortController();
  #open = 0;

  constructor(
    private readonly store: EventStore,
    private readonly registry: Registry,
    private readonly visibility: Visibility,
  ) {}

  /** Readers come back with their `Last-Event-ID`. */
  onModuleDestroy(): void {
    this.#stopping.abort();
  }

  @Get()
  @Asks('实时事件(SSE,Last-Event-ID 续传) / the log as it grows', FILTER)
  async feed(
    @Query() query: unknown,
    @Headers('last-event-id') lastId: string | undefined,
    @Caller() caller: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { category } = readQuery(query, FILTER);
    const after = await this.#start(lastId);
    if (this.#open >= FEEDS_MAX) throw refuse('too-many-feeds', { params: { max: FEEDS_MAX } });
    this.#open += 1;
    const gone = new AbortController();
    reply.hijack();
    const { raw } = reply;
    raw.once('close', () => gone.abort());
    const headers = reply.getHeaders() as Record<string, string>;
    raw.writeHead(200, {
      ...headers,
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    raw.write('retry: 3000\n\n');
    const heartbeat = setInterval(() => raw.write(': 15s\n\n'), HEARTBEAT_MS);
    const signal = AbortSignal.any([gone.signal, this.#stopping.signal]);
    try {
      await this.#follow(after, category, caller, signal, (chunk) => write(raw, chunk, signal));
    } catch (failure) {
      request.log.error({ err: failure }, 'feed broke off');
    } finally {
      clearInterval(heartbeat);
      this.#open -= 1;
      raw.end();
    }
  }

  /** From the head when a reader is new; from where it was when it comes back. */
  async #start(lastId: string | undefined): Promise<number> {
    const head = await this.store.head();
    if (lastId === undefined) return head;
    return /^\d{1,16}$/.test(lastId) ? Math.min(Number(lastId), head) : head;
  }

  async #follow(
    start: number,
    category: string | undefined,
    caller: Actor,
    gone: AbortSignal,
    send: (chunk: string) => Promise<void>,
  ): Promise<void> {
    let after = start;
    while (!gone.aborted) {
      const page = await this.store.readAll({
        after,
        limit: PAGE,
        ...(category === undefined ? {} : { categories: [category] }),
      });
      for (const event of await this.visibility.readable(caller, page.events)) {
        const view = eventView(this.registry, event);
        await send(`id: ${event.position}\nevent: ${view.type}\ndata: ${JSON.stringify(view)}\n\n`);
      }
      if (page.position === after) await this.store.news(after, gone);
      after = page.position;
    }
  }
}

/** Waits for a slow reader instead of buffering for it. */
async function write(raw: FastifyReply['raw'], chunk: string, gone: AbortSignal): Promise<void> {
  if (raw.write(chunk) || gone.aborted) return;
  await once(raw, 'drain', { signal: gone }).catch((failure: unknown) => {
    if (!gone.aborted) throw failure;
  });
}
