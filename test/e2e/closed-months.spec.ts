import { Knowledge, partsOf, PostClosing, rowsPage, valueAnswer, type ValueAnswer } from '#context';
import { networkProjection } from '#network/published';
import { activityProjection } from '#activity/published';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventLookup } from '#event-store';
import { civilDateOf, isCorrection, Registry, sha256, type RecordedEvent } from '#kernel';
import { evaluateFigure, ReadStore, type Figure, type FigureScope, type MeasurementRow } from '#read-store';
import { RunningLedger } from '../support/running-ledger.js';
import {
  completedOrder,
  heldActivity,
  newestTypes,
  openSmallProvince,
  PLACED,
  type SmallProvince,
} from '../support/small-province.js';
import { FIGURES as figures } from '../../apps/ledger/src/figures.js';
import { demandProjection } from '../../libs/demand/src/demand.projection.js';

/** A sum, distinct counts, shares, a stock. */
const FIGURES = ['F03', 'F01', 'F04', 'F05', 'N01'].map((code) => figures.of(code));
/** Those whose rows are what happened, not how it was posted. */
const OF_FACTS = [activityProjection, demandProjection, networkProjection].map(({ name }) => name);
const NODES = ['Wa', 'Wb'];
const MONTHS = ['2026-03', '2026-04'];
const SPANS = [
  { period: '2026-03', from: '2026-03-01', to: '2026-03-31', months: ['2026-03'] },
  { period: '2026-04', from: '2026-04-01', to: '2026-04-30', months: ['2026-04'] },
  // No node was in operation before March.
  { period: '2026-Q1', from: '2026-01-01', to: '2026-03-31', months: ['2026-03'] },
  { period: '2026', from: '2026-03-01', to: '2026-04-30', months: MONTHS },
];
const SCOPES = SPANS.flatMap(({ months, period, from, to }) =>
  [...NODES, undefined].map((node) => ({ months, period, of: { from, to, ...(node === undefined ? {} : { node }) } })),
);

/** How often each is drawn. */
const KINDS = [
  { kind: 'close', weight: 4 },
  { kind: 'reopen', weight: 1 },
  { kind: 'activity', weight: 3 },
  { kind: 'attend', weight: 2 },
  { kind: 'order', weight: 1 },
  { kind: 'accept', weight: 1 },
  { kind: 'cancel', weight: 1 },
  { kind: 'rate', weight: 1 },
  { kind: 'exclude', weight: 1 },
  { kind: 'verify', weight: 1 },
  { kind: 'invalidate', weight: 2 },
  { kind: 'reverse', weight: 2 },
  { kind: 'restate', weight: 2 },
] as const;
const turn = fc.record({
  kind: fc.oneof(...KINDS.map(({ kind, weight }) => ({ weight, arbitrary: fc.constant(kind) }))),
  node: fc.constantFrom(...NODES),
  month: fc.constantFrom('2026-03', '2026-03', '2026-04'),
  /** How many days ago what is stated happened, and how many pass before the next turn. */
  ago: fc.constantFrom(0, 0, 1, 5, 15, 25),
  pass: fc.nat({ max: 3 }),
  at: fc.nat({ max: 999 }),
});
type Turn = typeof turn extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const instantOf = (ms: number): string => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
const DAY = 86_400_000;

