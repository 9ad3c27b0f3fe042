import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EventStore } from '#event-store';
import { civilDateOf, toInstant } from '#kernel';
import { calendarHorizon } from '#reference';
import { refuseAtDoor } from '#web';
import { Clock } from '../clock.js';
import { readQuery } from '../reading/query.js';
import { Metrics } from './metrics.js';
import { Stopping } from './stopping.js';

@Controller()
@ApiTags('运维 operating')
export class HealthController {
  constructor(
    private readonly store: EventStore,
    private readonly stopping: Stopping,
    private readonly metricsOf: Metrics,
    private readonly clock: Clock,
  ) {}

  @Get('livez')
  @ApiOperation({ summary: '进程存活 / the process is alive' })
  live(@Query() query: unknown): { readonly status: 'live' } {
    readQuery(query, {});
    return { status: 'live' };
  }

  @Get('readyz')
  @ApiOperation({ summary: '可以受理提交 / posts are taken' })
  async ready(@Query() query: unknown): Promise<object> {
    readQuery(query, {});
    if (this.stopping.signal.aborted) throw refuseAtDoor('stopping');
    await this.store.ready();
    const workingCalendar = calendarHorizon(civilDateOf(toInstant(this.clock.now())));
    return { status: 'ready', head: await this.store.head(), workingCalendar };
  }

  @Get('metrics')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Prometheus 指标 / metrics' })
  async metrics(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    readQuery(query, {});
    void reply.header('Content-Type', this.metricsOf.contentType);
    return this.metricsOf.text();
  }
}
