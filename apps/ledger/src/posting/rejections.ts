import { Injectable } from '@nestjs/common';
import { Clock } from '#context';
import { postingRejected, submissionStream } from '#submission/published';
import { Registry, toInstant, type Actor, type Refusal, type Statement } from '#kernel';
import { Recorder, type Verdict } from '#recorder';
import { postedOf, type Post } from '#web';
import { ledgerStatement } from '#process';

const SOURCE = 'urn:liuhen:rejections';
const FINDINGS_MAX = 20;

/** Notes down what a known caller was refused: data quality cannot be measured otherwise. */
@Injectable()
export class Rejections {
  constructor(
    private readonly recorder: Recorder,
    private readonly registry: Registry,
    private readonly clock: Clock,
  ) {}

  /** One `PostingRejected` per refusal that is the caller's doing; the same refusal of the same payload is noted once for ever. */
  async note(caller: Actor, posts: readonly Post[], verdicts: readonly Verdict[]): Promise<void> {
    const atMs = this.clock.now();
    const notes = posts.flatMap((post, index) => {
      const verdict = verdicts[index];
      return verdict?.kind === 'refused' && isCallersDoing(verdict.refusal)
        ? [this.#statement(caller, post, verdict.refusal, atMs)]
        : [];
    });
    for (const verdict of await this.recorder.record(notes, 'each')) {
      // Busy: the month's list is full, or the queue. The caller has the answer either way.
      if (verdict.kind === 'refused' && verdict.refusal.kind !== 'busy') throw verdict.refusal;
    }
  }

  #statement(caller: Actor, post: Post, { code, errors }: Refusal, atMs: number): Statement {
    const { account } = caller;
    const posted = postedOf(post, { caller, registry: this.registry });
    const pointer = errors[0]?.pointer;
    const findings = [...new Set(errors.map((error) => error.code))]
      .filter((each) => each !== code)
      .slice(0, FINDINGS_MAX);
    const id = `${account}/${posted.payloadSha256}/${code}`;
    return ledgerStatement(this.registry, {
      stream: submissionStream(caller, toInstant(atMs)),
      type: 'PostingRejected',
      data: postingRejected({
        account,
        code,
        ...posted,
        ...(pointer === undefined ? {} : { pointer }),
        ...(findings.length === 0 ? {} : { findings }),
      }),
      id,
      source: SOURCE,
      atMs,
      sameAs: id,
    });
  }
}

const isCallersDoing = ({ code, kind }: Refusal): boolean =>
  kind !== 'busy' && kind !== 'unavailable' && code !== 'batch-not-recorded';
