import { civilDateOf, msOf, toInstant } from '#kernel';
import type { Said } from './effective-statements.js';
import type { Counted } from './counted.js';

/** Figures of orders and activities, counted from what was said by no code of the ledger's projections and figures. */

interface Files {
  readonly kind: string;
  readonly sha256: string;
}

interface Held {
  readonly on: string;
  readonly channel: string;
  readonly minutes: number;
}

interface Service {
  readonly stream: string;
  /** Of orders the day they were placed, of activities the day they were last planned for. */
  plannedOn: string;
  readonly node: string;
  /** None of these is served by itself. */
  readonly providers: readonly string[];
  /** Evidence its welfare entry demands; undefined where it is under none. */
  readonly demanded: readonly string[] | undefined;
  readonly files: Files[];
  /** The day it was completed or held, and so counts for. */
  doneOn: string;
  isInvalidated: boolean;
}

interface Order extends Service {
  readonly buyer: string;
  /** On the day it was placed. */
  readonly size: string;
  acceptedOn: string;
  readonly sessions: Held[];
  rating: 'NONE' | 'VALID' | 'EXCLUDED';
  disputed: string;
  isLostByBuyer: boolean;
}

interface Guest {
  readonly org: string;
  readonly channel: string;
  readonly minutes: number;
  /** Of its enterprise, on the day it signed. */
  readonly size: string;
}

interface Activity extends Service {
  readonly isForPeers: boolean;
  readonly channels: readonly string[];
  readonly came: Guest[];
  isCancelled: boolean;
}

type Within = (day: string) => boolean;

const isMaterial = (channel: string): boolean => channel === '4' || channel === '5';
const isOnline = (channel: string): boolean => channel.startsWith('6') && channel !== '66';
const kindOf = (channel: string): string => {
  if (isOnline(channel)) return 'ONLINE';
  return channel === '2' || channel === '66' ? 'REMOTE' : channel === '7' ? 'OTHER' : 'OFFLINE';
};
const isContact = ({ channel, minutes }: Pick<Held, 'channel' | 'minutes'>): boolean =>
  minutes > 0 && !isMaterial(channel);
const dayOf = (instant: unknown): string => civilDateOf(toInstant(msOf(String(instant))));

/** Of a size the year it rests on, and the day it was found. */
interface Sized {
  readonly size: string;
  readonly year: number;
  readonly on: string;
}

export class ServiceCount {
  readonly #kinds = new Map<string, string>();
  readonly #operators = new Map<string, string>();
  /** Years of figures, by event. */
  readonly #years = new Map<string, number>();
  readonly #sizes = new Map<string, Sized[]>();
  readonly #catalogues: { readonly from: string; readonly kinds: ReadonlyMap<string, readonly string[]> }[] = [];
  readonly #orders = new Map<string, Order>();
  readonly #activities = new Map<string, Activity>();

  constructor(said: readonly Said[]) {
    for (const each of said) this.#read(each);
  }

