import type { Offices } from './accounts.js';
import type { Agency } from './agencies.js';
import type { Agenda } from './agenda.js';
import { plusDays } from './calendar.js';
import type { Closings } from './closings.js';
import type { Enterprise } from './enterprises.js';
import type { EvidenceShelf } from './evidence.js';
import type { ItemShelf } from './items.js';
import type { Random } from './random.js';
import type { ServiceClassCode } from './vocabulary.js';
import type { Window } from './windows.js';

/** Everyone a story can be about, and where it is written down. */
export interface Cast {
  readonly agenda: Agenda;
  readonly shelf: EvidenceShelf;
  readonly offices: Offices;
  readonly windows: readonly Window[];
  readonly agencies: readonly Agency[];
  readonly enterprises: readonly Enterprise[];
  readonly closings: Closings;
  readonly items: ItemShelf;
  readonly mistakeShare: number;
}

/** Finds enterprises and agencies for stories without looking through all of them. */
export class Casting {
  readonly #byWindow = new Map<string, Enterprise[]>();
  readonly #buyers: readonly Enterprise[];
  readonly #byClass = new Map<string, Agency[]>();

  constructor(private readonly cast: Pick<Cast, 'agencies' | 'enterprises'>) {
    for (const enterprise of cast.enterprises) add(this.#byWindow, enterprise.window.code, enterprise);
    for (const agency of cast.agencies) for (const code of agency.classes) add(this.#byClass, code, agency);
    this.#buyers = cast.enterprises.filter(({ account }) => account !== undefined);
  }

  /** An enterprise with an account; undefined before there is any. */
  buyer(date: string, random: Random): Enterprise | undefined {
    return pickKnown(this.#buyers, date, random);
  }

  /** Any enterprise the network knows. */
  enterprise(date: string, random: Random): Enterprise | undefined {
    return pickKnown(this.cast.enterprises, date, random);
  }

  agency(code: ServiceClassCode, random: Random): Agency {
    return random.pick(this.#byClass.get(code) ?? this.cast.agencies);
  }

  /** Enterprises that come to an activity: most from the window's own area. */
  guests(window: Window, count: number, date: string, random: Random): readonly Enterprise[] {
    const own = this.#byWindow.get(window.code) ?? [];
    const guests = new Map<string, Enterprise>();
    for (let tries = 0; tries < count * 3 && guests.size < count; tries += 1) {
      const guest = pickKnown(random.chance(0.75) ? own : this.cast.enterprises, date, random);
      if (guest !== undefined) guests.set(guest.orgId, guest);
    }
    return [...guests.values()];
  }
}

/** Enterprises are sorted by registration; those of the last days are not known everywhere yet. */
function pickKnown(list: readonly Enterprise[], date: string, random: Random): Enterprise | undefined {
  const before = plusDays(date, -2);
  const known = countKnown(list, before);
  return known === 0 ? undefined : list[random.integer(0, known - 1)];
}

function countKnown(list: readonly Enterprise[], before: string): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((list[middle]?.registeredOn ?? '') <= before) low = middle + 1;
    else high = middle;
  }
  return low;
}

function add<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
