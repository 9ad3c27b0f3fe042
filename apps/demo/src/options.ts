import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly scale: number;
  readonly seed: string;
  /** Months of 2026 that are played, from January on. */
  readonly months: number;
  readonly dataDir: string;
  readonly port?: number;
  /** Stops the ledger at the end. */
  readonly isOnce: boolean;
  /** Facts of the run as JSON instead of the tour. */
  readonly isJson: boolean;
  /** Recounts every figure from its rows. */
  readonly isVerified: boolean;
}

export const USAGE = `npm run demo -- [选项 / options]
  --scale <n>   规模 / scale: 1 = 一个省 a province;缺省 default 0.1(0.01–2)
  --months <n>  从 1 月起演几个月 / months played from January on;缺省 default 3(1–12)
  --seed <s>    种子 / seed;缺省 default liuhen
  --data <dir>  数据目录 / data directory;缺省 default ./data/demo
  --port <n>    端口 / port;缺省任意空闲端口 default any free one
  --once        演示完即停止 / stop the ledger at the end
  --verify      逐项由明细重算全部指标 / recount all figures from their rows
  --json        只输出运行结果 JSON / print the facts as JSON`;

/** Reads the command line; throws an Error whose message says what to mend. */
export function readOptions(args: readonly string[]): DemoOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scale: { type: 'string', default: '0.1' },
      months: { type: 'string', default: '3' },
      seed: { type: 'string', default: 'liuhen' },
      data: { type: 'string', default: './data/demo' },
      port: { type: 'string' },
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const scale = Number(values.scale);
  if (!(scale >= 0.01 && scale <= 2)) throw new Error(`--scale ${values.scale}: 应为 / expected 0.01–2`);
  const months = Number(values.months);
  if (!(Number.isInteger(months) && months >= 1 && months <= 12))
    throw new Error(`--months ${values.months}: 应为 / expected 1–12`);
  if (!/^[\w-]{1,40}$/.test(values.seed)) throw new Error(`--seed ${values.seed}: 1–40 [A-Za-z0-9_-]`);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new Error(`--port ${values.port}: 应为 / expected 1–65535`);
  return {
    scale,
    months,
    seed: values.seed,
    dataDir: resolve(values.data),
    ...(port === undefined ? {} : { port }),
    isOnce: values.once,
    isJson: values.json,
    isVerified: values.verify,
  };
}
