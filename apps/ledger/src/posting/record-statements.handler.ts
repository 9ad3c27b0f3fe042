import { Logger } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, PostingCheck } from '#context';
import { refusals, toInstant, type Actor, type Refusal, type Statement } from '#kernel';
import { Recorder, recorderRefusals, type Rehearsal, type Verdict } from '#recorder';
import type { Post } from '#web';
import { DemoClock } from '../clocks.js';
import { Metrics } from '../operating/metrics.js';
import { isAhead, withDemoAdvice } from './demo-advice.js';
import { missingEvidence } from './evidence-check.js';
import { EvidenceFiles } from './evidence-files.js';
import { Rejections } from './rejections.js';

const refuseBatch = refusals(recorderRefusals);

/** Up to 500 posts of one caller; `all`: recorded together or not at all. Answered in order. */
export class RecordStatements extends Command<readonly Rehearsal[]> {
  constructor(
    readonly posts: readonly Post[],
    readonly caller: Actor,
    readonly mode: 'each' | 'all',
    /** Decide and answer, store nothing. */
    readonly isRehearsal: boolean,
  ) {
    super();
  }
}

@CommandHandler(RecordStatements)
export class RecordStatementsHandler implements ICommandHandler<RecordStatements> {
  /** Evidence is looked up for one post after the other, so that they reach the recorder in the order they came. */
  #checked: Promise<unknown> = Promise.resolve();
  /** Settles when the last statements that the check concerns are decided: those after them are held against what these say. */
  #concerned: Promise<unknown> = Promise.resolve();
  readonly #log = new Logger('demonstration');
  /** Where the clock stood when the log was last told of a refusal for it. */
  #toldMs: number | undefined;

  constructor(
    private readonly recorder: Recorder,
    private readonly evidence: EvidenceFiles,
    private readonly check: PostingCheck,
    private readonly rejections: Rejections,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  async execute({ posts, caller, mode, isRehearsal }: RecordStatements): Promise<readonly Rehearsal[]> {
    const decided = await this.#decided({ posts, caller, mode, isRehearsal });
    const rehearsed = this.clock instanceof DemoClock ? this.#advised(decided, this.clock.now()) : decided;
    if (isRehearsal) return rehearsed;
    const verdicts = rehearsed.map(verdictOf);
    this.metrics.countPosts(verdicts);
    await this.rejections.note(caller, posts, verdicts);
    return verdicts;
  }

  #advised(verdicts: readonly Rehearsal[], nowMs: number): readonly Rehearsal[] {
    if (nowMs !== this.#toldMs && verdicts.some(isAhead)) {
      this.#toldMs = nowMs;
      this.#log.warn(`refused as later than the clock of this demonstration, which stands at ${toInstant(nowMs)}`);
    }
    return verdicts.map((verdict) => withDemoAdvice(verdict, nowMs));
  }

  async #decided({ posts, caller, mode, isRehearsal }: Asked): Promise<readonly Rehearsal[]> {
    const checked = this.#checked.then(() => this.#check(posts, caller));
    this.#checked = checked.catch(() => undefined);
    const { statements, refused } = await checked;
    const isHopeless = mode === 'all' && refused.size > 0;
    const deciding: Promise<readonly Rehearsal[]> = isHopeless
      ? this.recorder.rehearse(statements, 'each').then((verdicts) => verdicts.map(withdrawn))
      : this.recorder[isRehearsal ? 'rehearse' : 'record'](statements, mode);
    if (this.#isConcerned(statements)) this.#concerned = deciding.catch(() => undefined);
    const rest = (await deciding).values();
    return posts.map((_, index) => {
      const refusal = refused.get(index);
      return refusal === undefined ? nextOf(rest) : { kind: 'refused', refusal };
    });
  }

  #isConcerned(statements: readonly Statement[]): boolean {
    return statements.some((statement) => this.check.concerns(statement));
  }

  async #check(posts: readonly Post[], caller: Actor): Promise<Checked> {
    const refused = new Map<number, Refusal>();
    const statements: Statement[] = [];
    for (const [index, post] of posts.entries()) {
      const refusal = post.kind === 'refused' ? post.refusal : await missingEvidence(post.statement, this.evidence);
      if (refusal !== undefined) refused.set(index, refusal);
      else if (post.kind === 'statement') statements.push(post.statement);
    }
    if (!this.#isConcerned(statements)) return { statements, refused };
    await this.#concerned;
    const failed = await this.check.refusals(statements, caller);
    const places = [...posts.keys()].filter((index) => !refused.has(index));
    for (const [at, place] of places.entries()) {
      const refusal = failed.get(at);
      if (refusal !== undefined) refused.set(place, refusal);
    }
    return { statements: statements.filter((_, at) => !failed.has(at)), refused };
  }
}

type Asked = Pick<RecordStatements, 'posts' | 'caller' | 'mode' | 'isRehearsal'>;

interface Checked {
  readonly statements: readonly Statement[];
  /** By their place among the posts. */
  readonly refused: ReadonlyMap<number, Refusal>;
}

/** The verdict of a statement whose batch is refused already. */
const withdrawn = (verdict: Rehearsal): Verdict =>
  verdict.kind === 'refused' ? verdict : { kind: 'refused', refusal: refuseBatch('batch-not-recorded') };

function verdictOf(verdict: Rehearsal): Verdict {
  if (verdict.kind === 'admitted') throw new Error('what is recorded has a receipt');
  return verdict;
}

function nextOf(verdicts: Iterator<Rehearsal>): Rehearsal {
  const next = verdicts.next();
  if (next.done === true) throw new Error('the recorder answers every statement');
  return next.value;
}
