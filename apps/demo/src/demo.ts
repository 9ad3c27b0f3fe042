import { toInstant } from '#kernel';
import { LedgerClient } from './client.js';
import { freshDirectory } from './data-directory.js';
import { closedMonths } from './closed-months.js';
import { figuresOf, type FigureValue, type Scope } from './figures.js';
import { Months, sayMonth, type MonthTally } from './months.js';
import type { DemoOptions } from './options.js';
import { Player, type Tally } from './post.js';
import { Progress } from './progress.js';
import type { Account } from './province/accounts.js';
import { FIRST_DAY, instantMs, plusDays } from './province/calendar.js';
import { province, type Province } from './province/province.js';
import { LedgerServer } from './server.js';
import { tour, type Served } from './tour.js';
import { StatementCount } from './statement-count.js';
import { verifyClosings } from './verify-closings.js';
import { verifyCounts, verifyFigures, verifyGroups, type Verified } from './verify.js';
import { Watch } from './watch.js';

const OPENS_MS = instantMs(FIRST_DAY, '08:30');
/** Figures of these windows are recounted besides the province's. */
const NODES_VERIFIED = 3;
/** And the frozen figures of these months that had adjustments. */
const ADJUSTED_VERIFIED = 20;

/** What the figures were at a position. */
interface Knowledge {
  readonly position: number;
  readonly figures: readonly FigureValue[];
}

/** The facts of a run, for programs. */
export interface Facts {
  readonly scale: number;
  readonly seed: string;
  readonly period: string;
  readonly postingSeconds: number;
  readonly statements: {
    readonly recorded: number;
    readonly replayed: number;
    readonly stated: number;
    readonly papers: number;
    readonly refused: number;
  };
  readonly refusedBy: Readonly<Record<string, number>>;
  readonly months: readonly MonthTally[];
  readonly requests: number;
  readonly evidence: { readonly files: number; readonly bytes: number };
  /** As read when the period ended, and the same position read again at the end. */
  readonly periodEnd: Knowledge;
  readonly periodEndAgain: Knowledge;
  readonly now: Knowledge;
  readonly verified?: Verified;
}

/** Plays the period, and tells what came of it; the ledger is left running for whoever called. */
export async function runDemo(
  options: DemoOptions,
  print: (line: string) => void,
): Promise<{ readonly server: LedgerServer; readonly facts: Facts }> {
  const { scale, seed, months, dataDir, port, isJson } = options;
  await freshDirectory(dataDir);
  const from = toInstant(OPENS_MS);
  const server = await LedgerServer.start({ dataDir, from, ...(port === undefined ? {} : { port }) });
  try {
    const played = province({ seed, scale, months });
    const client = new LedgerClient(server.base, server.bootstrapKey);
    if (!isJson)
      print(`演示省份 / a made-up province: ${played.span.period},规模 ${scale},种子 ${seed},账本 ${server.base}`);
    return { server, facts: await play(options, { client, played, print }) };
  } catch (failure) {
    await server.stop();
    throw failure;
  }
}

interface Stage {
  readonly client: LedgerClient;
  readonly played: Province;
  readonly print: (line: string) => void;
}

async function play(options: DemoOptions, stage: Stage): Promise<Facts> {
  const { scale, seed, isJson, isVerified } = options;
  const { client, played, print } = stage;
  const { auditor } = played.offices;
  const { period, lastDay, closingDay } = played.span;
  const periodEndsMs = instantMs(plusDays(lastDay, 1), '00:00');
  const progress = new Progress(process.stderr, () => performance.now(), isJson, closingDay);
  const months = new Months((tally) => {
    progress.clear();
    if (!isJson) print(sayMonth(tally));
  });
  const watch = new Watch();
  const count = new StatementCount();
  let periodEnd: Knowledge | undefined;
  const player = new Player({
    client,
    shelf: played.shelf,
    beforeMoment: async (atMs) => {
      months.reach(atMs, player.tally);
      if (periodEnd === undefined && atMs >= periodEndsMs) periodEnd = await know(client, auditor, period);
    },
    afterMoment: (atMs, tally) => progress.show(atMs, tally),
    onRecorded: (step, event, receipt) => {
      watch.note(step, event, receipt);
      months.note(event);
      count.note(event, receipt);
    },
  });
  const startedMs = performance.now();
  await player.play(played.timeline());
  const postingSeconds = Math.round(performance.now() - startedMs) / 1_000;
  progress.end(player.tally);
  months.end(player.tally);
  const now = await know(client, auditor, period);
  const pinned = periodEnd ?? now;
  const verified = isVerified ? await verify({ client, played }, now.position, count) : undefined;
  const { activity, busiestNode: node } = watch;
  if (!isJson) {
    print(sayPosted(player.tally, postingSeconds));
    if (activity !== undefined && node !== undefined)
      await tour({
        client,
        offices: played.offices,
        activity,
        node,
        period,
        pinned,
        head: now.position,
        served: servedOf(options, client),
        print,
      });
    if (verified !== undefined) print(sayVerified(verified));
  }
  return {
    scale,
    seed,
    period,
    postingSeconds,
    ...factsOf(player.tally),
    months: months.told,
    periodEnd: pinned,
    periodEndAgain: await know(client, auditor, period, pinned.position),
    now,
    ...(verified === undefined ? {} : { verified }),
  };
}

