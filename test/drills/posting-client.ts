import { isNativeError } from 'node:util/types';
import { sha256 } from '#kernel';
import type { Receipt } from '#recorder';
import { BATCH, NDJSON, SINGLE, type AnswerLine } from '../support/running-ledger.js';

type Event = Readonly<Record<string, unknown>> & { readonly id: string };

/** One request: one event, events that stand or fall together, or lines; before it the evidence file that it names. */
interface Unit {
  readonly file?: string;
  readonly path: string;
  readonly type: string;
  readonly events: readonly Event[];
}

const LINES = 20;
const DAY = '2026-03-09';
const at = (time: string): string => `${DAY}T${time}:00+08:00`;

/** The activity that all clients report of, besides their own. */
export const SHARED = 'act-shared';
export const SOURCE = 'urn:drill';

/**
 * A window's program: it posts without pause, keeps every receipt it is given, whole answer or not, and repeats what was not
 * answered whole when it meets the ledger again.
 */
export class PostingClient {
  /** Every receipt it was given, by statement, in the order they came. */
  readonly receipts = new Map<string, Receipt[]>();
  /** Everything it has said, by statement. */
  readonly said = new Map<string, Event>();
  /** The contents of the evidence files it has named. */
  readonly files: string[] = [];
  #open: Unit | undefined;
  #count = 0;
  #activity = '';

  constructor(
    private readonly name: string,
    private readonly key: string,
    private readonly random: () => number,
  ) {}

  /** Posts until the connection is cut; throws when an answer is anything but receipts. */
  async postUntilCut(url: string): Promise<void> {
    for (;;) {
      this.#open ??= this.#next();
      if (!(await this.#post(url, this.#open))) return;
      this.#open = undefined;
    }
  }

  /** Posts what was not answered whole. */
  async finish(url: string): Promise<void> {
    if (this.#open !== undefined && !(await this.#post(url, this.#open))) throw new Error('the last post was cut off');
    this.#open = undefined;
  }

  async upload(url: string, file: string): Promise<void> {
    const headers = { Authorization: `Bearer ${this.key}` };
    const { ok } = await fetch(`${url}/v1/evidence/${sha256(file)}`, { method: 'PUT', headers, body: file });
    if (!ok) throw new Error(`${this.name} could not store evidence`);
  }

  /** False: the connection was cut before all was answered. */
  async #post(url: string, { file, path, type, events }: Unit): Promise<boolean> {
    const now = new Date(Date.parse(at('12:00')) + this.#count * 1_000).toISOString();
    const body = type === NDJSON ? events.map((event) => JSON.stringify(event)).join('\n') : bodyOf(type, events);
    let text = '';
    try {
      if (file !== undefined) await this.upload(url, file);
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { Authorization: `Bearer ${this.key}`, 'Content-Type': type, 'Demo-Now': now },
        body,
      });
      if (type === NDJSON) for await (const part of decoded(response)) text += part;
      else text = await response.text();
    } catch (failure) {
      // What fetch throws of a connection; it is made in another realm, so that it is no TypeError of ours.
      if (!isNativeError(failure) || failure.name !== 'TypeError') throw failure;
      if (type === NDJSON) this.#keepLines(events, text.slice(0, text.lastIndexOf('\n') + 1));
      return false;
    }
    if (type === NDJSON) this.#keepLines(events, text);
    else this.#keepAll(events, [JSON.parse(text)].flat() as Receipt[]);
    return true;
  }

  #keepLines(events: readonly Event[], text: string): void {
    for (const answer of text.split('\n').filter((line) => line !== '')) {
      const { line, receipt, complete } = JSON.parse(answer) as AnswerLine;
      if (complete === true) continue;
      this.#keep(events[(line ?? 0) - 1], receipt, answer);
    }
  }

  #keepAll(events: readonly Event[], receipts: readonly Receipt[]): void {
    for (const [index, event] of events.entries()) this.#keep(event, receipts[index], JSON.stringify(receipts));
  }

  #keep(event: Event | undefined, receipt: Receipt | undefined, answer: string): void {
    if (event === undefined || receipt?.eventIds === undefined) throw new Error(`${this.name} was answered ${answer}`);
    const kept = this.receipts.get(event.id);
    if (kept === undefined) this.receipts.set(event.id, [receipt]);
    else kept.push(receipt);
  }

  #next(): Unit {
    if (this.#activity === '' || this.random() < 0.05) {
      this.#activity = `act-${this.name}-${this.#count}`;
      return { path: '/v1/events', type: BATCH, events: this.#held(this.#activity) };
    }
    if (this.random() < 0.1) return this.#evidence(this.#activity);
    if (this.random() < 0.2)
      return {
        path: '/v1/events/batch',
        type: NDJSON,
        events: Array.from({ length: LINES }, () => this.#attendance(this.#activity)),
      };
    return {
      path: '/v1/events',
      type: SINGLE,
      events: [this.#attendance(this.random() < 0.3 ? SHARED : this.#activity)],
    };
  }

  /** An activity from its plan to its holding, which are recorded together or not at all. */
  #held(activity: string): readonly Event[] {
    return heldActivityOf(activity).map(([type, time, data]) => this.#event(type, activity, time, data));
  }

  #evidence(activity: string): Unit {
    const file = `${this.name}/${this.#count}: ${'签到表'.repeat(1_000)}`;
    this.files.push(file);
    const named = {
      sha256: sha256(file),
      kind: 'SIGN_IN',
      bytes: Buffer.byteLength(file),
      mediaType: 'text/plain',
    };
    const attached = this.#event('activity-evidence-attached', activity, at('11:00'), { evidence: [named] });
    return { file, path: '/v1/events', type: SINGLE, events: [attached] };
  }

  #attendance(activity: string): Event {
    const personKey = sha256(`${this.name}/${this.#count}`);
    return this.#event('attendance-recorded', activity, at('11:00'), {
      orgId: ['buyer-1', 'buyer-2', 'guest-1'][this.#count % 3],
      personKey,
      channel: '3',
      signedAt: at('09:00'),
      minutes: 100,
    });
  }

  #event(type: string, subject: string, time: string, data: object): Event {
    this.#count += 1;
    const id = `${this.name}-${this.#count}`;
    const event = { specversion: '1.0', id, source: SOURCE, type: `cn.smes.activity.${type}.v1`, subject, time, data };
    this.said.set(id, event);
    return event;
  }
}

/** What is said of an activity until it was held: type, time, data. */
const heldActivityOf = (title: string): readonly (readonly [string, string, object])[] => [
  [
    'activity-planned',
    at('07:00'),
    {
      kind: 'POLICY_BRIEFING',
      classCode: '10',
      title,
      startAt: at('09:00'),
      endAt: at('11:00'),
      places: [{ name: '大厅' }],
      channels: ['3'],
      capacity: 1_000,
      hostNode: 'Wa',
      agencies: [],
      welfareKind: 'PUBLIC',
      networkCode: 'HN',
      entryCode: 'GY-01',
      feeFen: 0,
    },
  ],
  ['activity-scheduled', at('08:00'), { evidence: [] }],
  [
    'activity-held',
    at('11:00'),
    { actualStart: at('09:00'), actualEnd: at('11:00'), staffIds: ['s1'], headcount: 1_000 },
  ],
];

const bodyOf = (type: string, events: readonly Event[]): string => JSON.stringify(type === BATCH ? events : events[0]);

async function* decoded(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) yield decoder.decode(part as Uint8Array, { stream: true });
}