/** A ledger that turns are played on, with what is known of its closings without asking it. */
class Play {
  readonly closed = new Map<string, number>();
  /** What each figure of a scope came to at the moment of its closing. */
  readonly frozen = new Map<string, ValueAnswer>();
  now = Date.parse('2026-04-02T18:00:00+08:00');
  adjusted = 0;
  #n = 0;
  /** When they began. */
  readonly #activities = new Map([
    ['act-v1', '2026-03-09T09:00:00+08:00'],
    ['act-v2', '2026-03-10T09:00:00+08:00'],
  ]);
  readonly #orders: string[] = ['ord-o1', 'ord-o2'];

  constructor(
    readonly ledger: RunningLedger,
    readonly province: SmallProvince,
  ) {}

  /** Its position; undefined when it was refused. */
  async state(key: string, type: string, subject: string, ms: number, data: object): Promise<number | undefined> {
    this.#n += 1;
    const named = newestTypes(this.ledger)(type);
    const event = { specversion: '1.0', id: `t-${this.#n}`, source: 'urn:turn', type: named, subject, data };
    const headers = { 'Demo-Now': instantOf(this.now) };
    const { status, body } = await this.ledger.post({ ...event, time: instantOf(ms) }, { key, headers });
    if (status >= 500 || status === 400) throw new Error(`${type}: ${JSON.stringify(body)}`);
    return status === 201 ? body.position : undefined;
  }

  async play({ kind, node, month, ago, pass, at }: Turn): Promise<void> {
    this.now += pass * DAY + 60_000;
    const { hub, buyer, agency, window, otherWindow } = this.province;
    const ms = this.now - ago * DAY;
    const host = node === 'Wa' ? window : otherWindow;
    const activity = [...this.#activities.keys()][at % this.#activities.size] ?? '';
    const order = this.#orders[at % this.#orders.length] ?? '';
    const judged = { reasonCode: 'NOT_HELD', basis: '核查' };
    switch (kind) {
      case 'close':
      case 'reopen':
        return this.#close(kind, node, month);
      case 'activity':
        return this.#activity(host, node, ms);
      case 'attend':
        return this.#attend(activity);
      case 'order':
        return this.#order(node, ms);
      case 'invalidate':
        return void (await this.state(hub, 'activity.activity-invalidated', activity, this.now, judged));
      case 'verify':
        return void (await this.state(hub, 'activity.activity-verified', activity, this.now, { basis: '核查' }));
      case 'exclude':
        return void (await this.state(hub, 'activity.rating-excluded', order, this.now, {
          ...judged,
          reasonCode: 'MALICIOUS',
        }));
      case 'cancel':
        return void (await this.state(buyer, 'activity.order-cancelled', order, ms, { reason: '停产' }));
      case 'accept':
        return void (await this.state(agency, 'activity.order-accepted', order, ms, {}));
      case 'rate':
        return void (await this.state(buyer, 'activity.rating-given', order, ms, { level: 1 + (at % 5) }));
      case 'reverse':
      case 'restate':
        return this.#correct(kind, at);
    }
  }

  async #close(kind: 'close' | 'reopen', node: string, month: string): Promise<void> {
    const stream = `sub-node-${node}-${month.replace('-', '')}`;
    if (kind === 'reopen') {
      const why = { reason: '漏报', basisSha256: sha256('批复') };
      const position = await this.state(this.ledger.key, 'submission.period-reopened', stream, this.now, why);
      if (position !== undefined) this.closed.delete(`${node} ${month}`);
      return;
    }
    const position = await this.state(this.province.hub, 'submission.period-closed', stream, this.now, {});
    if (position === undefined) return;
    this.closed.set(`${node} ${month}`, position);
    await this.ledger.app.get(Knowledge).position(position);
    for (const { months, of } of SCOPES) {
      if (this.closingOf(months, of.node) !== position) continue;
      for (const figure of FIGURES)
        this.frozen.set(keyOf(figure, of, position), await this.value(figure, { ...of, atPosition: position }));
    }
  }

  async #activity(host: string, node: string, ms: number): Promise<void> {
    const activity = `act-t${this.#n}`;
    const start = ms - 6 * 3_600_000;
    const plan = {
      kind: 'POLICY_BRIEFING',
      classCode: '10',
      title: '政策宣讲',
      places: [{ name: '大厅' }],
      channels: ['3'],
      startAt: instantOf(start),
      endAt: instantOf(start + 7_200_000),
      capacity: 50,
      hostNode: node,
      agencies: [],
      welfareKind: 'PUBLIC',
      networkCode: 'HN',
      entryCode: 'GY-01',
      feeFen: 0,
    };
    const held = { actualStart: plan.startAt, actualEnd: plan.endAt, staffIds: ['s1'], headcount: 3 };
    await this.state(host, 'activity.activity-planned', activity, start - 7_200_000, plan);
    await this.state(host, 'activity.activity-scheduled', activity, start - 3_600_000, { evidence: [] });
    const position = await this.state(host, 'activity.activity-held', activity, start + 7_200_000, held);
    if (position === undefined) return;
    this.#activities.set(activity, plan.startAt);
    for (let n = 0; n < 2; n += 1) await this.#attend(activity);
  }

  async #attend(activity: string): Promise<void> {
    const { window, otherWindow } = this.province;
    const data = {
      orgId: `buyer-${1 + (this.#n % 2)}`,
      personKey: sha256(`${this.#n}`),
      channel: '3',
      signedAt: this.#activities.get(activity),
      minutes: 90,
    };
    for (const key of [window, otherWindow])
      await this.state(key, 'activity.attendance-recorded', activity, this.now, data);
  }

  async #order(servingNode: string, ms: number): Promise<void> {
    const order = `ord-t${this.#n}`;
    const placed = { ...PLACED, servingNode };
    const position = await this.state(this.province.buyer, 'activity.order-placed', order, ms, placed);
    if (position !== undefined) this.#orders.push(order);
  }

  /** Anything said of an activity or order, or restated as if it had been said a little otherwise. */
  async #correct(kind: 'reverse' | 'restate', at: number): Promise<void> {
    const events = (await this.ledger.log()).filter(
      ({ stream, type }) =>
        /^(?:act|ord)-/.test(stream) && (kind === 'reverse' || /^(?:Attendance|Rating|ActivityHeld)/.test(type)),
    );
    const target = events[at % events.length];
    if (target === undefined) return;
    const said = { targetEventId: target.id, reason: '更正' };
    const data = target.data as object;
    const otherwise = {
      ...('minutes' in data ? { minutes: 60 } : {}),
      ...('level' in data ? { level: 2 } : {}),
      ...('headcount' in data ? { headcount: 9 } : {}),
    };
    await (kind === 'reverse'
      ? this.state(this.ledger.key, 'activity.entry-reversed', target.stream, this.now, {
          ...said,
          reasonCode: 'OTHER',
        })
      : this.state(this.ledger.key, 'activity.entry-restated', target.stream, this.now, {
          ...said,
          replacement: { ...data, ...otherwise },
        }));
  }

  /** By the law: the last closing of the months, each of which is closed. */
  closingOf(months: readonly string[], node: string | undefined): number | undefined {
    const each = months.flatMap((month) =>
      (node === undefined ? NODES : [node]).map((of) => this.closed.get(`${of} ${month}`)),
    );
    const known = each.filter((position) => position !== undefined);
    return known.length === each.length ? Math.max(...known) : undefined;
  }

  async value(figure: Figure, scope: FigureScope): Promise<ValueAnswer> {
    const [value] = await evaluateFigure(this.ledger.app.get(ReadStore), figure, scope);
    if (value === undefined) throw new Error(`${figure.code} came to nothing`);
    return valueAnswer(figure, value);
  }

  /** Why a row that came after its month was closed may not be there. */
  async fault({ dims, occurredOn, eventId, position }: MeasurementRow): Promise<string | undefined> {
    const closing = this.closed.get(`${dims.node ?? ''} ${occurredOn.slice(0, 7)}`);
    if (closing === undefined || position < closing) return undefined;
    this.adjusted += 1;
    const event = await this.#event(eventId);
    const came = isCorrection(event) ? await this.#event(event.data.targetEventId) : event;
    const aggregate = this.ledger.app.get(Registry).aggregateOf(came.stream)?.aggregate;
    const isLater = aggregate?.events[came.type]?.later === true && occurredOn < civilDateOf(came.meta.occurredAt);
    return isLater
      ? undefined
      : `${event.type} at ${position} of ${came.type} changes ${occurredOn}, closed at ${closing}`;
  }

  async #event(id: string): Promise<RecordedEvent> {
    const event = await this.ledger.app.get(EventLookup).event(id);
    if (event === undefined) throw new Error(`${id} is not in the log`);
    return event;
  }
}

