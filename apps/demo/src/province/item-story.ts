import { DAY_MS, MINUTE_MS } from '#kernel';
import type { Account } from './accounts.js';
import type { Agency } from './agencies.js';
import { FIRST_DAY, instantMs, plusDays } from './calendar.js';
import type { Cast } from './cast.js';
import { TECHNICAL_STANDARD } from './catalogue-story.js';
import type { ItemKind } from './items.js';
import { NETWORK } from './opening.js';
import { Random } from './random.js';
import { Story } from './story.js';
import { SERVICES, type ServiceClassCode } from './vocabulary.js';
import { ENTRY_OF_ORDERS } from './welfare-catalogue.js';

/** How often an agency offers something of each welfare kind in a class, and what it asks for, in steps of 100 元. */
const OFFERS: readonly (readonly [welfareKind: string, share: number, hundreds: readonly [number, number]])[] = [
  ['VALUE_ADDED', 1, [3, 300]],
  ['LOW_FEE', 0.6, [3, 30]],
  ['PUBLIC', 0.5, [0, 0]],
];
const FEN_PER_HUNDRED_YUAN = 10_000;
const NEVER = Number.MAX_SAFE_INTEGER;

/** The items of all agencies, each told whole at the beginning: what it goes through until `lastDay` depends on nothing else. */
export function tellItems(cast: Cast, seed: string, lastDay: string): void {
  for (const agency of cast.agencies)
    for (const classCode of agency.classes)
      for (const [welfareKind, share, [least, most]] of OFFERS) {
        const id = `${agency.orgId}-${classCode}-${welfareKind.charAt(0)}`;
        const random = new Random(`${seed}/item/${id}`);
        const priceFen = random.integer(least, most) * FEN_PER_HUNDRED_YUAN;
        if (random.chance(share))
          new ItemTelling(cast, { agency, classCode, welfareKind, id, priceFen, random }, lastDay).tell();
      }
}

interface ItemPlan extends ItemKind {
  readonly agency: Agency;
  readonly classCode: ServiceClassCode;
  readonly id: string;
  readonly priceFen: number;
  readonly random: Random;
}

/** One item: drafted and submitted by the agency, listed by the hub; perhaps changed, perhaps taken off the shelf. */
class ItemTelling {
  readonly #story: Story;
  readonly #by: Account;
  readonly #party: { readonly agencyOrgId: string; readonly networkCode: string };
  readonly #title: string;

  constructor(
    private readonly cast: Cast,
    private readonly plan: ItemPlan,
    private readonly lastDay: string,
  ) {
    const { agency, classCode, id, random } = plan;
    const { agenda, mistakeShare } = cast;
    this.#story = new Story({ agenda, stream: `item-${id}`, random, mistakeShare });
    this.#by = { ...agency.account, isMonthly: false };
    this.#party = { agencyOrgId: agency.orgId, networkCode: NETWORK };
    this.#title = random.pick(SERVICES[classCode].titles);
  }

  tell(): void {
    const { random } = this.plan;
    const first = plusDays(FIRST_DAY, random.chance(0.7) ? 0 : random.integer(1, 240));
    if (first > this.lastDay) return;
    this.#say('ServiceItemDrafted', this.#offer(1), instantMs(first, '14:00') + random.integer(0, 180) * MINUTE_MS);
    this.#say('ServiceItemSubmitted', this.#party, this.#story.knownMs);
    if (random.chance(0.04)) return;
    let fromMs = this.#list(1);
    let version = 1;
    if (random.chance(0.2)) {
      this.#say('ServiceItemRevised', { ...this.#offer(2), version: 2 }, fromMs + random.integer(20, 200) * DAY_MS);
      this.#say('ServiceItemSubmitted', this.#party, this.#story.knownMs);
      const reviewedMs = this.#reviewMs();
      this.#shelve(version, fromMs, reviewedMs);
      fromMs = this.#list(2, reviewedMs);
      version = 2;
    }
    if (random.chance(0.94)) return this.#shelve(version, fromMs, NEVER);
    const atMs = fromMs + random.integer(20, 200) * DAY_MS;
    this.#shelve(version, fromMs, atMs);
    const [reasonCode, reason] = random.pick([
      ['AGENCY_REQUEST', '机构调整业务,申请下架'],
      ['QUALITY', '连续两次评价不满意,整改期间下架'],
      ['EXPIRED', '资质证书到期'],
    ] as const);
    this.#story.tell({ by: this.cast.offices.hub, type: 'ServiceItemDelisted', data: { reasonCode, reason }, atMs });
  }

  /** Prices are lowered, if they change at all. */
  #offer(version: number): object {
    const { classCode, welfareKind } = this.plan;
    return {
      ...this.#party,
      classCode,
      title: this.#title,
      priceFen: this.#priceFen(version),
      priceMode: 'FIXED',
      ...(classCode === '14' ? { standardVersion: TECHNICAL_STANDARD } : {}),
      welfareKind,
      ...(welfareKind === 'PUBLIC' ? { entryCode: ENTRY_OF_ORDERS } : {}),
    };
  }

  #priceFen(version: number): number {
    return version === 1 ? this.plan.priceFen : Math.floor(this.plan.priceFen * 0.9);
  }

  #reviewMs(): number {
    return this.#story.knownMs + this.plan.random.integer(10, 4_000) * MINUTE_MS;
  }

  /** Gives back the moment from which everyone knows. */
  #list(version: number, atMs = this.#reviewMs()): number {
    const data = { ...this.#party, version };
    return this.#story.tell({ by: this.cast.offices.hub, type: 'ServiceItemListed', data, atMs }).knownMs;
  }

  #shelve(version: number, fromMs: number, untilMs: number): void {
    const { id, agency, classCode, welfareKind } = this.plan;
    const item = { id, version, priceFen: this.#priceFen(version), title: this.#title, fromMs, untilMs };
    this.cast.items.put({ agency, classCode, welfareKind }, item);
  }

  #say(type: string, data: object, atMs: number): void {
    this.#story.tell({ by: this.#by, type, data, atMs });
  }
}
