import { Controller, UseGuards } from '@nestjs/common';
import { type AnswerOf, route } from '#context';
import { EventStore } from '#event-store';
import { Registry } from '#kernel';
import { ProcessRunner } from '#process';
import { CallerGuard } from '#web';
import { Looks, onlyReaders } from './operates.js';
import { PROCESS_LIST } from './process-answers.js';

const ALL = route({
  summary: '流程及其到期未登记事项 / processes, and what they could not state',
  readers: onlyReaders,
  answer: PROCESS_LIST,
});

/** What the ledger states on its own once it falls due. */
@Controller('v1/processes')
@UseGuards(CallerGuard)
export class ProcessesController {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly store: EventStore,
    private readonly registry: Registry,
  ) {}

  @Looks('', ALL)
  async listProcesses(): Promise<AnswerOf<typeof ALL>> {
    const head = await this.store.head();
    const processes = await this.runner.progress();
    const items = processes.map(({ checkpoint, notStated, ...process }) => ({
      ...process,
      position: checkpoint,
      lag: Math.max(0, head - checkpoint),
      notStated: notStated.map(({ stream, type, refusal: { code, zh, en }, ...rest }) => ({
        stream,
        type: this.registry.wireTypeOf(stream, type),
        code,
        reason: { zh, en },
        ...rest,
      })),
    }));
    return { head, isRunning: this.runner.isRunning, items };
  }
}
