import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '#event-store/sqlite';
import { Registry, sha256, type Statement } from '#kernel';
import { Recorder, type Verdict } from '#recorder';
import { inspectUscc } from '#reference';
import { postOfText } from '#web';
import { moments, type Step } from './agenda.js';
import { STATED } from './cloud-event.js';
import { province } from './province.js';
import { CONTEXTS } from '../../../ledger/src/contexts.js';

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
  readonly #registry = new Registry(CONTEXTS);
  readonly #recorder: Recorder;

  constructor(store: SqliteEventStore) {
    const { lookup } = store;
    this.#recorder = new Recorder({ store, lookup, registry: this.#registry, now: () => this.#nowMs });
  }

  async play(moment: readonly Step[]): Promise<void> {
    this.#nowMs = moment[0]?.atMs ?? 0;
    await Promise.all(moment.map((step) => this.#play(step)));
  }

  async #play(step: Step): Promise<void> {
    for (let from = 0; from < step.statements.length; from += 500)
      await this.#post(step, step.statements.slice(from, from + 500));
  }

  async #post({ account: { actor } }: Step, statements: Step['statements']): Promise<void> {
    const posts = statements.map(({ event }) =>
      postOfText(JSON.stringify(event), { caller: actor, registry: this.#registry }),
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

  #compare(planned: Step['statements'][number], verdict: Verdict): void {
    const { event } = planned;
    const [outcome, expected] = [outcomeOf(verdict), expectedOf(planned)];
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

/** No process runs here: what the ledger would state on its own is posted too. */
const expectedOf = ({ expected }: Step['statements'][number]): string => (expected === STATED ? 'recorded' : expected);

function outcomeOf(verdict: Verdict): string {
  if (verdict.kind === 'refused') return verdict.refusal.code;
  return verdict.receipt.replayed ? 'replayed' : 'recorded';
}

/** Recorded statements by type, and refusals by code. */
function countsOf(steps: Iterable<Step>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { statements } of steps)
    for (const planned of statements) {
      const { event } = planned;
      const expected = expectedOf(planned);
      if (expected === 'recorded') add('recorded');
      if (expected === 'recorded') add(event.type.split('.').slice(2, 4).join('.'));
      else if (expected !== 'replayed') add(`refused: ${expected}`);
    }
  return counts;
}

const within = (value: number, least: number, most: number): boolean => least <= value && value <= most;

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
      for (const moment of moments(province({ ...OPTIONS, months: 12 }).timeline())) await rehearsal.play(moment);
      expect(rehearsal.surprises).toEqual([]);
      expect(rehearsal.recorded).toBeGreaterThan(2_000);
      expect(rehearsal.others.get('replayed')).toBeGreaterThan(0);
      expect(rehearsal.others.size).toBeGreaterThan(5);
    } finally {
      await store.close();
      await rm(directory, { recursive: true });
    }
  }, 120_000);

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

  it('closes every month of every node, the last with the year, and opens few again', () => {
    const counts = countsOf(province({ ...OPTIONS, months: 12 }).timeline());
    const reopened = counts.get('submission.period-reopened') ?? 0;
    expect(counts.get('submission.period-closed')).toBe(105 * 12 + reopened);
    expect(reopened).toBeGreaterThan(0);
    expect(reopened).toBeLessThan(0.05 * 105 * 12);
    expect(counts.get('submission.submission-declared-complete')).toBeGreaterThan(0.9 * 105 * 12);
    expect(counts.get('submission.adjustment-posted')).toBeGreaterThan(0);
    expect(counts.get('refused: period-closed')).toBeGreaterThan(0);
    expect(counts.get('refused: period-not-over')).toBeGreaterThan(0);
  });

  it('keeps to realistic shares', () => {
    const counts = countsOf(province({ ...OPTIONS, scale: 0.1, months: 6 }).timeline());
    const share = (part: string, whole: string): number => (counts.get(part) ?? 0) / (counts.get(whole) ?? 0);
    const refused = [...counts].filter(([name]) => name.startsWith('refused: ')).reduce((sum, [, n]) => sum + n, 0);
    const recorded = counts.get('recorded') ?? 0;
    expect(within(refused / recorded, 0.01, 0.03)).toBe(true);
    expect(within(share('demand.demand-rejected', 'demand.demand-registered'), 0.02, 0.08)).toBe(true);
    expect(within(share('demand.demand-first-responded', 'demand.demand-accepted'), 0.85, 0.97)).toBe(true);
    expect(within(share('demand.demand-forwarded', 'demand.demand-accepted'), 0.06, 0.18)).toBe(true);
    expect(within(share('demand.demand-match-declined', 'demand.demand-matched'), 0.05, 0.2)).toBe(true);
    expect(within(share('activity.order-completed', 'activity.order-placed'), 0.75, 0.92)).toBe(true);
    expect(within(share('activity.rating-given', 'activity.order-completed'), 0.35, 0.55)).toBe(true);
  });

  it('lets orders name the demand they come of, and items while they are on the shelf', () => {
    const demands = new Set<string>();
    const listed = new Set<string>();
    const unknown: string[] = [];
    let [ordered, named] = [0, 0];
    for (const { statements } of province({ ...OPTIONS, scale: 0.05 }).timeline())
      for (const planned of statements) {
        const { event } = planned;
        const expected = expectedOf(planned);
        if (expected !== 'recorded') continue;
        const { subject, type } = event;
        const { demandId, itemId } = event.data as { readonly demandId?: string; readonly itemId?: string };
        if (type.includes('.demand-matched.')) demands.add(subject);
        else if (type.includes('.service-item-listed.')) listed.add(subject);
        else if (type.includes('.service-item-delisted.')) listed.delete(subject);
        if (!type.includes('.order-placed.')) continue;
        if (demandId !== undefined) ordered += 1;
        if (itemId !== undefined) named += 1;
        if (demandId !== undefined && !demands.has(`dem-${demandId}`)) unknown.push(demandId);
        if (itemId !== undefined && !listed.has(`item-${itemId}`)) unknown.push(itemId);
      }
    expect(unknown).toEqual([]);
    expect(ordered).toBeGreaterThan(0);
    expect(named).toBeGreaterThan(0);
  });

  it('takes nothing out of an activity on which the hub has given its word', () => {
    const reviewed = new Set<string>();
    const takenOut: string[] = [];
    let tried = 0;
    for (const { statements } of province({ ...OPTIONS, scale: 0.1, months: 12 }).timeline())
      for (const planned of statements) {
        const { event } = planned;
        const expected = expectedOf(planned);
        const { subject, type } = event;
        if (!subject.startsWith('act-')) continue;
        if (/\.activity-(verified|invalidated)\./.test(type) && expected === 'recorded') reviewed.add(subject);
        if (!type.includes('.entry-')) continue;
        tried += 1;
        if (reviewed.has(subject)) takenOut.push(`${event.id}: ${expected}`);
      }
    expect(takenOut).toEqual([]);
    expect(tried).toBeGreaterThan(0);
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
