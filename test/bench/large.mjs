/** A ledger of a million events: memory while it grows, and a scorecard as of a position. Goals: RSS ≤ 1.3 × that at 100,000; p99 < 20 ms. */
import { setTimeout as sleep } from 'node:timers/promises';
import { getJson, openProvince, percentile, postLines, startLedger } from './server.mjs';
import { activities, EVENTS_PER_ACTIVITY, nodeCode, windowKey } from './world.mjs';

const NODES = 104;

export async function large(folder, { events = 1_000_000, onProgress = () => undefined } = {}) {
  const nowMs = Date.now();
  const ledger = await startLedger(folder);
  await openProvince(ledger, NODES, nowMs);
  const perPost = 40;
  let posted = 0;
  let rssEarly = 0;
  for (let round = 0; posted < events; round += 1)
    for (let n = 0; n < NODES && posted < events; n += 1) {
      await postLines(ledger, windowKey(n), activities(n, round * perPost, perPost, nowMs));
      posted += perPost * EVENTS_PER_ACTIVITY;
      onProgress(posted / events);
      if (rssEarly === 0 && posted >= events / 10) rssEarly = await settledRss(ledger);
    }
  const rss = await settledRss(ledger);
  const head = (await getJson(ledger, '/v1/overview?period=2026')).position;
  const year = new Date(nowMs - 30 * 86_400_000).toISOString().slice(0, 4);
  const quarter = Math.floor(new Date(nowMs - 30 * 86_400_000).getUTCMonth() / 3) + 1;
  const times = [];
  for (let n = 0; n < 400; n += 1) {
    const position = head - Math.floor(((head / 2) * ((n * 7919) % 1000)) / 1000);
    const begin = performance.now();
    await getJson(
      ledger,
      `/v1/nodes/${nodeCode(n % NODES)}/scorecard?period=${year}-Q${quarter}&atPosition=${position}`,
    );
    times.push(performance.now() - begin);
  }
  await ledger.stop();
  return [
    {
      bench: 'scorecard-as-of-p99',
      value: percentile(times, 99),
      raw: 20,
      unit: 'ms',
      goal: 1,
      isLess: true,
      note: `${events} events, p50 ${percentile(times, 50).toFixed(1)} ms, over HTTP`,
    },
    {
      bench: 'memory-flat',
      value: rss,
      raw: rssEarly,
      unit: 'MB',
      goal: 1.3,
      isLess: true,
      note: `RSS at ${events} against ${events / 10} events`,
    },
  ];
}

/** Resident memory once the projections have caught up. */
async function settledRss(ledger) {
  for (;;) {
    const answer = await fetch(`${ledger.url}/v1/overview?period=2026`, {
      headers: { Authorization: `Bearer ${ledger.key}` },
    });
    const { position } = await answer.json();
    if (position === Number(answer.headers.get('ledger-position'))) break;
    await sleep(500);
  }
  await sleep(2_000);
  return ledger.rssMb();
}
