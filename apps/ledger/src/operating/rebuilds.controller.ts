import { Controller, UseGuards } from '@nestjs/common';
import { type Answer, type AnswerOf, BUILD, Clock, NOTHING, PROJECTION, type QuestionOf, route } from '#context';
import { EventStore } from '#event-store';
import { toInstant } from '#kernel';
import { ProjectionOperations } from '#read-store';
import { CallerGuard } from '#web';
import { Drops, Looks, onlyCheckers, onlyOperators, onlyReaders, Operates } from './operates.js';
import { REBUILD } from './projection-answers.js';
import { buildView, comparisonView, pathNumber } from './projection-views.js';

const BEGIN = route({
  summary: '自首个事件起重建,与现用构建并存 / rebuild from the first event on, beside the one in use',
  readers: onlyCheckers,
  path: { name: PROJECTION },
  answer: REBUILD,
  status: 202,
});
const OF_BUILD = { path: { name: PROJECTION, build: BUILD }, answer: REBUILD };
const ONE = route({
  summary: '进度,追上后为比对结果 / its progress, and the comparison when it has caught up',
  readers: onlyReaders,
  ...OF_BUILD,
});
const SWITCH = route({
  summary: '切换为现用构建;切回亦同 / put it in use; going back is the same',
  readers: onlyOperators,
  ...OF_BUILD,
});
const DROP = route({
  summary: '删除一次构建,现用者除外 / drop a build that is not in use',
  readers: onlyOperators,
  ...OF_BUILD,
  answer: NOTHING,
  status: 204,
});

/** Builds of a projection beside the one in use: begun, looked at, switched to and back, dropped. */
@Controller('v1/projections/:name/rebuilds')
@UseGuards(CallerGuard)
export class RebuildsController {
  constructor(
    private readonly operations: ProjectionOperations,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  @Operates('', BEGIN)
  async beginRebuild({
    path: { name },
    caller,
    log,
    header,
  }: QuestionOf<typeof BEGIN>): Promise<AnswerOf<typeof BEGIN>> {
    const build = await this.operations.begin(name, { by: caller.account, at: toInstant(this.clock.now()) });
    log.info({ account: caller.account, projection: name, build }, 'rebuild begun');
    header('Location', `/v1/projections/${name}/rebuilds/${build}`);
    return this.#view(name, build);
  }

  @Looks(':build', ONE)
  async readRebuild({ path: { name, build } }: QuestionOf<typeof ONE>): Promise<AnswerOf<typeof ONE>> {
    const compared = this.operations.comparison(name, pathNumber(build));
    const view = await this.#view(name, pathNumber(build));
    return compared === undefined ? view : { ...view, comparison: comparisonView(compared) };
  }

  @Operates(':build/switch', SWITCH)
  async switchToRebuild({
    path: { name, build },
    caller,
    log,
  }: QuestionOf<typeof SWITCH>): Promise<AnswerOf<typeof SWITCH>> {
    await this.operations.switchTo(name, pathNumber(build));
    log.info({ account: caller.account, projection: name, build: pathNumber(build) }, 'build switched to');
    return this.#view(name, pathNumber(build));
  }

  @Drops(':build', DROP)
  async dropRebuild({ path: { name, build }, caller, log }: QuestionOf<typeof DROP>): Promise<void> {
    await this.operations.drop(name, pathNumber(build));
    log.info({ account: caller.account, projection: name, build: pathNumber(build) }, 'build dropped');
  }

  async #view(name: string, build: number): Promise<Answer<typeof REBUILD>> {
    const head = await this.store.head();
    const { version } = this.operations.projection(name);
    return { name, version, ...buildView(this.operations.build(name, build), head) };
  }
}
