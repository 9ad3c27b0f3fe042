/**
 * A ledger that grows to a million events and on to five: what it answers as of a position, how long a restart takes, and the
 * memory it holds. `LARGE_EVENTS=1000000` stops at the first.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { getJson, openProvince, percentile, postLines, startLedger } from './server.mjs';
import { activities, EVENTS_PER_ACTIVITY, nodeCode, windowKey } from './world.mjs';

const NODES = 104;
const ENTERPRISES = 20_000;
const PER_POST = 40;
const MILLION = 1_000_000;
const ASKED = 200;

export async function large(folder, { events = Number(process.env.LARGE_EVENTS ?? 5 * MILLION), onProgress } = {}) {
  const nowMs = Date.now();
  let ledger = await startLedger(folder);
  await openProvince(ledger, NODES, nowMs, ENTERPRISES);
  const growing = { nowMs, posted: 0, round: 0, events, onProgress };
  await grow(ledger, growing, MILLION / 10);
  const rssEarly = await settledRss(ledger);
  const results = [];
  let earlier;
  for (const size of [MILLION, 5 * MILLION].filter((each) => each <= events)) {
    await grow(ledger, growing, size);
    const rss = await settledRss(ledger);
    await ledger.stop();
    const begin = performance.now();
    ledger = await startLedger(folder);
    await getJson(ledger, '/v1/events?limit=1');
    const restart = performance.now() - begin;
    const answers = await ask(ledger, nowMs);
    const note = `${size / MILLION} M events`;
    results.push(
      { bench: 'memory-flat', value: rss, raw: rssEarly, unit: 'MB', goal: 1.3, note: `${note}, RSS against 0.1 M` },
      { bench: 'restart', value: restart, raw: 2_000, unit: 'ms', goal: 1, note },
      ...answers.map((answer) => ({ ...answer, unit: 'ms', goal: 1, note: `${note}, ${answer.note}, over HTTP` })),
    );
    if (earlier !== undefined)
      for (const { bench, value } of answers)
        results.push({
          bench: `${bench}-5m`,
          value,
          raw: earlier[bench],
          unit: 'ms',
          goal: 5,
          note: '5 M against 1 M',
        });
    earlier = Object.fromEntries(answers.map(({ bench, value }) => [bench, value]));
  }
  await ledger.stop();
  return results.map((result) => ({ ...result, isLess: true }));
}

async function grow(ledger, growing, size) {
  for (; growing.posted < size; growing.round += 1)
    for (let n = 0; n < NODES && growing.posted < size; n += 1) {
      const lines = activities(n, growing.round * PER_POST, PER_POST, growing.nowMs, ENTERPRISES);
      await postLines(ledger, windowKey(n), lines);
      growing.posted += PER_POST * EVENTS_PER_ACTIVITY;
      growing.onProgress?.(growing.posted / growing.events);
    }
}

/** What officers ask: a node's quarter, the province's year added up and counted, now and as it was known. */
async function ask(ledger, nowMs) {
  const when = new Date(nowMs - 30 * 86_400_000);
  const year = when.getUTCFullYear();
  const quarter = `${year}-Q${Math.floor(when.getUTCMonth() / 3) + 1}`;
  const { position: head } = await getJson(ledger, `/v1/figures/F03?period=${year}`);
  const past = (n) => head - Math.floor(((head / 2) * ((n * 7919) % 1000)) / 1000);
  const asked = [
    {
      bench: 'scorecard-as-of-p99',
      raw: 20,
      path: (n) => `/v1/nodes/${nodeCode(n % NODES)}/scorecard?period=${quarter}&atPosition=${past(n)}`,
    },
    { bench: 'year-sum-p99', raw: 50, path: () => `/v1/figures/F03?period=${year}` },
    { bench: 'year-sum-as-of-p99', raw: 100, path: (n) => `/v1/figures/F03?period=${year}&atPosition=${past(n)}` },
    { bench: 'year-distinct-p99', raw: 300, path: () => `/v1/figures/F01?period=${year}` },
    { bench: 'year-distinct-as-of-p99', raw: 300, path: (n) => `/v1/figures/F01?period=${year}&atPosition=${past(n)}` },
  ];
  const answers = [];
  for (const { bench, raw, path } of asked) {
    const times = [];
    for (let n = 0; n < ASKED; n += 1) {
      const begin = performance.now();
      await getJson(ledger, path(n));
      times.push(performance.now() - begin);
    }
    answers.push({ bench, raw, value: percentile(times, 99), note: `p50 ${percentile(times, 50).toFixed(1)} ms` });
  }
  return answers;
}

/** Resident memory once the projections have caught up. */
async function settledRss(ledger) {
  for (;;) {
    const answer = await fetch(`${ledger.url}/v1/figures/F03?period=2026`, {
      headers: { Authorization: `Bearer ${ledger.key}` },
    });
    const { position } = await answer.json();
    if (position === Number(answer.headers.get('ledger-position'))) break;
    await sleep(500);
  }
  await sleep(2_000);
  return ledger.rssMb();
}
