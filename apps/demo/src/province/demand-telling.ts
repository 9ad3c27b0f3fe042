import { DAY_MS, MINUTE_MS, sha256, toInstant } from '#kernel';
import { addWorkingDays } from '#reference';
import type { Account } from './accounts.js';
import type { Agency } from './agencies.js';
import { dateOf, during, officeMinutesAfter } from './calendar.js';
import type { Cast } from './cast.js';
import { HARD_CASE_WORKING_DAYS } from './catalogue-story.js';
import type { Enterprise } from './enterprises.js';
import { NETWORK } from './opening.js';
import type { Random } from './random.js';
import type { Story, Told } from './story.js';
import { CLOSINGS, DEPARTMENTS, HARD_CASE_REASONS, MATCH_DECLINES, REJECTIONS, REOPENINGS } from './vocabulary.js';
import type { Window } from './windows.js';

/** A demand and who takes part in it. */
export interface DemandParts {
  readonly cast: Cast;
  readonly story: Story;
  readonly random: Random;
  readonly id: string;
  readonly kind: 'SERVICE' | 'APPEAL' | 'CONSULTATION';
  readonly classCode: string;
  readonly asker: Enterprise;
}

/** The hub looks for hard cases among those of the last days. */
const HARD_CASE_WITHIN_DAYS = 3;
const RECEIPT_MINUTES = [1, 1, 2, 5, 9] as const;

/** What is said of one demand, by whoever may say it. */
export class DemandTelling {
  #registeredMs = 0;
  #window: Window;

  constructor(private readonly parts: DemandParts) {
    this.#window = parts.asker.window;
  }

  /** The window that handles it. */
  get window(): Window {
    return this.#window;
  }

  /** Online by the enterprise, at once; or taken down by the window, which enters it with the day's import. */
  register(date: string, isOnline: boolean): void {
    const { story, random, id, kind, classCode, asker } = this.parts;
    const atMs = during(random, date, isOnline ? 7 : 9, isOnline ? 21 : 17);
    const isCounter = !isOnline && random.chance(0.4);
    const data = {
      orgId: asker.orgId,
      classCode,
      kind,
      textSha256: sha256(`需求 ${id}`),
      ...(kind === 'SERVICE' && random.chance(0.5) ? { budgetFen: random.integer(5, 200) * 10_000 } : {}),
      channel: isOnline ? random.pick(['61', '62', '65']) : isCounter ? '1' : '66',
      originNode: asker.window.code,
      contactMedium: isOnline ? random.pick(['PHONE', 'MESSAGE', 'SITE']) : 'PHONE',
    };
    this.#registeredMs = atMs;
    if (isOnline && asker.account !== undefined)
      story.tellAt({ by: asker.account, type: 'DemandRegistered', data, atMs });
    else this.#say('DemandRegistered', data, atMs);
  }

  reject(): void {
    this.#say('DemandRejected', this.parts.random.weighted(REJECTIONS), officeMinutesAfter(this.#registeredMs, 90));
  }

