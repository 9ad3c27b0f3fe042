import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDouble } from '#testing/eventstoredb/running-double';

/** A server that may be done to what happens to servers: the double, or a real one. */
export interface StoreServer {
  readonly url: string;
  /** Ends the process at once; what was acknowledged must be on disk. */
  kill(): Promise<void>;
  /** Starts it again on the same port and the same data. */
  start(): Promise<void>;
  /** Stops it where it stands: connections stay open, nobody answers. */
  stop(): void;
  /** Lets it go on. */
  go(): void;
  close(): Promise<void>;
}

const LOOK_MS = 50;

/**
 * A real server: `EVENTSTORE_URL` says where it will be, `EVENTSTORE_START` is the command that starts it and prints its pid.
 * It must not run yet, and one spec file at a time may have it.
 */
class RealServer implements StoreServer {
  #pid = 0;

  constructor(
    readonly url: string,
    private readonly command: string,
  ) {}

  async start(): Promise<void> {
    const starting = spawn('sh', ['-c', this.command], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    const lines = createInterface(starting.stdout);
    const [line] = (await once(lines, 'line')) as [string];
    this.#pid = Number(line);
    if (!Number.isInteger(this.#pid) || this.#pid <= 1)
      throw new Error(`${this.command} printed ${line}, which is no pid`);
    starting.unref();
  }

  async kill(): Promise<void> {
    process.kill(this.#pid, 'SIGKILL');
    while (isAlive(this.#pid)) await sleep(LOOK_MS);
  }

  stop(): void {
    process.kill(this.#pid, 'SIGSTOP');
  }

  go(): void {
    process.kill(this.#pid, 'SIGCONT');
  }

  async close(): Promise<void> {
    if (isAlive(this.#pid)) await this.kill();
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

export async function startServer(): Promise<StoreServer> {
  const { EVENTSTORE_URL: url, EVENTSTORE_START: command } = process.env;
  if (url === undefined || command === undefined) return startDouble();
  const server = new RealServer(url, command);
  await server.start();
  return server;
}
