/** The built ledger as a process of its own, and how the benches talk to it. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { opening } from './world.mjs';

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

export async function startLedger(dataDir, env = {}) {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), 'dist/apps/ledger/src/main.js'],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATA_DIR: dataDir,
        PORT: String(port),
        LOG_LEVEL: 'error',
        ...env,
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('the ledger did not start');
    await sleep(50);
  }
  return {
    url,
    port,
    key: readFileSync(join(dataDir, 'bootstrap-key'), 'utf8').trim(),
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024,
    stop: () =>
      new Promise((resolve) => {
        process.off('exit', kill);
        child.once('exit', resolve);
        child.kill('SIGTERM');
      }),
  };
}

/** Posts lines (an iterable of CloudEvents) as NDJSON; resolves to the summary and throws when a line is refused. */
export function postLines(ledger, key, events) {
  return new Promise((resolve, reject) => {
    const sending = request(
      `${ledger.url}/v1/events/batch`,
      { method: 'POST', headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-ndjson' } },
      (answer) => {
        let tail = '';
        let refused;
        answer.setEncoding('utf8');
        answer.on('data', (text) => {
          const at = text.indexOf('"problem"');
          if (at >= 0) refused ??= text.slice(Math.max(0, at - 40), at + 400);
          tail = (tail + text).slice(-400);
        });
        answer.on('end', () => {
          if (refused !== undefined) return reject(new Error(refused));
          resolve(JSON.parse(tail.trim().split('\n').at(-1)));
        });
      },
    );
    sending.on('error', reject);
    const source = typeof events === 'string' || Buffer.isBuffer(events) ? [events] : events;
    (async () => {
      let text = '';
      for (const item of source) {
        if (Buffer.isBuffer(item)) sending.write(item);
        else text += `${JSON.stringify(item)}\n`;
        if (text.length > 65_536) {
          if (!sending.write(text)) await new Promise((drained) => sending.once('drain', drained));
          text = '';
        }
      }
      sending.end(text);
    })().catch(reject);
  });
}

export async function openProvince(ledger, nodes, nowMs, enterprises) {
  for (const [key, events] of opening(ledger.key, nodes, nowMs, enterprises)) await postLines(ledger, key, events);
}

export const getJson = async (ledger, path, key = ledger.key) => {
  const answer = await fetch(ledger.url + path, { headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

export const percentile = (values, p) => [...values].sort((a, b) => a - b)[Math.ceil((p / 100) * values.length) - 1];
