import { Controller, Delete, Get, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { BUILD, Clock, PROJECTION, readQuery } from '#context';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStore } from '#event-store';
import { toInstant, type Actor } from '#kernel';
import { ProjectionOperations } from '#read-store';
import { Caller, CallerGuard } from '#web';
import { Operates } from './operates.js';
import { permit } from './permitted.js';
import { REBUILD } from './projection-answers.js';
import { buildView, comparisonView, pathNumber } from './projection-views.js';

/** Builds of a projection beside the one in use: begun, looked at, switched to and back, dropped. */
@Controller('v1/projections/:name/rebuilds')
@UseGuards(CallerGuard)
export class RebuildsController {
  constructor(
    private readonly operations: ProjectionOperations,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Operates('自首个事件起重建,与现用构建并存 / rebuild from the first event on, beside the one in use', {
    status: 202,
    schema: REBUILD,
    path: { name: PROJECTION },
  })
  async beginRebuild(
    @Param('name') name: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
    @Req() { log }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    readQuery(query, {});
    permit(caller, 'rebuild');
    const build = await this.operations.begin(name, { by: caller.account, at: toInstant(this.clock.now()) });
    log.info({ account: caller.account, projection: name, build }, 'rebuild begun');
    void reply.header('Location', `/v1/projections/${name}/rebuilds/${build}`);
    return this.#view(name, build);
  }

  @Get(':build')
  @Operates('进度,追上后为比对结果 / its progress, and the comparison when it has caught up', {
    schema: REBUILD,
    path: { name: PROJECTION, build: BUILD },
  })
  async readRebuild(
    @Param('name') name: string,
    @Param('build') build: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
  ): Promise<object> {
    readQuery(query, {});
    permit(caller, 'look');
    const compared = this.operations.comparison(name, pathNumber(build));
    const view = await this.#view(name, pathNumber(build));
    return compared === undefined ? view : { ...view, comparison: comparisonView(compared) };
  }

  @Post(':build/switch')
  @Operates('切换为现用构建;切回亦同 / put it in use; going back is the same', {
    schema: REBUILD,
    path: { name: PROJECTION, build: BUILD },
  })
  async switchToRebuild(
    @Param('name') name: string,
    @Param('build') build: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
    @Req() { log }: FastifyRequest,
  ): Promise<object> {
    readQuery(query, {});
    permit(caller, 'operate');
    await this.operations.switchTo(name, pathNumber(build));
    log.info({ account: caller.account, projection: name, build: pathNumber(build) }, 'build switched to');
    return this.#view(name, pathNumber(build));
  }

  @Delete(':build')
  @Operates('删除一次构建,现用者除外 / drop a build that is not in use', {
    status: 204,
    path: { name: PROJECTION, build: BUILD },
  })
  async dropRebuild(
    @Param('name') name: string,
    @Param('build') build: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
    @Req() { log }: FastifyRequest,
  ): Promise<void> {
    readQuery(query, {});
    permit(caller, 'operate');
    await this.operations.drop(name, pathNumber(build));
    log.info({ account: caller.account, projection: name, build: pathNumber(build) }, 'build dropped');
  }

  async #view(name: string, build: number): Promise<object> {
    const head = await this.store.head();
    const { version } = this.operations.projection(name);
    return { name, version, ...buildView(this.operations.build(name, build), head) };
  }
}