const keyOf = ({ code }: Figure, { from, to, node }: FigureScope, position: number): string =>
  [code, from, to, node, position].join(' ');

/** Every scope and figure is answered by the law, whole and cut. */
async function holds(play: Play, position: number): Promise<void> {
  const { app } = play.ledger;
  const [models, postClosing] = [app.get(ReadStore), app.get(PostClosing)];
  for (const { months, period, of } of SCOPES) {
    const scope = { ...of, atPosition: position };
    const closing = await postClosing.closingOf(scope);
    expect([scope, closing?.position]).toEqual([scope, play.closingOf(months, of.node)]);
    for (const figure of FIGURES) {
      const asked = { figure, scope, period };
      await cut(play, asked);
      if (closing === undefined) continue;
      const today = await play.value(figure, scope);
      const answer = await postClosing.ofFigure(models, asked, today, { closing, showsRows: false });
      expect(answer).toMatchObject(play.frozen.get(keyOf(figure, of, closing.position)) ?? { never: 'asked' });
      expect(answer).toMatchObject(await play.value(figure, { ...of, atPosition: closing.position }));
      const parts = partsOf(figure, 'numerator');
      const { rows } = await rowsPage(models, { figure, parts, scope, since: closing.position }, undefined, 10_000);
      if (figure.kind === 'count') expect(answer.adjustments).toMatchObject({ count: rows.length, isComplete: true });
      if (!parts.every(({ function: { kind } }) => kind === 'sum')) continue;
      const signed = rows.map(({ part, row }) => row.amount * signOf(parts[part]));
      const sum = signed.reduce((total, each) => total + each, 0);
      expect([figure.code, scope, answer.difference.numerator]).toEqual([figure.code, scope, sum]);
    }
  }
}

