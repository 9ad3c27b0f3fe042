import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '#recorder';
import { SINGLE, temporaryDirectory } from './running-ledger.js';

const MAIN = 'dist/apps/ledger/src/main.js';

interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Receipt & { readonly code?: string };
}

/** The built ledger as a process of its own, with a directory of its own unless it is given one. */
export class LedgerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly dataDir: string,
  ) {}

  /** Resolves when it serves requests; `env` goes before what it is given otherwise. */
  static async start(
    env: Readonly<Record<string, string>> = {},
    dataDir = temporaryDirectory(),
  ): Promise<LedgerProcess> {
    const ledger = await LedgerProcess.launch(env, dataDir);
    while (!(await ledger.#isReady())) {
      if (ledger.#isOver) throw new Error(`the ledger ended with ${ledger.child.exitCode}`);
      await sleep(50);
    }
    return ledger;
  }

  /** Resolves when there is a process, which serves nothing yet. */
  static async launch(env: Readonly<Record<string, string>>, dataDir: string): Promise<LedgerProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        NODE_ENV: 'production',
        DATA_DIR: dataDir,
        PORT: String(port),
        LOG_LEVEL: 'error',
        ...env,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return new LedgerProcess(child, `http://127.0.0.1:${port}`, dataDir);
  }

  /** The first account's credential, where this process has opened the ledger. */
  get key(): string | undefined {
    const file = join(this.dataDir, 'bootstrap-key');
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  }

  /** A request of the first account, or of another. */
  fetch(
    path: string,
    { key = this.key ?? '', headers, ...init }: RequestInit & { readonly key?: string } = {},
  ): Promise<Response> {
    return fetch(this.url + path, { ...init, headers: { Authorization: `Bearer ${key}`, ...(headers as object) } });
  }

  async post(event: object, key = this.key ?? ''): Promise<Posted> {
    const init = { method: 'POST', headers: { 'Content-Type': SINGLE }, body: JSON.stringify(event) };
    const response = await this.fetch('/v1/events', { ...init, key });
    const { status, headers } = response;
    return { status, headers, body: (await response.json()) as Posted['body'] };
  }

  /**
   * Lets no file of the process be written beyond its first bytes (RLIMIT_FSIZE, which takes no special rights). To a program
   * it is a full disk; with none it is one that cannot be written at all. Undefined: as far as they go.
   */
  limitFiles(bytes: number | undefined): void {
    execFileSync('prlimit', ['--pid', String(this.child.pid), `--fsize=${bytes ?? 'unlimited'}:`]);
  }

  /** Resident memory in MB. */
  get residentMb(): number {
    const [, kb] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8')) ?? [];
    return Number(kb) / 1024;
  }

  /** Asks it to stop, and gives back what it ended with. */
  async stop(): Promise<number | null> {
    await this.#end('SIGTERM');
    return this.child.exitCode;
  }

  /** Ends it at once, wherever it is; its directory stays. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async discard(): Promise<void> {
    await this.#end('SIGKILL');
    rmSync(this.dataDir, { recursive: true });
  }

  get #isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#isOver) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }

  #isReady(): Promise<boolean> {
    return fetch(`${this.url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
