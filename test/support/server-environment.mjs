import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestEnvironment } from 'jest-environment-node';
import { startServer } from '../../libs/testing/src/eventstoredb/start.mjs';

/** A test file's own event store server, there before its first hook and after its last; a real one when EVENTSTORE_URL names it. */
export default class ServerEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    if (process.env['EVENTSTORE_URL'] !== undefined) return;
    this.data = mkdtempSync(join(tmpdir(), 'liuhen-server-'));
    this.server = await startServer(this.data);
    this.global.process.env['EVENTSTORE_URL'] = this.server.url;
  }

  async teardown() {
    await super.teardown();
    await this.server?.stop();
    if (this.data !== undefined) rmSync(this.data, { recursive: true });
  }
}
