import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerLines, NDJSON } from '../support/running-ledger.js';
import type { Sent } from './caller.js';
import { problemIn, type Problem } from './document.js';
import { expectNone, type Fault } from './fault.js';
import { HostileLedger } from './hostile-ledger.js';
import { noteOf, Notes, type Note } from './noted.js';
import { drawing } from './random.js';
import { binary, changedStatements, line, secondOfBatch, single, type Changed, type SentChange } from './statements.js';
import { disagreement, isFitting, ofSecond } from './verdict.js';

/** Draws which statements are sent in which way. */
const SEED = Number(process.env['SEED'] ?? 20_261_124);
const LINES = 500;
const VALIDATE = '/v1/events/validate';

let ledger: HostileLedger;
let statements: readonly Changed[];

beforeAll(async () => {
  ledger = await HostileLedger.start();
  statements = changedStatements(ledger.published);
}, 60_000);
afterAll(async () => {
  console.log(`${ledger.caller.sent} requests, ${statements.length} statements, SEED=${SEED}`);
  await ledger.discard();
});

/** A part of the changed statements, the same at every run. */
function drawn(share: number, seed: number): readonly Changed[] {
  const draw = drawing(SEED + seed);
  return statements.filter(() => draw() < share);
}

const asStated = (sent: SentChange): SentChange => ({
  ...sent,
  headers: { ...ledger.headersOf(sent.changed.role), ...sent.headers },
});

interface Bulk extends Sent {
  readonly lines: readonly Changed[];
}

/** A line feed begins another line; such texts are sent by themselves. */
const isOneLine = ({ text }: Changed): boolean => !text.includes('\n');

function bulksOf(changed: readonly Changed[]): readonly Bulk[] {
  return Array.from({ length: Math.ceil(changed.length / LINES) }, (_, n) => {
    const lines = changed.slice(n * LINES, (n + 1) * LINES);
    const headers = { ...ledger.headersOf('HUB'), 'Content-Type': NDJSON };
    return { method: 'POST', path: VALIDATE, headers, body: lines.map(({ text }) => text).join('\n'), lines };
  });
}

/** What is wrong with the answers to lines, each with its own line. */
function bulkFaults(bulk: Bulk, text: string): readonly Fault[] {
  const answers = answerLines(text);
  if (answers.length !== bulk.lines.length + 1 || answers.at(-1)?.complete !== true)
    return [{ found: 'is not answered line by line to the end', sent: bulk, answer: { text } }];
  return bulk.lines.flatMap((changed, n) => {
    const problem = answers[n]?.problem as Problem | undefined;
    const found =
      (problem === undefined ? undefined : ledger.published.problemFault(problem)) ?? disagreement(changed, problem);
    if (found === undefined) return [];
    return [{ found, sent: asStated(line(changed, VALIDATE)), answer: { text: JSON.stringify(answers[n]) } }];
  });
}

describe('a statement of which one thing is changed', () => {
  // Never (input): a statement is taken that does not fit its published schema
  it('is refused line by line exactly when it does not fit the published schema, for the place that was changed', async () => {
    const faults: Fault[] = [];
    const bulks = bulksOf(statements.filter(isOneLine));
    await ledger.caller.sendAll(bulks, (bulk, { text }) => faults.push(...bulkFaults(bulk, text)), 2);
    expectNone(ledger.url, faults);
  }, 300_000);

  it('is refused by itself, in a batch and with its attributes in headers as it is as a line', async () => {
    const requests = [
      ...statements.filter((changed) => !isOneLine(changed)).map((changed) => single(changed, VALIDATE)),
      ...drawn(0.2, 1).map((changed) => single(changed, VALIDATE)),
      ...drawn(0.05, 2).map((changed) => secondOfBatch(changed, VALIDATE)),
      ...drawn(0.05, 3).flatMap((changed) => binary(changed, VALIDATE) ?? []),
    ].map(asStated);
    await ledger.expectAll(requests, ({ changed, isBatch }, { status, text }) => {
      if (status === 200) return disagreement(changed, undefined);
      return disagreement(changed, isBatch === true ? ofSecond(problemIn(text)) : problemIn(text));
    });
  }, 300_000);

  // Never (input): a statement is taken that does not fit its published schema
  it('is recorded only when it fits, and noted down when it is refused', async () => {
    const before = await Notes.of(ledger);
    const head = await headOf(ledger);
    let recorded = 0;
    const refused: Note[] = [];
    const chosen = new Set([...drawn(0.05, 4), ...drawn(0.3, 5).filter(isFitting)]);
    const requests = [...chosen].map((changed) => asStated(single(changed, '/v1/events')));
    await ledger.expectAll(requests, ({ changed }, { status, text }) => {
      if (status < 300) {
        recorded += (JSON.parse(text) as { eventIds: readonly string[] }).eventIds.length;
        return disagreement(changed, undefined);
      }
      const problem = problemIn(text);
      refused.push(noteOf(changed, ledger.accountOf(changed.role), problem.code));
      return disagreement(changed, problem);
    });
    expect(recorded).toBeGreaterThan(20);
    const after = await Notes.of(ledger);
    expect(after.missing(refused)).toEqual([]);
    // The same bytes refused for the same reason are noted once, whatever statement they were made of.
    const noted = new Set(refused.map(({ byDigest }) => byDigest)).size;
    expect((await headOf(ledger)) - head).toBe(recorded + noted);
    expect(after.count - before.count).toBe(noted);
  }, 300_000);
});

const headOf = async (of: HostileLedger): Promise<number> => (await of.json<{ head: number }>('/readyz')).head;

describe('the ledger they were stated to', () => {
  it('has had more than 20,000 requests', () => {
    expect(ledger.caller.sent).toBeGreaterThan(20_000);
  });

  it('lives, within its memory, and takes what is well formed', async () => {
    await ledger.expectWell();
  });

  it('has parked nothing, stops in order, and its projections are what a rebuild makes of the log', async () => {
    await ledger.expectSound();
  }, 120_000);
});