const signOf = (part: { readonly minus?: true; readonly isCondition?: true } | undefined): number =>
  part?.isCondition === true ? 0 : part?.minus === true ? -1 : 1;

/** Each group of a node or a month stands on its own closing. */
async function cut(play: Play, asked: { figure: Figure; scope: FigureScope; period: string }): Promise<void> {
  const { figure, scope } = asked;
  const { app } = play.ledger;
  for (const groupBy of ['node', 'month'] as const) {
    const values = await evaluateFigure(app.get(ReadStore), figure, scope, [groupBy]);
    const groups = await app.get(PostClosing).ofGroups(asked, groupBy, values);
    for (const [at, group] of groups.entries()) {
      const { node = scope.node, month } = values[at]?.by ?? {};
      if (!NODES.includes(String(node ?? 'Wa')) || (month !== undefined && !MONTHS.includes(month))) continue;
      const { months = [] } = SPANS.find(({ from, to }) => from === scope.from && to === scope.to) ?? {};
      const expected = play.closingOf(month === undefined ? months : [month], node as string | undefined);
      const { closing } = group as { readonly closing?: ValueAnswer & { readonly position: number } };
      expect([figure.code, scope, values[at]?.by, closing?.position]).toEqual([
        figure.code,
        scope,
        values[at]?.by,
        expected,
      ]);
      if (closing === undefined) continue;
      const then = await evaluateFigure(app.get(ReadStore), figure, { ...scope, atPosition: closing.position }, [
        groupBy,
      ]);
      const found = then.find(({ by }) => by[groupBy] === values[at]?.by[groupBy]);
      expect([figure.code, scope, closing.numerator]).toEqual([figure.code, scope, found?.numerator ?? 0]);
    }
  }
}

/** No row came to a closed month but by what comes later, whatever figure it is of. */
async function admitsNothingElse(play: Play, position: number): Promise<void> {
  const models = play.ledger.app.get(ReadStore);
  for (const [key, since] of play.closed) {
    const [node = '', month] = key.split(' ');
    const span = SPANS.find(({ period }) => period === month);
    if (span === undefined) throw new Error(`${key} has no span`);
    const scope = { from: span.from, to: span.to, node, atPosition: position };
    for (const figure of figures.all)
      for (const side of ['numerator', 'denominator']) {
        const parts = partsOf(figure, side).filter(({ projection }) => OF_FACTS.includes(projection.name));
        const { rows } = await rowsPage(models, { figure, parts, scope, since }, undefined, 10_000);
        for (const { row } of rows) expect([figure.code, await play.fault(row)]).toEqual([figure.code, undefined]);
      }
  }
}

async function look(play: Play): Promise<void> {
  const position = (await play.ledger.log()).at(-1)?.position ?? 0;
  await play.ledger.app.get(Knowledge).position(position);
  await holds(play, position);
  await admitsNothingElse(play, position);
}

describe('closed months of generated ledgers', () => {
  it('keep the value at the closing, and are changed only by the rows of what came later by its nature', async () => {
    let adjusted = 0;
    const ledgers = fc.array(turn, { minLength: 40, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(ledgers, async (turns) => {
        const ledger = await RunningLedger.start({ DEMO_CLOCK: '2026-03-01T08:00:00+08:00' });
        try {
          const province = await openSmallProvince(ledger);
          await heldActivity(province, 'v1', 9, 3);
          await heldActivity(province, 'v2', 10, 2);
          for (const id of ['o1', 'o2']) await completedOrder(province, id, 4);
          const play = new Play(ledger, province);
          for (const [at, each] of turns.entries()) {
            await play.play(each);
            // A month that is opened again later is looked at while it is closed.
            if (at % 20 === 19 || at === turns.length - 1) await look(play);
          }
          adjusted += play.adjusted;
        } finally {
          await ledger.discard();
        }
      }),
      { numRuns: 12, seed: 20_261_201, endOnFailure: true },
    );
    expect(adjusted).toBeGreaterThan(10);
  }, 120_000);
});
