import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type Answer, Clock, COUNT, FLAG, ForAll, object, oneOf, readQuery, said, TEXT, WHOLE } from '#context';
import { EventStore } from '#event-store';
import { civilDateOf, toInstant } from '#kernel';
import { calendarHorizon } from '#reference';
import { refuseAtDoor } from '#web';
import { Metrics } from './metrics.js';
import { Stopping } from './stopping.js';

const LIVE = object({ status: said(oneOf('live'), '状态', 'status') });
const READY = object({
  status: said(oneOf('ready'), '状态', 'status'),
  head: said(COUNT, '最后一个事件的位置', 'position of the last event', 1_204),
  workingCalendar: said(
    object({
      until: said(TEXT, '最后一日', 'the last day it knows', '2026-12-31'),
      daysLeft: said(WHOLE, '距今天数', 'days until then', 120),
      isNear: said(FLAG, '即将用尽', 'the next notice is wanted', false),
    }),
    '工作日历已公布到何时',
    'how far the working calendar is announced',
  ),
});

@Controller()
@ApiTags('运维 operating')
export class HealthController {
  constructor(
    private readonly store: EventStore,
    private readonly stopping: Stopping,
    private readonly metricsOf: Metrics,
    private readonly clock: Clock,
  ) {}

  @ForAll('open')
  @Get('livez')
  @ApiOperation({ summary: '进程存活 / the process is alive' })
  @ApiOkResponse({ description: '存活 / alive', schema: LIVE as object })
  checkLiveness(@Query() query: unknown): Answer<typeof LIVE> {
    readQuery(query, {});
    return { status: 'live' };
  }

  @ForAll('open')
  @Get('readyz')
  @ApiOperation({ summary: '可以受理提交 / posts are taken' })
  @ApiOkResponse({ description: '可以受理 / ready', schema: READY as object })
  async checkReadiness(@Query() query: unknown): Promise<Answer<typeof READY>> {
    readQuery(query, {});
    if (this.stopping.signal.aborted) throw refuseAtDoor('stopping');
    await this.store.ready();
    const workingCalendar = calendarHorizon(civilDateOf(toInstant(this.clock.now())));
    return { status: 'ready', head: await this.store.head(), workingCalendar };
  }

  @ForAll('open')
  @Get('metrics')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Prometheus 指标 / metrics' })
  @ApiOkResponse({ description: 'Prometheus', content: { 'text/plain': { schema: { type: 'string' } } } })
  async readMetrics(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    readQuery(query, {});
    void reply.header('Content-Type', this.metricsOf.contentType);
    return this.metricsOf.text();
  }
}