  accept(): void {
    const minutes = this.parts.random.integer(1, 20);
    const data = { handlerId: this.#staff() };
    this.#say('DemandAccepted', data, officeMinutesAfter(this.#registeredMs, minutes));
  }

  /** Most are called within the hour, some much later, some never. */
  respond(): void {
    const { random, id } = this.parts;
    const minutes = random.weighted([
      [random.integer(3, 44), 70],
      [random.integer(45, 60), 10],
      [random.integer(61, 900), 12],
      [undefined, 8],
    ]);
    if (minutes === undefined) return;
    const data = { by: this.#staff(), medium: 'PHONE', summarySha256: sha256(`响应 ${id}`) };
    this.#say('DemandFirstResponded', data, officeMinutesAfter(this.#registeredMs, minutes));
  }

  /** To the hub, which refers some of it to another window. */
  passOn(): void {
    const { story, random, id, cast } = this.parts;
    const { hub } = cast.offices;
    const { node: toNode = '' } = hub.actor;
    const sentMs = this.#nextMs(30, 500);
    const receivedAt = toInstant(sentMs + random.pick(RECEIPT_MINUTES) * MINUTE_MS);
    const forwarded = this.#say('DemandForwarded', { toNode, receiptId: `HZ-${id}`, receivedAt }, sentMs);
    if (!forwarded.isRecorded) return;
    const other = random.weighted(cast.windows.map((window) => [window, window.weight] as const));
    if (other === this.#window || random.chance(0.4)) return;
    const data = { toNode: other.code, reason: '由服务能力更强的窗口承办' };
    const referred = story.tell({ by: hub, type: 'DemandReferred', data, atMs: story.knownMs + MINUTE_MS });
    if (!referred.isRecorded) return;
    this.#window = other;
    story.handOver(cast.closings.of(other.code));
  }

  referToDepartment(): void {
    const data = { department: this.parts.random.pick(DEPARTMENTS), reason: '属部门职责' };
    this.#say('DemandReferred', data, this.#nextMs(60, 600));
  }

  /** By the hub, while the ordinary period runs and where the longer one ends on a day that is announced. */
  declareHard(): void {
    const { story, random, cast } = this.parts;
    const atMs = story.knownMs + MINUTE_MS;
    const isInTime = atMs < this.#registeredMs + HARD_CASE_WITHIN_DAYS * DAY_MS;
    const hasTerm = addWorkingDays(dateOf(this.#registeredMs), HARD_CASE_WORKING_DAYS) !== undefined;
    if (!isInTime || !hasTerm) return;
    const data = { reason: random.pick(HARD_CASE_REASONS) };
    story.tell({ by: cast.offices.hub, type: 'DemandHardCaseDeclared', data, atMs });
  }

  match({ orgId }: Agency): Told {
    return this.#say('DemandMatched', { agencyOrgId: orgId, networkCode: NETWORK }, this.#nextMs(60, 1_200));
  }

  decline(agency: Agency): void {
    const { story, random } = this.parts;
    const data = { reason: random.pick(MATCH_DECLINES) };
    const atMs = story.knownMs + random.integer(30, 600) * MINUTE_MS;
    story.tell({ by: daily(agency.account), type: 'DemandMatchDeclined', data, atMs });
  }

  /** By the window, not before the order that came of it; of an appeal only after a call back, which is sometimes forgotten at first. */
  close(outcome: 'SATISFIED' | 'UNMET', afterMinutes: readonly [number, number], orderedMs = 0): void {
    const { story, random, kind } = this.parts;
    const atMs = officeMinutesAfter(Math.max(story.knownMs, orderedMs), random.integer(...afterMinutes));
    const data = { outcome, reason: random.pick(CLOSINGS[outcome]) };
    if (kind !== 'APPEAL') {
      this.#say('DemandClosed', data, atMs);
      return;
    }
    if (random.chance(0.05)) {
      const telling = { by: daily(this.#window.account), type: 'DemandClosed', data, atMs };
      story.mistake(telling, 'demand-return-call-missing');
    }
    const returnCall = { at: toInstant(atMs), by: this.#staff(), medium: 'PHONE', satisfied: outcome === 'SATISFIED' };
    this.#say('DemandClosed', { ...data, returnCall }, atMs + 10 * MINUTE_MS);
  }

  /** By the enterprise itself, or entered for it. */
  withdraw(): void {
    const { story, random, asker } = this.parts;
    const data = { outcome: 'WITHDRAWN', reason: random.pick(CLOSINGS.WITHDRAWN) };
    const atMs = this.#nextMs(30, 900);
    const by = asker.account ?? daily(this.#window.account);
    const proxy = asker.account === undefined ? { onBehalfOf: asker.orgId } : {};
    story.tell({ by, type: 'DemandClosed', data, atMs, ...proxy });
  }

  /** By the enterprise, or after an appeal by the authority. */
  reopen(): void {
    const { story, random, asker, kind, cast } = this.parts;
    const { authority } = cast.offices;
    const by = kind === 'APPEAL' && random.chance(0.3) ? authority : (asker.account ?? daily(this.#window.account));
    const data = { reason: random.pick(REOPENINGS) };
    story.tell({ by, type: 'DemandReopened', data, atMs: story.knownMs + random.integer(1, 5) * DAY_MS });
  }

  /** Office time after what is known. */
  #nextMs(least: number, most: number): number {
    return officeMinutesAfter(this.parts.story.knownMs, this.parts.random.integer(least, most));
  }

  #staff(): string {
    return `S-${this.#window.code}-${this.parts.random.integer(1, 5)}`;
  }

  #say(type: string, data: object, atMs: number): Told {
    return this.parts.story.tell({ by: daily(this.#window.account), type, data, atMs });
  }
}

/** Demands are kept up to date every day, also by windows that import their activities once a month. */
const daily = (account: Account): Account => ({ ...account, isMonthly: false });
