import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account } from '#account';
import { activity } from '#activity';
import { catalogue } from '#catalogue';
import { demand } from '#demand';
import { Recorder, type Verdict } from '#event-store';
import { SqliteEventStore } from '#event-store/sqlite';
import { Registry, sha256, type Statement } from '#kernel';
import { network } from '#network';
import { inspectUscc } from '#reference';
import { submission } from '#submission';
import { postOfLine } from '#web';
import type { Step } from './agenda.js';
import { province } from './province.js';

const OPTIONS = { seed: 'spec', scale: 0.01, months: 2 };

const digestOf = (steps: Iterable<Step>): string => {
  let digest = '';
  for (const {
    atMs,
    account: { actor },
    statements,
  } of steps)
    digest = sha256(JSON.stringify([digest, atMs, actor, statements]));
  return digest;
};

/** What a recorder and the door before it make of a timeline, as `id: outcome` of whatever is not as expected. */
class Rehearsal {
  readonly surprises: string[] = [];
  readonly others = new Map<string, number>();
  recorded = 0;
  #nowMs = 0;
  readonly #registry = new Registry([account, network, catalogue, demand, activity, submission]);
  readonly #recorder: Recorder;

  constructor(store: SqliteEventStore) {
    const { lookup } = store;
    this.#recorder = new Recorder({ store, lookup, registry: this.#registry, now: () => this.#nowMs });
  }

  async play(step: Step): Promise<void> {
    this.#nowMs = step.atMs;
    for (let from = 0; from < step.statements.length; from += 500)
      await this.#post(step, step.statements.slice(from, from + 500));
  }

  async #post({ account: { actor } }: Step, statements: Step['statements']): Promise<void> {
    const posts = statements.map(({ event }) =>
      postOfLine(JSON.stringify(event), { caller: actor, registry: this.#registry }),
    );
    const decided = posts.flatMap((post): Statement[] => (post.kind === 'statement' ? [post.statement] : []));
    const verdicts = (await this.#recorder.record(decided, 'each')).values();
    posts.forEach((post, index) => {
      const verdict: Verdict | undefined =
        post.kind === 'refused' ? { kind: 'refused', refusal: post.refusal } : verdicts.next().value;
      const planned = statements[index];
      if (verdict === undefined || planned === undefined) throw new Error('every statement has a verdict');
      this.#compare(planned, verdict);
    });
  }

  #compare({ event, expected }: Step['statements'][number], verdict: Verdict): void {
    const outcome = outcomeOf(verdict);
    if (outcome !== expected)
      this.surprises.push(
        `${event.type} ${event.id} at ${event.time}: ${outcome} instead of ${expected}; ${
          verdict.kind === 'refused' ? verdict.refusal.en : ''
        }`,
      );
    else if (outcome === 'recorded') this.recorded += 1;
    else this.others.set(expected, (this.others.get(expected) ?? 0) + 1);
  }
}

function outcomeOf(verdict: Verdict): string {
  if (verdict.kind === 'refused') return verdict.refusal.code;
  return verdict.receipt.replayed ? 'replayed' : 'recorded';
}

describe('province', () => {
  it('says the same, byte for byte, for the same seed and scale', () => {
    expect(digestOf(province(OPTIONS).timeline())).toBe(digestOf(province(OPTIONS).timeline()));
  });

  it('says something else for another seed', () => {
    const other = province({ ...OPTIONS, seed: 'other' });
    expect(digestOf(other.timeline())).not.toBe(digestOf(province(OPTIONS).timeline()));
  });

  it('tells nothing but what the ledger admits, and mistakes it refuses for the reason planned', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'province-'));
    const store = await SqliteEventStore.open(join(directory, 'events.db'));
    try {
      const rehearsal = new Rehearsal(store);
      for (const step of province({ ...OPTIONS, scale: 0.02, months: 12 }).timeline()) await rehearsal.play(step);
      expect(rehearsal.surprises).toEqual([]);
      expect(rehearsal.recorded).toBeGreaterThan(2_000);
      expect(rehearsal.others.get('replayed')).toBeGreaterThan(0);
      expect(rehearsal.others.size).toBeGreaterThan(5);
    } finally {
      await store.close();
      await rm(directory, { recursive: true });
    }
  });

  it('posts in the order of time', () => {
    const moments = [...province(OPTIONS).timeline()].map(({ atMs }) => atMs);
    expect(moments).toEqual([...moments].sort((a, b) => a - b));
  });

  it('has one hub, 104 windows under different codes, and enterprises of 70, 24 and 6 per cent', () => {
    const { windows, enterprises } = province({ ...OPTIONS, scale: 0.2 });
    const sizes = enterprises.flatMap(({ business }) => (business === undefined ? [] : [business.size]));
    const share = (size: string): number => sizes.filter((found) => found === size).length / sizes.length;
    expect(new Set(windows.map(({ code }) => code)).size).toBe(104);
    expect(share('MICRO')).toBeCloseTo(0.72, 1);
    expect(share('SMALL')).toBeCloseTo(0.22, 1);
    expect(share('MEDIUM')).toBeCloseTo(0.06, 1);
  });

  it('gives every organisation a credit code of its own; only those printed before 2016 fail the check symbol', () => {
    const { enterprises, agencies } = province({ ...OPTIONS, scale: 0.1 });
    const codes = [...enterprises, ...agencies].flatMap(({ uscc }) => (uscc === undefined ? [] : [uscc]));
    const inspected = codes.map(inspectUscc);
    expect(new Set(codes).size).toBe(codes.length);
    expect(inspected.filter(({ verdict, innerCheck }) => verdict !== 'ok' || innerCheck !== 'PASS')).toEqual([]);
    const failing = inspected.filter(({ checkDigit }) => checkDigit === 'FAIL').length / inspected.length;
    expect(failing).toBeGreaterThan(0);
    expect(failing).toBeLessThan(0.02);
  });

  it('names only evidence that is on the shelf', () => {
    const { shelf, timeline } = province(OPTIONS);
    for (const { statements } of timeline())
      for (const { event } of statements) {
        const { evidence = [] } = event.data as { readonly evidence?: readonly { sha256: string; bytes: number }[] };
        for (const { sha256: digest, bytes } of evidence) expect(shelf.file(digest).content.length).toBe(bytes);
      }
  });
});
