/** `npm run bench [-- name …]`: runs the benches, prints ratios against limits measured in the same run, appends them to results.jsonl. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventstoredb } from './eventstoredb.mjs';
import { large } from './large.mjs';
import { ndjson } from './ndjson.mjs';
import { rebuild } from './rebuild.mjs';
import { record } from './record.mjs';
import { singles } from './singles.mjs';

const BENCHES = { ndjson, singles, record, rebuild, eventstoredb, large };
const names = process.argv.slice(2);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const machine = `${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}`;

for (const [name, bench] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const folder = mkdtempSync(join(tmpdir(), `liuhen-bench-${name}-`));
  const load = loadavg()[0];
  try {
    let shown;
    const onProgress = (part) => {
      const text = `${name} ${Math.round(part * 100)} %`;
      if (text !== shown) process.stderr.write(`\r${text}  `);
      shown = text;
    };
    for (const result of [await bench(folder, { onProgress })].flat()) report(result, load);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report({ bench, value, raw, unit, goal, isLess = false, note }, load) {
  const ratio = value / raw;
  const isMet = isLess ? ratio <= goal : ratio >= goal;
  const round = (number) => (number >= 100 ? Math.round(number) : Number(number.toFixed(2)));
  console.log(
    `${bench.padEnd(28)} ${String(round(value)).padStart(9)} ${unit.padEnd(9)} limit ${String(round(raw)).padStart(9)}  ratio ${ratio.toFixed(2)}  goal ${isLess ? '≤' : '≥'} ${goal} ${isMet ? 'met' : 'MISSED'}${note ? `  (${note})` : ''}`,
  );
  const line = {
    date: new Date().toISOString(),
    commit,
    machine,
    load: round(load),
    bench,
    value: round(value),
    unit,
    limit: round(raw),
    ratio: Number(ratio.toFixed(3)),
    goal,
    isMet,
    ...(note ? { note } : {}),
  };
  appendFileSync(new URL('results.jsonl', import.meta.url), `${JSON.stringify(line)}\n`);
}
