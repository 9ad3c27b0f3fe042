import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startDouble } from '#testing/eventstoredb/running-double';

const MAIN = resolve('dist/apps/demo/src/main.js');
const RUN_MAX_MS = 300_000;
/** Opening the ledger takes three events: the ledger, its first account, that account's key. */
const OPENING_EVENTS = 3;

interface Figure {
  readonly code: string;
  readonly value: number | string | null;
  readonly numerator: number;
  readonly denominator?: number;
  readonly n?: number;
  readonly bound?: string;
}

interface Knowledge {
  readonly position: number;
  readonly figures: readonly Figure[];
}

interface Facts {
  readonly statements: {
    readonly recorded: number;
    readonly replayed: number;
    readonly stated: number;
    readonly papers: number;
    readonly refused: number;
  };
  readonly refusedBy: Readonly<Record<string, number>>;
  readonly months: readonly { readonly month: string; readonly closed: number; readonly reopened: number }[];
  readonly periodEnd: Knowledge;
  readonly periodEndAgain: Knowledge;
  readonly now: Knowledge;
  readonly verified: {
    readonly numbers: number;
    readonly rows: number;
    readonly statementNumbers: number;
    readonly frozen: number;
    readonly adjustments: number;
    readonly differing: readonly string[];
  };
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  new Promise((done) => {
    const options = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } };
    execFile(process.execPath, [MAIN, ...args], options, (failure, stdout, stderr) =>
      done({ code: failure === null ? 0 : Number(failure.code), stdout, stderr }),
    );
  });

/** The first months of a province, by default of the smallest, and their facts. */
const play = (months: number, env?: Readonly<Record<string, string>>, scale = '0.01'): Promise<Ran> =>
  inDirectory((data) => {
    const asked = ['--months', String(months), '--scale', scale];
    return run(['--once', '--json', '--verify', ...asked, '--data', join(data, 'demo')], env);
  });

/** The facts of a run that went well. */
function factsOf(ran: Ran): Facts {
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ran.stdout) as Facts;
}

function figureOf({ figures }: Knowledge, code: string): Figure {
  const figure = figures.find((one) => one.code === code);
  if (figure === undefined) throw new Error(`no figure ${code}`);
  return figure;
}

/** A closing has its place in the log, which a server numbers in its own way. */
const placeless = (figures: readonly Figure[]): unknown =>
  JSON.parse(
    JSON.stringify(figures, (name, value: unknown) => (/^(?:position|changes)$/.test(name) ? undefined : value)),
  );

