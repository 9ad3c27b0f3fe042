import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { eventStoreOf } from '../settings.js';

export interface BackupOptions {
  /** File of the log. */
  readonly log: string;
  /** Directory of the evidence files. */
  readonly evidence: string;
  /** Directory to be made. */
  readonly to: string;
  /** The report as JSON, and nothing else on standard output. */
  readonly isJson: boolean;
}

export const USAGE = `npm run backup -- --from sqlite:<file> --to <directory> [--evidence <directory>] [--json]
npm run restore -- --from sqlite:<backup>/events.db --to <data directory>
  把台账(事件与佐证文件)逐一核对后复制到新目录,运行中亦可;恢复即由备份复制到新的数据目录,随后以其启动
  copies a ledger, events and evidence files, into a new directory, also while it runs, and checks the copy; a restore is the
  same from a backup into a new data directory, on which the ledger is then started
  --to        尚不存在或为空的目录;未完成时名为 <directory>.partial,重新执行即接续 / a directory that does not exist
              or is empty; until all is there it is called <directory>.partial, and the same command goes on
  --evidence  佐证目录,默认为事件文件旁的 evidence / where evidence is kept, beside the log when left out
  --json      只输出结果 JSON / print the report as JSON`;

/** Reads the command line; throws an Error whose message says what to mend. */
export function readOptions(args: readonly string[]): BackupOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string', default: '' },
      to: { type: 'string', default: '' },
      evidence: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const from = eventStoreOf(values.from);
  if (from?.kind !== 'sqlite')
    throw new Error(
      `--from: 应为 / expected sqlite:<file>; EventStoreDB 用其自身手段备份 / back that up by its own means\n\n${USAGE}`,
    );
  if (values.to === '') throw new Error(`--to: 应为目录 / expected a directory\n\n${USAGE}`);
  const evidence = resolve(values.evidence ?? join(dirname(from.file), 'evidence'));
  return { log: from.file, evidence, to: resolve(values.to), isJson: values.json };
}
