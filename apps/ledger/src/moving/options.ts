import { parseArgs } from 'node:util';
import { EVENT_STORE_EXPECTED, eventStoreOf, type EventStoreSetting } from '../settings.js';

export interface MoveOptions {
  readonly from: EventStoreSetting;
  readonly to: EventStoreSetting;
  /** The report as JSON, and nothing else on standard output. */
  readonly isJson: boolean;
}

export const USAGE = `npm run move -- --from <store> --to <store> [--json]
  把整个台账迁至另一事件库:编号、版次、时间、次序、位置一律不变,逐条核对后方可启用;中断后重新执行即接续
  moves a whole ledger to another event store: ids, revisions, times, order and positions stay, every event is compared
  before the target may be used; broken off, the same command goes on
  <store>  sqlite:<file> | esdb://…  (与 EVENT_STORE 写法相同 / as in EVENT_STORE)
  --json   只输出结果 JSON / print the report as JSON`;

/** Reads the command line; throws an Error whose message says what to mend. */
export function readOptions(args: readonly string[]): MoveOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string', default: '' },
      to: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return { from: store('--from', values.from), to: store('--to', values.to), isJson: values.json };
}

function store(name: string, text: string): EventStoreSetting {
  const found = eventStoreOf(text);
  if (found === undefined) throw new Error(`${name}: 应为 / expected ${EVENT_STORE_EXPECTED}\n\n${USAGE}`);
  return found;
}