  figures(isWithin: Within): readonly Counted[] {
    const orders = [...this.#orders.values()];
    const activities = [...this.#activities.values()];
    const held = activities.filter(({ doneOn, isInvalidated }) => isWithin(doneOn) && !isInvalidated);
    const services = held.filter(({ isForPeers }) => !isForPeers);
    const completed = orders.filter(({ doneOn }) => isWithin(doneOn));
    const accepted = orders.filter(({ acceptedOn }) => isWithin(acceptedOn));
    const lost = accepted.filter(({ isLostByBuyer }) => isLostByBuyer).length;
    const due = activities.filter(({ plannedOn }) => isWithin(plannedOn));
    const units = [
      ...completed.filter((order) => this.#isServed(order.buyer, order)).map(({ buyer }) => buyer),
      ...services.flatMap((activity) => [...new Set(this.#guests(activity).map(({ org }) => org))]),
    ];
    const sessions = [
      ...orders.flatMap((order) => order.sessions).filter((session) => isContact(session) && isWithin(session.on)),
      ...services.map((activity) => ({ channel: majorityOf(activity) })),
    ];
    const online = [
      ...orders
        .filter((order) => this.#isServed(order.buyer, order) && wasOnline(order, isWithin))
        .map(({ buyer }) => buyer),
      ...services.flatMap((activity) =>
        this.#guests(activity)
          .filter(({ channel }) => isOnline(channel))
          .map(({ org }) => org),
      ),
    ];
    const welfare = [...completed, ...activities.filter(({ doneOn }) => isWithin(doneOn))].filter(
      ({ demanded }) => demanded !== undefined,
    );
    return [
      { code: 'F01', numerator: new Set(units).size },
      { code: 'F02', numerator: units.length },
      { code: 'F03', numerator: services.flatMap(({ came }) => came.filter(isContact)).length },
      {
        code: 'F05',
        numerator: completed.filter(({ rating }) => rating === 'VALID').length,
        denominator: completed.length,
      },
      { code: 'F10', numerator: completed.length, denominator: accepted.length - lost },
      { code: 'F10-B', numerator: lost, denominator: accepted.length },
      {
        code: 'F11',
        numerator: sessions.filter(({ channel }) => isOnline(channel)).length,
        denominator: sessions.length,
      },
      { code: 'F14-C', numerator: welfare.filter(conforms).length, denominator: welfare.length },
      { code: 'S03', numerator: sessions.length },
      { code: 'S04', numerator: due.filter(isSettled).length, denominator: due.length },
      { code: 'S05', numerator: new Set(online).size },
    ];
  }

  /** F02 by size of enterprise, what was not classified under UNKNOWN. */
  bySize(isWithin: Within): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const count = (size: string): unknown => counts.set(size, (counts.get(size) ?? 0) + 1);
    for (const order of this.#orders.values())
      if (isWithin(order.doneOn) && this.#isServed(order.buyer, order)) count(order.size);
    for (const activity of this.#activities.values()) {
      if (!isWithin(activity.doneOn) || activity.isInvalidated || activity.isForPeers) continue;
      const guests = this.#guests(activity);
      for (const org of new Set(guests.map((guest) => guest.org)))
        count(largest(guests.filter((guest) => guest.org === org).map(({ size }) => size)));
    }
    return counts;
  }

  #isServed(org: string, { providers }: Service): boolean {
    return (
      ['ENTERPRISE', 'SOLE_TRADER', 'COOP', 'TEAM'].includes(this.#kinds.get(org) ?? '') && !providers.includes(org)
    );
  }

  /** Enterprises that came, each as often as somebody did. */
  #guests(activity: Activity): readonly Guest[] {
    return activity.came.filter((one) => isContact(one) && this.#isServed(one.org, activity));
  }

  #read({ eventId, name, stream, on, source, data }: Said): void {
    if (name === 'organization-registered') this.#kinds.set(stream.slice('org-'.length), String(data['kind']));
    else if (name === 'node-operator-appointed')
      this.#operators.set(stream.slice('node-'.length), String(data['operatorOrgId']));
    else if (name === 'organization-figures-reported') this.#years.set(eventId, Number(data['year']));
    else if (name === 'enterprise-size-classified') this.#classify(stream.slice('org-'.length), on, data);
    else if (name === 'welfare-catalogue-published') this.#publish(data);
    else if (name === 'order-placed') this.#orders.set(stream, this.#placed(stream, on, data));
    else if (name === 'activity-planned') this.#activities.set(stream, this.#planned(stream, data));
    const order = this.#orders.get(stream);
    const activity = this.#activities.get(stream);
    const service = order ?? activity;
    if (Array.isArray(data['evidence'])) service?.files.push(...(data['evidence'] as Files[]));
    if (order !== undefined) readOrder(order, { name, on, source, data });
    if (activity !== undefined) readActivity(activity, { name, on, data });
    if (activity !== undefined && name === 'attendance-recorded') activity.came.push(this.#guest(data));
  }

  #classify(org: string, on: string, { size, figuresEventId }: Said['data']): void {
    const year = this.#years.get(String(figuresEventId)) ?? 0;
    this.#sizes.set(org, [...(this.#sizes.get(org) ?? []), { size: String(size), year, on }]);
  }

  /** By the newest year among what was found by that day. */
  #sizeOn(org: string, day: string): string {
    const known = (this.#sizes.get(org) ?? []).filter(({ on }) => on <= day);
    const newest = Math.max(...known.map(({ year }) => year));
    return known.findLast(({ year }) => year === newest)?.size ?? 'UNKNOWN';
  }

  #guest(data: Said['data']): Guest {
    const {
      orgId: org = '',
      channel,
      minutes,
      signedAt,
    } = data as unknown as Guest & { orgId?: string; signedAt: string };
    return { org, channel, minutes, size: this.#sizeOn(org, dayOf(signedAt)) };
  }

  #publish({ effectiveFrom, entries }: Said['data']): void {
    const kinds = (entries as readonly { code: string; evidenceKinds: readonly string[] }[]).map(
      ({ code, evidenceKinds }) => [code, evidenceKinds] as const,
    );
    this.#catalogues.push({ from: String(effectiveFrom), kinds: new Map(kinds) });
  }

  #demanded(entry: unknown, on: string): readonly string[] | undefined {
    if (typeof entry !== 'string') return undefined;
    return this.#catalogues.findLast(({ from }) => from <= on)?.kinds.get(entry);
  }

  #placed(stream: string, on: string, data: Said['data']): Order {
    const node = String(data['servingNode']);
    return {
      stream,
      plannedOn: on,
      node,
      providers: [this.#operators.get(node) ?? ''],
      demanded: this.#demanded(data['entryCode'], on),
      files: [],
      doneOn: '',
      isInvalidated: false,
      buyer: String(data['buyerOrgId']),
      size: this.#sizeOn(String(data['buyerOrgId']), on),
      acceptedOn: '',
      sessions: [],
      rating: 'NONE',
      disputed: '',
      isLostByBuyer: false,
    };
  }

  #planned(stream: string, data: Said['data']): Activity {
    const [node, plannedOn] = [String(data['hostNode']), dayOf(data['startAt'])];
    return {
      stream,
      plannedOn,
      node,
      providers: [this.#operators.get(node) ?? '', ...(data['agencies'] as string[])],
      demanded: this.#demanded(data['entryCode'], plannedOn),
      files: [],
      doneOn: '',
      isInvalidated: false,
      isForPeers: data['kind'] === 'PEER_EXCHANGE',
      channels: data['channels'] as string[],
      came: [],
      isCancelled: false,
    };
  }
}

function readOrder(order: Order, { name, on, source, data }: Omit<Said, 'stream' | 'eventId'>): void {
  if (name === 'order-accepted') order.acceptedOn = on;
  else if (name === 'session-held')
    order.sessions.push({ on, channel: String(data['channel']), minutes: Number(data['minutes']) });
  else if (name === 'order-completed') order.doneOn = on;
  else if (name === 'order-cancelled') order.isLostByBuyer = source.includes(':sme-');
  else if (name === 'order-disputed') order.disputed = String(data['reasonCode']);
  else if (name === 'dispute-resolved') {
    const against = data['against'] ?? (order.disputed === 'BUYER_DEFAULT' ? 'BUYER' : 'NEITHER');
    if (data['ruling'] === 'CANCEL') order.isLostByBuyer = against === 'BUYER';
  } else if (name === 'rating-given') order.rating = 'VALID';
  else if (name === 'rating-excluded') order.rating = 'EXCLUDED';
}

function readActivity(activity: Activity, { name, on, data }: Pick<Said, 'name' | 'on' | 'data'>): void {
  if (name === 'activity-rescheduled') activity.plannedOn = dayOf(data['startAt']);
  else if (name === 'activity-held') activity.doneOn = on;
  else if (name === 'activity-cancelled') activity.isCancelled = true;
  else if (name === 'activity-invalidated') activity.isInvalidated = true;
}

const largest = (sizes: readonly string[]): string =>
  ['LARGE', 'MEDIUM', 'SMALL', 'MICRO'].find((size) => sizes.includes(size)) ?? 'UNKNOWN';

const isSettled = ({ doneOn, isCancelled, isInvalidated }: Activity): boolean =>
  (doneOn !== '' && !isInvalidated) || isCancelled;

const wasOnline = ({ sessions }: Order, isWithin: Within): boolean =>
  sessions.some((session) => isContact(session) && isOnline(session.channel) && isWithin(session.on));

/** A channel of the kind in which most minutes were attended; on a tie the plan's main one, else the first by name of the kind. */
function majorityOf({ channels, came }: Activity): string {
  const [main = ''] = channels;
  const kinds = [...new Set(came.filter(isContact).map(({ channel }) => kindOf(channel)))].toSorted();
  const minutesOf = (kind: string): number =>
    came.filter(({ channel }) => kindOf(channel) === kind).reduce((sum, { minutes }) => sum + minutes, 0);
  const most = Math.max(0, ...kinds.map(minutesOf));
  const highest = kinds.filter((kind) => minutesOf(kind) === most);
  const kind = highest.length === 0 || highest.includes(kindOf(main)) ? kindOf(main) : highest[0];
  return kind === 'ONLINE' ? '6' : '1';
}

/** An activity shows three different photos, everything else one file of each kind its entry demands. */
function conforms({ stream, demanded = [], files, isInvalidated }: Service): boolean {
  const different = (kind: string): number =>
    new Set(files.filter((file) => file.kind === kind).map(({ sha256 }) => sha256)).size;
  const due = (kind: string): number => (kind === 'PHOTO' && stream.startsWith('act-') ? 3 : 1);
  return !isInvalidated && demanded.every((kind) => different(kind) >= due(kind));
}
