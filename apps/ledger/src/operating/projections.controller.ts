import { Controller, UseGuards } from '@nestjs/common';
import { type AnswerOf, NOTHING, PROJECTION, type QuestionOf, route, VERSION } from '#context';
import { EventStore } from '#event-store';
import { ProjectionOperations } from '#read-store';
import { CallerGuard } from '#web';
import { Drops, Looks, onlyOperators, onlyReaders } from './operates.js';
import { PROJECTION_LIST } from './projection-answers.js';
import { leftBehindView, pathNumber, projectionView } from './projection-views.js';

const ALL = route({
  summary: '投影及其构建 / projections and their builds',
  readers: onlyReaders,
  answer: PROJECTION_LIST,
});
const DROP = route({
  summary: '删除其他版本遗留的数据 / drop what another version has left behind',
  readers: onlyOperators,
  path: { name: PROJECTION, version: VERSION },
  answer: NOTHING,
  status: 204,
});

/** The projections of this program, and what other versions have left in the read store. */
@Controller('v1/projections')
@UseGuards(CallerGuard)
export class ProjectionsController {
  constructor(
    private readonly operations: ProjectionOperations,
    private readonly store: EventStore,
  ) {}

  @Looks('', ALL)
  async listProjections(): Promise<AnswerOf<typeof ALL>> {
    const head = await this.store.head();
    const left = await this.operations.leftBehind();
    const items = this.operations.projections().map((projection) => projectionView(projection, head));
    return { head, items, leftBehind: left.map(leftBehindView) };
  }

  @Drops(':name/versions/:version', DROP)
  async dropProjectionVersion({ path: { name, version }, caller, log }: QuestionOf<typeof DROP>): Promise<void> {
    await this.operations.dropVersion({ name, version: pathNumber(version) });
    log.info({ account: caller.account, projection: name, version: pathNumber(version) }, 'version dropped');
  }
}
