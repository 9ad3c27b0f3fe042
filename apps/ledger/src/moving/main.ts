import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { moveLedger, type MoveSource, type MoveTarget } from '#event-store';
import { EventStoreDbEventStore } from '#event-store/eventstoredb';
import { SqliteEventStore } from '#event-store/sqlite';
import { progressPrinter } from '../progress.js';
import type { EventStoreSetting } from '../settings.js';
import { readOptions, USAGE } from './options.js';

const PHASES = { copy: '复制 / copied', verify: '核对 / verified' } as const;

async function sourceOf(store: EventStoreSetting): Promise<MoveSource> {
  if (store.kind === 'eventstoredb') return EventStoreDbEventStore.moveSource(store.connection);
  if (!existsSync(store.file)) throw new Error(`--from: 没有文件 / no such file: ${store.file}`);
  return SqliteEventStore.open(store.file);
}

const targetOf = (store: EventStoreSetting): Promise<MoveTarget> =>
  store.kind === 'sqlite'
    ? SqliteEventStore.moveTarget(store.file)
    : EventStoreDbEventStore.moveTarget(store.connection);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
    return;
  }
  const from = await sourceOf(options.from);
  try {
    const to = await targetOf(options.to);
    try {
      const tell = progressPrinter(console.error);
      const report = await moveLedger(from, to, ({ phase, position, head, events }) =>
        tell({ phase: PHASES[phase], done: position, total: head, count: `${events} 个事件 / events` }),
      );
      const { head, copied, verified } = report;
      if (options.isJson) console.log(JSON.stringify(report));
      else
        console.log(
          `已迁移,位置至 ${head};本次复制 ${copied} 个事件,全部 ${verified} 个逐一核对相同。现可将 EVENT_STORE 指向目标\n` +
            `moved up to position ${head}; ${copied} events copied now, all ${verified} compared and equal. EVENT_STORE may name the target now`,
        );
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

try {
  await main();
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
}