async function inDirectory<Result>(work: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'demo-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

describe('npm run demo', () => {
  let facts: Facts;

  beforeAll(async () => {
    facts = factsOf(await play(12));
  }, RUN_MAX_MS);

  it('plays a year whose every statement gets the answer it was planned to get', () => {
    expect(facts.statements.recorded).toBeGreaterThan(5_000);
    expect(facts.statements.replayed).toBeGreaterThan(0);
    expect(Object.keys(facts.refusedBy).length).toBeGreaterThan(8);
  });

  it('gives every recorded statement, every paper taken along and every refusal its place in the log', () => {
    const { recorded, stated, papers, refused } = facts.statements;
    expect(papers).toBeGreaterThan(1_000);
    expect(facts.now.position).toBe(recorded + stated + papers + refused + OPENING_EVENTS);
  });

  it('closes the months of all 105 nodes in the month that follows each', () => {
    expect(facts.months.map(({ month, closed, reopened }) => [month, closed - reopened])).toEqual([
      ['2026-01', 0],
      ...Array.from({ length: 11 }, (_, index) => [`2026-${String(index + 2).padStart(2, '0')}`, 105]),
      ['2027-01', 105],
    ]);
    expect(facts.refusedBy).toMatchObject({ 'period-closed': expect.any(Number) });
  });

  // Never (figures): a figure differs from the sum of its rows
  it('recounts every figure of the province and of three windows from its rows', () => {
    expect(facts.verified.differing).toEqual([]);
    expect(facts.verified.numbers).toBeGreaterThanOrEqual(4 * facts.now.figures.length);
    expect(facts.verified.rows).toBeGreaterThan(1_000);
  });

  it('holds months that were closed to what they were frozen at, and to the rows that came after', () => {
    expect(facts.verified.differing).toEqual([]);
    expect(facts.verified.frozen).toBeGreaterThan(1_000);
    expect(facts.verified.adjustments).toBeGreaterThan(0);
  });

  // Never (figures): a figure differs from the sum of its rows
  it('finds what it counts from the statements alone', () => {
    expect(facts.verified.differing).toEqual([]);
    expect(facts.verified.statementNumbers).toBe(39);
  });

  it('knows at the position of the year end what it knew then, whatever came later', () => {
    expect(facts.periodEnd.position).toBeLessThan(facts.now.position);
    expect(facts.periodEndAgain).toEqual(facts.periodEnd);
    expect(facts.now.figures).not.toEqual(facts.periodEnd.figures);
  });

  it(
    'comes to the same figures, and the same refusals, with the log on a server',
    async () => {
      const double = await startDouble();
      try {
        const here = factsOf(await play(3));
        const there = factsOf(await play(3, { EVENT_STORE: double.url }));
        const saidOf = ({ statements, refusedBy, months, verified }: Facts) => [
          statements,
          refusedBy,
          months,
          verified,
        ];
        expect(saidOf(there)).toEqual(saidOf(here));
        expect(there.periodEnd.figures).toEqual(here.periodEnd.figures);
        expect(placeless(there.now.figures)).toEqual(placeless(here.now.figures));
      } finally {
        await double.close();
      }
    },
    RUN_MAX_MS,
  );

  it(
    'comes to what the books say of the quarter it plays there, wherever they say it',
    async () => {
      const books = await Promise.all(['README.md', ...globSync('docs/*.md')].map((file) => readFile(file, 'utf8')));
      const { periodEnd, now } = factsOf(await play(3, {}, '0.02'));
      const { value, numerator, denominator, n } = figureOf(now, 'F04');
      const said: readonly (readonly [pattern: RegExp, expected: string])[] = [
        [/--once --scale (\S+) --data/g, '0.02'],
        [/"period":"2026-Q1","node":"W430225","position":(\d+),/g, String(now.position)],
        [/With `&atPosition=(\d+)`/g, String(periodEnd.position)],
        [/known at position (\d+),/g, String(periodEnd.position)],
        [/"\$U\/v1\/streams\/act-H26-00010\?position=(\d+)"/g, String(periodEnd.position)],
        [/"kind":"position","position":(\d+)/g, String(periodEnd.position)],
        // The first that is recorded after the quarter takes back an attendance of it.
        [/"amount":-1,[^\n]*?"position":(\d+)/g, String(periodEnd.position + 1)],
        [/"name":"红字冲销",[^\n]*?"position":(\d+)/g, String(periodEnd.position + 1)],
        [
          /`F04` answers `([^`]*)`/g,
          `"value":"${value}","numerator":${numerator},"denominator":${denominator},"n":${n}`,
        ],
        [/`F06` its Wilson bound `"([^`]*)"`/g, String(figureOf(now, 'F06').bound)],
      ];
      for (const [pattern, expected] of said) {
        const found = books.flatMap((book) => [...book.matchAll(pattern)].map(([, text]) => text));
        expect([pattern, [...new Set(found)]]).toEqual([pattern, [expected]]);
      }
    },
    RUN_MAX_MS,
  );

  it(
    'leaves a directory alone that is not its own',
    () =>
      inDirectory(async (directory) => {
        await writeFile(join(directory, 'precious.txt'), 'mine');
        const { code, stderr } = await run(['--once', '--data', directory]);
        expect(code).toBe(1);
        expect(stderr).toContain(directory);
        expect(await readdir(directory)).toEqual(['precious.txt']);
      }),
    RUN_MAX_MS,
  );

  it('says what is wrong with an option', async () => {
    expect(await run(['--scale', '9'])).toMatchObject({ code: 1, stderr: expect.stringContaining('--scale 9') });
    expect(await run(['--months', '13'])).toMatchObject({ code: 1, stderr: expect.stringContaining('--months 13') });
  });
});
