import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { ForAll, Clock, readQuery } from '#context';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EventStore } from '#event-store';
import { civilDateOf, toInstant, type JsonSchema } from '#kernel';
import { calendarHorizon } from '#reference';
import { refuseAtDoor } from '#web';
import { Metrics } from './metrics.js';
import { Stopping } from './stopping.js';

const LIVE: JsonSchema = {
  type: 'object',
  required: ['status'],
  properties: { status: { const: 'live', description: '状态 / status' } },
};
const READY: JsonSchema = {
  type: 'object',
  required: ['status', 'head', 'workingCalendar'],
  properties: {
    status: { const: 'ready', description: '状态 / status' },
    head: {
      type: 'integer',
      minimum: 0,
      description: '最后一个事件的位置 / position of the last event',
      examples: [1204],
    },
    workingCalendar: {
      type: 'object',
      description: '工作日历已公布到何时 / how far the working calendar is announced',
      required: ['until', 'daysLeft', 'isNear'],
      properties: {
        until: { type: 'string', description: '最后一日 / the last day it knows', examples: ['2026-12-31'] },
        daysLeft: { type: 'integer', description: '距今天数 / days until then', examples: [120] },
        isNear: { type: 'boolean', description: '即将用尽 / the next notice is wanted', examples: [false] },
      },
    },
  },
};

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
  @ApiOkResponse({ description: '存活 / alive', schema: LIVE })
  checkLiveness(@Query() query: unknown): { readonly status: 'live' } {
    readQuery(query, {});
    return { status: 'live' };
  }

  @ForAll('open')
  @Get('readyz')
  @ApiOperation({ summary: '可以受理提交 / posts are taken' })
  @ApiOkResponse({ description: '可以受理 / ready', schema: READY })
  async checkReadiness(@Query() query: unknown): Promise<object> {
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