const DEFAULT_PORT = 8_080;

function servedOf({ isOnce, dataDir, port }: DemoOptions, { base }: LedgerClient): Served {
  if (!isOnce) return { at: base };
  const asked = port === undefined ? '' : `PORT=${port} `;
  return { at: `http://127.0.0.1:${port ?? DEFAULT_PORT}`, by: `${asked}DATA_DIR='${dataDir}' npm start` };
}

/** All figures of a period as known at a position, by default the last; waits until the ledger has counted that far. */
async function know(client: LedgerClient, account: Account, period: string, at?: number): Promise<Knowledge> {
  const position = at ?? (await client.head());
  return { position, figures: await figuresOf(client, account, { period, atPosition: position }) };
}

/** Recounts from the rows, and of the province from the statements. */
async function verify(
  { client, played }: Pick<Stage, 'client' | 'played'>,
  atPosition: number,
  count: StatementCount,
): Promise<Verified> {
  const { offices, span } = played;
  const scope = { period: span.period, atPosition };
  const fromRows = await verifyFigures(client, offices.auditor, scopesOf(played, atPosition));
  const counts = count.figures(span.periodEndsOn);
  const fromStatements = await verifyCounts(client, offices.auditor, { scope, counts });
  const bySize = await verifyGroups(client, offices.auditor, {
    scope,
    code: 'F02',
    groupBy: 'size',
    counts: count.servicesBySize(span.periodEndsOn),
  });
  const closed = await closedMonths(client, offices.auditor, span.period);
  const adjusted = closed.filter((month) => month.adjustments > 0).slice(0, ADJUSTED_VERIFIED);
  const { frozen, adjustments, differing } = await verifyClosings(client, offices.auditor, [
    ...monthScopesOf(played, atPosition),
    ...adjusted.map(({ node, month: period }) => ({ node, period, atPosition })),
  ]);
  return {
    ...fromRows,
    statementNumbers: fromStatements.numbers + bySize.numbers,
    frozen,
    adjustments,
    differing: [...fromRows.differing, ...fromStatements.differing, ...bySize.differing, ...differing],
  };
}

function scopesOf({ windows, span: { period } }: Province, atPosition: number): readonly Scope[] {
  const busiest = [...windows].sort((a, b) => b.weight - a.weight).slice(0, NODES_VERIFIED);
  return [{ period, atPosition }, ...busiest.map(({ code }) => ({ period, node: code, atPosition }))];
}

/** Every month of the period, of the province and of the busiest windows. */
function monthScopesOf(played: Province, atPosition: number): readonly Scope[] {
  const { months } = played.span;
  return scopesOf(played, atPosition).flatMap((scope) => months.map((period) => ({ ...scope, period })));
}

const factsOf = ({ recorded, replayed, stated, papers, refused, refusedBy, requests, files, bytes }: Tally) => ({
  statements: { recorded, replayed, stated, papers, refused },
  refusedBy: Object.fromEntries([...refusedBy].sort(([a], [b]) => (a < b ? -1 : 1))),
  requests,
  evidence: { files, bytes },
});

const sayPosted = ({ recorded, replayed, refused, requests, files }: Tally, seconds: number): string =>
  `${seconds.toFixed(1)} 秒报完:登记 ${recorded},重复 ${replayed},按预期退回 ${refused},请求 ${requests},佐证文件 ${files}`;

const sayVerified = ({ numbers, rows, statementNumbers, frozen, adjustments, differing }: Verified): string =>
  differing.length === 0
    ? `\n复核 / recounted:${numbers} 个数由 ${rows} 行明细、${statementNumbers} 个数由报送内容重算,关账月 ${frozen} 个数与冻结值之差即 ${adjustments} 行期后调整,全部相符 / all agree`
    : `\n复核不符 / recount differs:\n${differing.join('\n')}`;
