import { Readable } from 'node:stream';
import type { Verdict } from '#event-store';
import { Refusal } from '#kernel';
import {
  conveyor,
  internalProblem,
  NDJSON_LIMITS,
  ndjsonLines,
  postOfLine,
  problemOf,
  refuseAtDoor,
  type Language,
  type Post,
  type Posting,
  type Problem,
} from '#web';

export interface BulkPost {
  readonly bytes: AsyncIterable<Buffer>;
  readonly posting: Posting;
  readonly record: (posts: readonly Post[]) => Promise<readonly Verdict[]>;
  readonly language: Language;
  /** Aborts when the server stops: what was read is answered, the rest is not read. */
  readonly stopping: AbortSignal;
  /** Told once when all is answered that will be; of a failure that is ours. */
  readonly onEnd: (failure: unknown) => void;
}

interface Tally {
  accepted: number;
  replayed: number;
  rejected: number;
}

/** The answers to a bulk post as NDJSON: one line per line, in order, then a summary. */
export const bulkAnswers = (bulk: BulkPost): Readable => Readable.from(answerTexts(bulk), { objectMode: false });

async function* answerTexts({ bytes, posting, record, language, stopping, onEnd }: BulkPost): AsyncGenerator<string> {
  const posts = untilStopped(readPosts(bytes, posting), stopping);
  const tally: Tally = { accepted: 0, replayed: 0, rejected: 0 };
  let line = 0;
  for await (const delivery of conveyor(posts, record, NDJSON_LIMITS.chunkLines)) {
    if (delivery.kind === 'answers') {
      let text = '';
      for (const verdict of delivery.answers) {
        line += 1;
        count(tally, verdict);
        text += `${answerLine(line, verdict, language)}\n`;
      }
      yield text;
    } else {
      const { failure } = delivery;
      onEnd(failure instanceof Refusal ? undefined : failure);
      yield `${JSON.stringify({ complete: failure === undefined, ...tally, ...problemMember(failure, language) })}\n`;
    }
  }
}

async function* readPosts(bytes: AsyncIterable<Buffer>, posting: Posting): AsyncGenerator<readonly Post[]> {
  for await (const lines of ndjsonLines(bytes)) yield lines.map((line) => postOfLine(line, posting));
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

function count(tally: Tally, verdict: Verdict): void {
  if (verdict.kind === 'refused') tally.rejected += 1;
  else if (verdict.receipt.replayed) tally.replayed += 1;
  else tally.accepted += 1;
}

const answerLine = (line: number, verdict: Verdict, language: Language): string =>
  JSON.stringify(
    verdict.kind === 'recorded'
      ? { line, receipt: verdict.receipt }
      : { line, problem: problemOf(verdict.refusal, language) },
  );

function problemMember(failure: unknown, language: Language): { readonly problem?: Problem } {
  if (failure === undefined) return {};
  return { problem: failure instanceof Refusal ? problemOf(failure, language) : internalProblem(language) };
}
