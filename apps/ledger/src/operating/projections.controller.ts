import { Controller, Delete, Get, Param, Query, Req, UseGuards } from '@nestjs/common';
import { PROJECTION, readQuery, VERSION } from '#context';
import type { FastifyRequest } from 'fastify';
import { EventStore } from '#event-store';
import type { Actor } from '#kernel';
import { ProjectionOperations } from '#read-store';
import { Caller, CallerGuard } from '#web';
import { Operates } from './operates.js';
import { permit } from './permitted.js';
import { PROJECTION_LIST } from './projection-answers.js';
import { leftBehindView, pathNumber, projectionView } from './projection-views.js';

/** The projections of this program, and what other versions have left in the read store. */
@Controller('v1/projections')
@UseGuards(CallerGuard)
export class ProjectionsController {
  constructor(
    private readonly operations: ProjectionOperations,
    private readonly store: EventStore,
  ) {}

  @Get()
  @Operates('投影及其构建 / projections and their builds', { schema: PROJECTION_LIST })
  async listProjections(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    readQuery(query, {});
    permit(caller, 'look');
    const head = await this.store.head();
    const left = await this.operations.leftBehind();
    const items = this.operations.projections().map((projection) => projectionView(projection, head));
    return { head, items, leftBehind: left.map(leftBehindView) };
  }

  @Delete(':name/versions/:version')
  @Operates('删除其他版本遗留的数据 / drop what another version has left behind', {
    status: 204,
    path: { name: PROJECTION, version: VERSION },
  })
  async dropProjectionVersion(
    @Param('name') name: string,
    @Param('version') version: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
    @Req() { log }: FastifyRequest,
  ): Promise<void> {
    readQuery(query, {});
    permit(caller, 'operate');
    await this.operations.dropVersion({ name, version: pathNumber(version) });
    log.info({ account: caller.account, projection: name, version: pathNumber(version) }, 'version dropped');
  }
}
