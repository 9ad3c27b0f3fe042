import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlChannel } from './control-channel.js';
import type { CallCounts } from './control.js';
import type { Faults } from './faults.js';

export interface DoubleOptions {
  /** Where the log is kept; a directory of its own, removed at the end, when it is left out. */
  readonly data?: string;
  /** Any free one when it is left out. */
  readonly port?: number;
  /** How far the server's clock is ahead. */
  readonly skewMs?: number;
  /** What is wrong with it from its start on, also after a restart. */
  readonly faults?: Faults;
}

interface Running {
  readonly child: ChildProcess;
  readonly channel: ControlChannel;
}

const HOST = '127.0.0.1';

/** A double of the server that runs as a process of its own. */
export class RunningDouble {
  readonly #data: string;
  readonly #isDataOurs: boolean;
  readonly #settings: readonly string[];
  #boundPort: number;
  #running: Running | undefined;

  constructor({ data, port = 0, skewMs = 0, faults = {} }: DoubleOptions) {
    this.#isDataOurs = data === undefined;
    this.#data = data ?? mkdtempSync(join(tmpdir(), 'eventstoredb-double-'));
    this.#boundPort = port;
    this.#settings = ['--data', this.#data, `--skew-ms=${skewMs}`, '--faults', JSON.stringify(faults)];
  }

  /** The same over all restarts. */
  get port(): number {
    return this.#boundPort;
  }

  get url(): string {
    return `esdb://${HOST}:${this.port}?tls=false`;
  }

  /** Starts it; a second time on the same port and the same data. */
  async start(): Promise<void> {
    const main = join(import.meta.dirname, 'main.mjs');
    const settings = [main, '--port', String(this.port), ...this.#settings];
    const child = spawn(process.execPath, settings, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const channel = new ControlChannel(child);
    this.#running = { child, channel };
    this.#boundPort = (await channel.live()).port;
  }

  /** Resolves when the process is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { child } = this.#now();
    this.#running = undefined;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Kills it, if it runs, and starts it again on the same port and the same data. */
  async restart(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.#running !== undefined) await this.kill(signal);
    await this.start();
  }

  /** Stops it where it stands: connections stay open, nobody answers. */
  stop(): void {
    this.#now().child.kill('SIGSTOP');
  }

  /** Lets it go on. */
  go(): void {
    this.#now().child.kill('SIGCONT');
  }

  /** What is wrong with it from now on, instead of what was: `faults({})` makes it well. */
  async faults(faults: Faults): Promise<void> {
    await this.#now().channel.tell({ order: 'faults', faults });
  }

  /** Ends every open call politely, as if all had been said. */
  async endCalls(): Promise<void> {
    await this.#now().channel.tell({ order: 'end-calls' });
  }

  /** Ends every subscription as if its consumer were too slow. */
  async dropSubscriptions(): Promise<void> {
    await this.#now().channel.tell({ order: 'drop-subscriptions' });
  }

  openCalls(): Promise<CallCounts> {
    return this.#now().channel.tell({ order: 'count-calls' });
  }

  async close(): Promise<void> {
    if (this.#running !== undefined) await this.kill();
    if (this.#isDataOurs) rmSync(this.#data, { recursive: true });
  }

  #now(): Running {
    if (this.#running === undefined) throw new Error('the double does not run');
    return this.#running;
  }
}

export async function startDouble(options: DoubleOptions = {}): Promise<RunningDouble> {
  const double = new RunningDouble(options);
  await double.start();
  return double;
}
