import { Readable } from 'node:stream';
import { Refusal } from '#kernel';
import type { Rehearsal } from '#recorder';
import {
  conveyor,
  internalProblem,
  NDJSON_LIMITS,
  ndjsonLines,
  postOfLine,
  problemOf,
  refuseAtDoor,
  withWarnings,
  type Language,
  type Post,
  type Posting,
  type Problem,
} from '#web';
import type { AnswerSpill } from './answer-spill.js';
import { receiptOf, validationOf } from './validation.js';

export interface BulkPost {
  readonly bytes: AsyncIterable<Buffer>;
  readonly posting: Posting;
  readonly record: (posts: readonly Post[]) => Promise<readonly Rehearsal[]>;
  /** Whether `record` only rehearses: lines are then answered with validations. */
  readonly isRehearsal: boolean;
  readonly language: Language;
  /** Aborts when the server stops: what was read is answered, the rest is not read. */
  readonly stopping: AbortSignal;
  /** Where answers wait until they are read. */
  readonly spill: AnswerSpill;
  /** Told once when all is taken that will be. */
  readonly onEnd: () => void;
  /** Told of what failed that is not the caller's doing. */
  readonly onFailure: (failure: unknown) => void;
}

interface Tally {
  accepted: number;
  replayed: number;
  rejected: number;
}

/**
 * The answers to a bulk post as NDJSON: one line per line that is not blank, in order, then a summary. The lines are taken
 * whether the answers are read or not: many clients read only once they have sent everything.
 */
export function bulkAnswers(bulk: BulkPost): Readable {
  const { spill } = bulk;
  const answers = Readable.from(spill.read(), { objectMode: false });
  answers.once('close', () => void spill.discard().catch(bulk.onFailure));
  void answerAll(bulk)
    .catch((failure: unknown) => {
      bulk.onFailure(failure);
      answers.destroy();
    })
    .finally(bulk.onEnd);
  return answers;
}

interface PostedLine {
  readonly line: number;
  readonly post: Post;
}

interface AnsweredLine extends PostedLine {
  readonly verdict: Rehearsal;
}

/** Takes all lines and writes all answers. */
async function answerAll(bulk: BulkPost): Promise<void> {
  const { record, language, stopping, spill, onFailure } = bulk;
  const posts = untilStopped(readPosts(bulk), stopping);
  const work = async (lines: readonly PostedLine[]): Promise<readonly AnsweredLine[]> => {
    const verdicts = await record(lines.map(({ post }) => post));
    return verdicts.flatMap((verdict, index) => {
      const line = lines[index];
      return line === undefined ? [] : [{ ...line, verdict }];
    });
  };
  const tally: Tally = { accepted: 0, replayed: 0, rejected: 0 };
  let failure: unknown;
  for await (const delivery of conveyor(posts, work, NDJSON_LIMITS.chunkLines))
    if (delivery.kind === 'answers') {
      let text = '';
      for (const answered of delivery.answers) {
        count(tally, answered.verdict);
        text += `${answerLine(answered, bulk)}\n`;
      }
      await spill.write(text);
    } else ({ failure } = delivery);
  const summary = { complete: failure === undefined, ...tally, ...problemMember(failure, language) };
  await spill.write(`${JSON.stringify(summary)}\n`);
  spill.end();
  if (failure !== undefined && !(failure instanceof Refusal && failure.cause === undefined)) onFailure(failure);
}

/** Lines that come when no more answers can be kept are not taken. */
async function* readPosts({ bytes, posting, spill }: BulkPost): AsyncGenerator<readonly PostedLine[]> {
  for await (const lines of ndjsonLines(bytes)) {
    if (spill.refusal !== undefined) throw spill.refusal;
    yield lines.map((line) => ({ line: line.number, post: postOfLine(line, posting) }));
  }
}

/**
 * An iterator that fails with `stopping` when the signal aborts, even while it waits. The signal lives as long as the server:
 * whatever hangs on it stays in memory, so each wait takes its own listener away again.
 */
function untilStopped<Item>(items: AsyncIterator<Item>, signal: AbortSignal): AsyncIterator<Item> {
  return {
    async next() {
      const stopped = Promise.withResolvers<never>();
      const stop = (): void => stopped.reject(refuseAtDoor('stopping'));
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
      try {
        return await Promise.race([stopped.promise, items.next()]);
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

function count(tally: Tally, verdict: Rehearsal): void {
  if (verdict.kind === 'refused') tally.rejected += 1;
  else if (verdict.kind === 'admitted' ? verdict.again : verdict.receipt.replayed) tally.replayed += 1;
  else tally.accepted += 1;
}

const answerLine = (answered: AnsweredLine, bulk: BulkPost): string =>
  JSON.stringify({ line: answered.line, ...answerMember(answered, bulk) });

function answerMember({ post, verdict }: AnsweredLine, { isRehearsal, language }: BulkPost): object {
  if (verdict.kind === 'refused') return { problem: problemOf(verdict.refusal, language) };
  const { warnings = [] } = post.kind === 'statement' ? post : {};
  if (isRehearsal) return { validation: withWarnings(validationOf(verdict), warnings, language) };
  return { receipt: withWarnings(receiptOf(verdict), warnings, language) };
}

function problemMember(failure: unknown, language: Language): { readonly problem?: Problem } {
  if (failure === undefined) return {};
  return { problem: failure instanceof Refusal ? problemOf(failure, language) : internalProblem(language) };
}
