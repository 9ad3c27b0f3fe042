import { DAY_MS, MINUTE_MS, sha256, toInstant } from '#kernel';
import { dateOf, during, plusDays, workingDayAfter } from './calendar.js';
import type { Cast } from './cast.js';
import type { Enterprise } from './enterprises.js';
import { NETWORK } from './opening.js';
import type { Random } from './random.js';
import { lagDays, type Story } from './story.js';
import { ACTIVITIES } from './vocabulary.js';
import { entryOfKind } from './welfare-catalogue.js';
import type { Window } from './windows.js';

const HOUR_MS = 60 * MINUTE_MS;

/** What the window and the hub say of one activity, in the order they say it: announce, hold, prove, review. */
export class ActivityTelling {
  readonly #isOnline: boolean;
  readonly #photo: number;
  #startMs = 0;
  #endMs = 0;
  /** The last attendance that was recorded. */
  #attended = '';
  /** One import brings what belongs to one activity. */
  readonly #lagDays: number;

  constructor(
    private readonly cast: Cast,
    private readonly window: Window,
    private readonly story: Story,
    private readonly random: Random,
  ) {
    this.#isOnline = random.chance(0.22);
    this.#photo = random.integer(0, 10_000);
    this.#lagDays = lagDays(random);
  }

  /** Plans and publishes it; undefined when it is called off. */
  announce(plannedOn: string, startsOn: string, id: string): string | undefined {
    const { random, window } = this;
    const { kind, classCode, title } = random.weighted(ACTIVITIES);
    const channels = this.#isOnline ? ['64'] : random.chance(0.2) ? ['1', '64'] : ['1'];
    let when = this.#schedule(startsOn);
    const plannedMs = during(random, plannedOn, 8, 17);
    const planned = {
      kind,
      classCode,
      title: `${window.clusterName ?? window.divisionName}${title}`,
      ...when,
      channels,
      capacity: random.pick([60, 80, 120, 200]),
      hostNode: window.code,
      agencies: random.chance(0.5) ? [random.pick(this.cast.agencies).orgId] : [],
      welfareKind: 'PUBLIC',
      networkCode: NETWORK,
      entryCode: entryOfKind(kind),
      feeFen: 0,
      ...(this.#isOnline
        ? { onlineUrl: `https://live.example.cn/${id}` }
        : { places: [{ name: '窗口平台多功能厅', divisionCode: window.division }] }),
    };
    this.#say('ActivityPlanned', plannedMs, planned, [this.#startMs]);
    const notice = this.cast.shelf.ref('NOTICE', this.#photo);
    const published = during(random, plannedOn, 17, 18);
    this.#say('ActivityScheduled', published, { evidence: [notice] });
    if (random.chance(0.05)) {
      this.#say('ActivityCancelled', published + MINUTE_MS, { reason: '报名人数不足,并入下一期' });
      return undefined;
    }
    if (random.chance(0.06)) {
      const before = this.#startMs;
      when = this.#schedule(workingDayAfter(startsOn, 1));
      const place = this.#isOnline ? {} : { places: [{ name: '园区会议中心', divisionCode: window.division }] };
      const moved = { ...when, ...place, reason: '主讲人行程调整' };
      this.#say('ActivityRescheduled', published + MINUTE_MS, moved, [before, this.#startMs]);
    }
    return dateOf(this.#startMs);
  }

  hold(guests: readonly Enterprise[], id: string): void {
    const { random } = this;
    const persons = guests.flatMap(({ orgId }) =>
      Array.from(
        {
          length: random.weighted([
            [1, 80],
            [2, 20],
          ]),
        },
        () => orgId,
      ),
    );
    const founders = random.integer(0, Math.ceil(persons.length / 20));
    const named = persons.length + founders;
    const unnamed = Math.round(named * random.pick([0, 0.1, 0.15, 0.2, 0.3]));
    this.#said('ActivityHeld', this.#endMs, {
      actualStart: toInstant(this.#startMs),
      actualEnd: toInstant(this.#endMs),
      staffIds: [`S-${this.window.code}-1`, `S-${this.window.code}-${random.integer(2, 5)}`],
      headcount: named + unnamed,
    });
    persons
      .concat(Array.from({ length: founders }, () => ''))
      .forEach((orgId, index) => this.#attend(id, index, orgId));
    const isDoubled = persons[0] !== undefined && random.chance(0.3) && !this.#attendTwice(id, persons[0]);
    const summary = { enterprises: guests.length, persons: named + unnamed + (isDoubled ? 1 : 0), unnamed };
    if (random.chance(0.88)) this.#said('AttendanceSummaryDeclared', this.#endMs, summary);
    else this.#restate(summary);
  }

  prove(): void {
    const { random } = this;
    const { shelf } = this.cast;
    const captured = toInstant(this.#startMs + 20 * MINUTE_MS);
    const photos = [0, 1, 2].map((at) => shelf.ref('PHOTO', this.#photo + at, captured));
    this.#said('ActivityEvidenceAttached', this.#endMs, { evidence: [shelf.ref('SIGN_IN', this.#photo), ...photos] });
    if (random.chance(0.8)) this.#prove(this.#endMs + 26 * HOUR_MS, 'SUMMARY', this.#photo);
  }

  /** The hub's word on it; false when it still waits for one. */
  review(): boolean {
    const { random } = this;
    const { hub } = this.cast.offices;
    const review = (type: string, data: object, afterDays: number) => {
      const day = plusDays(dateOf(this.story.knownMs), afterDays);
      return this.story.tell({ by: hub, type, data, atMs: Math.max(during(random, day, 7, 9), this.story.knownMs) });
    };
    const verdict = random.weighted([
      ['verified', 84],
      ['queried', 7],
      ['invalidated', 2],
      ['waiting', 7],
    ] as const);
    if (verdict === 'waiting') return false;
    if (verdict === 'invalidated') {
      review('ActivityInvalidated', { reasonCode: 'FALSE_EVIDENCE', basis: '照片与签到表不属于本场活动' }, 5);
      return true;
    }
    if (verdict === 'queried') {
      review('ActivityQueried', { basis: '照片不足三张不同角度,请补充' }, 3);
      this.#prove(this.story.knownMs + HOUR_MS, 'PHOTO', this.#photo + 5);
    }
    review('ActivityVerified', { basis: '通知、签到、照片、总结齐全,人数相符' }, random.integer(2, 10));
    return true;
  }

  /** Of one that waited long, a check of the sign-in sheets finds an entry too many; mostly the month is closed by then. */
  recheck(): void {
    const { random } = this;
    if (this.#attended === '' || !random.chance(0.4)) return;
    const data = { targetEventId: this.#attended, reasonCode: 'DUPLICATE', reason: '抽查签到表,重复录入' };
    const atMs = this.story.knownMs + random.integer(20, 45) * DAY_MS;
    this.story.tell({ by: this.cast.offices.hub, type: 'EntryReversed', data, atMs, correctsMs: this.#endMs });
  }

  #attend(id: string, index: number, orgId: string): void {
    const { random } = this;
    const isRemote = this.#isOnline || random.chance(0.05);
    const minutes = Math.floor((this.#endMs - this.#startMs) / MINUTE_MS);
    const { eventId, isRecorded } = this.#said('AttendanceRecorded', this.#endMs, {
      ...(orgId === '' ? {} : { orgId }),
      personKey: sha256(`${id}/${index}`),
      channel: isRemote ? '64' : '1',
      signedAt: toInstant(this.#startMs + random.integer(-15, 10) * MINUTE_MS),
      minutes: minutes - random.integer(0, 20),
    });
    if (isRecorded) this.#attended = eventId;
  }

  /** One person signed twice and was keyed twice; the hub takes the second entry out (红字), if the month is still open. */
  #attendTwice(id: string, orgId: string): boolean {
    const { eventId } = this.#said('AttendanceRecorded', this.#endMs, {
      orgId,
      personKey: sha256(`${id}/again`),
      channel: this.#isOnline ? '64' : '1',
      signedAt: toInstant(this.#startMs),
      minutes: 30,
    });
    return this.#correct('EntryReversed', {
      targetEventId: eventId,
      reasonCode: 'DUPLICATE',
      reason: '同一人员重复录入',
    });
  }

  /** The sums were keyed with a digit too many; the hub puts the right ones in their place (蓝字). */
  #restate(summary: { readonly persons: number }): void {
    const { persons } = summary;
    const { eventId } = this.#said('AttendanceSummaryDeclared', this.#endMs, { ...summary, persons: persons * 10 });
    this.#correct('EntryRestated', { targetEventId: eventId, reason: '人数多录一位', replacement: summary });
  }

  #correct(type: string, data: object): boolean {
    const atMs = this.story.knownMs + MINUTE_MS;
    const correctsMs = this.#endMs;
    return this.story.tell({ by: this.cast.offices.hub, type, data, atMs, correctsMs }).isRecorded;
  }

  #schedule(date: string): { readonly startAt: string; readonly endAt: string } {
    const { random } = this;
    this.#startMs = during(random, date, 9, 10) + random.pick([0, 5]) * HOUR_MS;
    this.#endMs = this.#startMs + random.pick([90, 120, 120, 180]) * MINUTE_MS;
    return { startAt: toInstant(this.#startMs), endAt: toInstant(this.#endMs) };
  }

  /** Evidence that comes by itself, and counts for the day of the activity all the same. */
  #prove(atMs: number, kind: 'SUMMARY' | 'PHOTO', number: number): void {
    this.#say('ActivityEvidenceAttached', atMs, { evidence: [this.cast.shelf.ref(kind, number)] }, [this.#endMs]);
  }

  /** Said by the window when it happened. */
  #say(type: string, atMs: number, data: object, countsMs: readonly number[] = [atMs]) {
    return this.story.tell({ by: this.window.account, type, data, atMs, countsMs });
  }

  /** Said by the window in the activity's own import. */
  #said(type: string, atMs: number, data: object) {
    return this.story.tell({ by: this.window.account, type, data, atMs, lagDays: this.#lagDays });
  }
}
