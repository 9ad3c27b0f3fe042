import type { Answer, LedgerClient, Receipt } from './client.js';
import { pooled } from './pool.js';
import { moments, type Step } from './province/agenda.js';
import { eventIdOf, STATED, type CloudEvent, type Planned } from './province/cloud-event.js';
import type { EvidenceShelf } from './province/evidence.js';

/** What was posted so far. */
export interface Tally {
  recorded: number;
  replayed: number;
  /** By the ledger on its own. */
  stated: number;
  /** Papers that the ledger noted as taken along with statements that file one. */
  papers: number;
  refused: number;
  readonly refusedBy: Map<string, number>;
  requests: number;
  files: number;
  bytes: number;
}

export interface PlayParts {
  readonly client: LedgerClient;
  readonly shelf: EvidenceShelf;
  /** Nothing of a moment is posted before this resolves. */
  readonly beforeMoment: (atMs: number) => Promise<void>;
  readonly afterMoment: (atMs: number, tally: Tally) => void;
  /** Told of each statement that was recorded. */
  readonly onRecorded?: (step: Step, event: CloudEvent, receipt: Receipt) => void;
}

const SINGLES_MAX = 8;
/** The ledger takes four bulk posts at once; one is left to others. */
const BULKS_MAX = 3;
const UPLOADS_MAX = 6;
/** What files a paper; corrections of the demo word no other. */
const FILING = /\.(?:contract|invoice|payment-evidence)-recorded\.v/;
/** Lines of one request. */
const LINES_MAX = 20_000;

/** Plays a timeline through the door: moments one after the other, the steps of one moment side by side. */
export class Player {
  readonly tally: Tally = {
    recorded: 0,
    replayed: 0,
    stated: 0,
    papers: 0,
    refused: 0,
    refusedBy: new Map(),
    requests: 0,
    files: 0,
    bytes: 0,
  };
  readonly #stored = new Set<string>();

  constructor(private readonly parts: PlayParts) {}

  /** Rejects with an Error that quotes the statement when the ledger's answer is not the expected one. */
  async play(steps: Iterable<Step>): Promise<void> {
    for (const moment of moments(steps)) {
      const atMs = moment[0]?.atMs ?? 0;
      await this.parts.beforeMoment(atMs);
      await this.#upload(moment);
      await pooled(moment, SINGLES_MAX, (step) => this.#awaitStated(step));
      const posts = moment.map((step) => ({ ...step, statements: step.statements.filter(isPosted) }));
      const singles = posts.filter(({ statements }) => statements.length === 1);
      const bulks = posts.filter(({ statements }) => statements.length > 1);
      await Promise.all([
        pooled(singles, SINGLES_MAX, (step) => this.#postOne(step)),
        pooled(bulks, BULKS_MAX, (step) => this.#postMany(step)),
      ]);
      this.parts.afterMoment(atMs, this.tally);
    }
  }

  /** Files go first: an event that names a file the ledger does not have is refused. */
  async #upload(moment: readonly Step[]): Promise<void> {
    const missing = new Map<string, Step>();
    for (const step of moment)
      for (const { event } of step.statements)
        for (const sha256 of namedFiles(event)) if (!this.#stored.has(sha256)) missing.set(sha256, step);
    await pooled([...missing], UPLOADS_MAX, async ([sha256, { account }]) => {
      const file = this.parts.shelf.file(sha256);
      await this.parts.client.putEvidence(account, file);
      this.#stored.add(sha256);
      this.tally.files += 1;
      this.tally.bytes += file.content.length;
      this.tally.requests += 1;
    });
  }

  /** What follows rests on what the ledger has stated by now. */
  async #awaitStated({ account, statements, atMs }: Step): Promise<void> {
    for (const planned of statements) {
      if (isPosted(planned)) continue;
      await this.parts.client.recorded(account, eventIdOf(planned.event), atMs);
      this.tally.stated += 1;
    }
  }

  async #postOne(step: Step): Promise<void> {
    const [planned] = step.statements;
    if (planned === undefined) return;
    this.tally.requests += 1;
    this.#settle(step, planned, await this.parts.client.post(step.account, planned.event, step.atMs));
  }

  async #postMany(step: Step): Promise<void> {
    const { account, statements, atMs } = step;
    for (let from = 0; from < statements.length; from += LINES_MAX) {
      const part = statements.slice(from, from + LINES_MAX);
      this.tally.requests += 1;
      const events = part.map(({ event }) => event);
      const answers = await this.parts.client.postLines(account, events, atMs);
      part.forEach((planned, index) => this.#settle(step, planned, answers[index]));
    }
  }

  #settle(step: Step, { event, expected }: Planned, answer: Answer | undefined): void {
    if (answer === undefined) throw new Error('every statement has an answer');
    const outcome = outcomeOf(answer);
    if (outcome !== expected) throw new Error(surprise(step, { event, expected }, answer));
    if ('problem' in answer) {
      this.tally.refused += 1;
      this.tally.refusedBy.set(outcome, (this.tally.refusedBy.get(outcome) ?? 0) + 1);
    } else if (answer.receipt.replayed) this.tally.replayed += 1;
    else {
      this.tally.recorded += 1;
      if (FILING.test(event.type)) this.tally.papers += 1;
      this.parts.onRecorded?.(step, event, answer.receipt);
    }
  }
}

const isPosted = ({ expected }: Planned): boolean => expected !== STATED;

function outcomeOf(answer: Answer): string {
  if ('problem' in answer) return answer.problem.code;
  return answer.receipt.replayed ? 'replayed' : 'recorded';
}

function surprise({ account }: Step, { event, expected }: Planned, answer: Answer): string {
  const said = 'problem' in answer ? `${answer.problem.code}: ${answer.problem.detail}` : outcomeOf(answer);
  return `账本的答复出乎意料 / unexpected answer: ${said}\n应为 / expected ${expected}\n${account.actor.account} → ${JSON.stringify(event)}`;
}

const namedFiles = ({ data }: CloudEvent): readonly string[] =>
  ((data as { readonly evidence?: readonly { readonly sha256: string }[] }).evidence ?? []).map(({ sha256 }) => sha256);
