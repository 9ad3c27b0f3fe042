import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../ledger/src/main.js', import.meta.url));
const START_MAX_MS = 30_000;
const POLL_MS = 50;
const LOG_TAIL = 2_000;

export interface ServerOptions {
  readonly dataDir: string;
  /** Left out: a free port. */
  readonly port?: number;
  /** The simulated clock's first instant. */
  readonly from: string;
}

/** The ledger as a process of its own, with a simulated clock. */
export class LedgerServer {
  private constructor(
    readonly base: string,
    readonly bootstrapKey: string,
    readonly logFile: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts the ledger and waits until it serves; throws with the end of its log when it does not. */
  static async start({ dataDir, port, from }: ServerOptions): Promise<LedgerServer> {
    const chosen = await freePort(port ?? 0);
    const logFile = join(dataDir, 'ledger.log');
    const log = openSync(logFile, 'w');
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      stdio: ['ignore', log, log],
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: String(chosen),
        DATA_DIR: dataDir,
        DEMO_CLOCK: from,
        LEDGER_NAME: '湖南省中小企业公共服务活动台账(演示)',
        LEDGER_DIVISION: '430000',
        LOG_LEVEL: 'warn',
        EVENT_STORE: process.env['EVENT_STORE'],
      },
    });
    closeSync(log);
    const base = `http://127.0.0.1:${chosen}`;
    try {
      await serving(base, child);
      const key = await readFile(join(dataDir, 'bootstrap-key'), 'utf8').catch(noKey);
      return new LedgerServer(base, key.trim(), logFile, child);
    } catch (failure) {
      child.kill('SIGKILL');
      const tail = (await readFile(logFile, 'utf8')).slice(-LOG_TAIL);
      const reason = failure instanceof Error ? failure.message : String(failure);
      throw new Error(`账本没有启动 / the ledger did not start: ${reason}\n${tail}`, { cause: failure });
    }
  }

  /** Stops it as an operator would; resolves to its exit code. */
  async stop(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const stopped = this.stopped();
    this.child.kill('SIGTERM');
    return stopped;
  }

  /** Resolves to the exit code when the process ends, however it comes. */
  async stopped(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }
}

/** A ledger writes its first key when it is opened, and the demonstration wants one of its own. */
function noKey(cause: unknown): never {
  throw new Error(
    `EVENT_STORE 中已有台账,请另选 streamPrefix / a ledger stands in EVENT_STORE already, choose another streamPrefix`,
    { cause },
  );
}

async function serving(base: string, child: ChildProcess): Promise<void> {
  for (let waitedMs = 0; waitedMs < START_MAX_MS; waitedMs += POLL_MS) {
    if (child.exitCode !== null) throw new Error(`exit code ${child.exitCode}`);
    const answer = await fetch(`${base}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(POLL_MS);
  }
  throw new Error(`not ready within ${START_MAX_MS} ms`);
}

/** The port asked for, or some free one for 0; rejects when it is taken, lest another server be mistaken for the ledger. */
async function freePort(port: number): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
