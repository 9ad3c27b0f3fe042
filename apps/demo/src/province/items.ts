import type { Agency } from './agencies.js';

/** A wording of a service item (服务产品) while it is on the shelf. */
export interface ShelvedItem {
  readonly id: string;
  readonly version: number;
  readonly priceFen: number;
  readonly title: string;
  /** Known to everyone from here on, and no longer the wording from there on. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What kind of item is looked for. */
export interface ItemKind {
  readonly agency: Agency;
  readonly classCode: string;
  readonly welfareKind: string;
}

/** Which items orders may name, and when. */
export class ItemShelf {
  readonly #byKind = new Map<string, ShelvedItem[]>();

  put(kind: ItemKind, item: ShelvedItem): void {
    const key = keyOf(kind);
    const shelved = this.#byKind.get(key);
    if (shelved === undefined) this.#byKind.set(key, [item]);
    else shelved.push(item);
  }

  /** The wording that may be named by what happens at a moment. */
  shelvedAt(kind: ItemKind, atMs: number): ShelvedItem | undefined {
    return this.#byKind.get(keyOf(kind))?.find(({ fromMs, untilMs }) => fromMs < atMs && atMs < untilMs);
  }
}

const keyOf = ({ agency, classCode, welfareKind }: ItemKind): string => `${agency.orgId}/${classCode}/${welfareKind}`;
