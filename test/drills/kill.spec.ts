import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as elapsed } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SqliteEventStore } from '#event-store/sqlite';
import type { RecordedEvent } from '#kernel';
import { seededRandom } from '../support/random.js';
import { compileLibs } from './compiled-libs.js';
import { LogAudit } from './log-audit.js';

const ROUNDS = Number(process.env['KILLS'] ?? 200);
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const EVENTS_A_GROUP = 3;

type Child = ChildProcessByStdio<Writable, Readable, null>;

const random = seededRandom(SEED);

/** Which groups the log has, whole or half: each round reads on where the last one ended, the end reads all of it again. */
class Groups {
  readonly #audit = new LogAudit();
  readonly #statements = new Map<string, number>();
  readonly #incomplete = new Set<string>();

  get position(): number {
    return this.#audit.position;
  }

  async readOn(file: string): Promise<void> {
    const store = await SqliteEventStore.open(file);
    await this.#audit.readOn(store, (event) => this.#add(event));
    await store.close();
  }

  get half(): readonly string[] {
    return [...this.#incomplete];
  }

  lost(acknowledged: readonly string[]): readonly string[] {
    return acknowledged.filter((id) => !this.#statements.has(id));
  }

  #add({ meta: { statementId } }: RecordedEvent): void {
    const count = (this.#statements.get(statementId) ?? 0) + 1;
    assert.ok(count <= EVENTS_A_GROUP, `${statementId} is recorded once`);
    this.#statements.set(statementId, count);
    if (count < EVENTS_A_GROUP) this.#incomplete.add(statementId);
    else this.#incomplete.delete(statementId);
  }
}

describe('a ledger whose process is killed', () => {
  const dir = mkdtempSync(join(tmpdir(), 'liuhen-kill-'));
  const file = join(dir, 'ledger.db');
  beforeAll(() => compileLibs(dir));
  const children = new Set<Child>();
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(dir, { recursive: true });
  });

  /** A child that is ready and waits for its turn; started one round ahead, for starting takes longer than a round. */
  const readyChild = (round: number): Child => {
    const script = join(import.meta.dirname, 'kill.child.mjs');
    const child = spawn(process.execPath, [script, file, dir, String(round)], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.add(child);
    child.once('close', () => children.delete(child));
    return child;
  };

  /** Statement ids that the child had acknowledged when it was killed, `waitMs` after its first acknowledgement. */
  async function acknowledgedBeforeKill(child: Child, waitMs: number): Promise<readonly string[]> {
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
    const closed = once(child, 'close');
    child.stdin.write('go');
    await Promise.race([once(child.stdout, 'data'), closed]);
    await expect(SqliteEventStore.open(file)).rejects.toMatchObject({ code: 'store-in-use' });
    await elapsed(waitMs);
    child.kill('SIGKILL');
    expect(await closed).toEqual([null, 'SIGKILL']);
    const lines = out.slice(0, out.lastIndexOf('\n') + 1);
    return lines.split(/\s/).filter((id) => id !== '');
  }

  // Never (the log): an acknowledged event is lost, doubled or half written, whatever kills the process
  it(`loses, doubles and halves nothing over ${ROUNDS} kills (SEED=${SEED})`, async () => {
    const groups = new Groups();
    const acknowledged: string[] = [];
    let next = readyChild(0);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const child = next;
      next = readyChild(round);
      const ids = await acknowledgedBeforeKill(child, 20 + random() * 60);
      expect(ids.length).toBeGreaterThan(0);
      acknowledged.push(...ids);
      await groups.readOn(file);
      expect([groups.lost(ids), groups.half]).toEqual([[], []]);
    }
    const whole = new Groups();
    await whole.readOn(file);
    expect(whole.position).toBe(groups.position);
    expect(whole.lost(acknowledged)).toEqual([]);
    expect(whole.half).toEqual([]);
    const db = new DatabaseSync(file, { readOnly: true });
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    db.close();
    console.log(`${ROUNDS} kills, ${acknowledged.length} acknowledged groups, ${whole.position} events, SEED=${SEED}`);
  }, 300_000);
});
