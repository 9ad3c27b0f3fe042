import { Controller, Get, Header, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EventStore } from '#event-store';
import { refuseAtDoor } from '#web';
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
  ) {}

  @Get('livez')
  @ApiOperation({ summary: '进程存活 / the process is alive' })
  live(@Query() query: unknown): { readonly status: 'live' } {
    readQuery(query, {});
    return { status: 'live' };
  }

  @Get('readyz')
  @ApiOperation({ summary: '可以受理提交 / posts are taken' })
  async ready(@Query() query: unknown): Promise<{ readonly status: 'ready'; readonly head: number }> {
    readQuery(query, {});
    if (this.stopping.signal.aborted) throw refuseAtDoor('stopping');
    await this.store.ready();
    return { status: 'ready', head: await this.store.head() };
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
