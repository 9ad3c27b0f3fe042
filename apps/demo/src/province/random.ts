/**
 * Numbers that look random and are the same on every machine: mulberry32, seeded by FNV-1a of a text. Whoever needs a
 * stream of their own takes one named after what it is for, so that adding a draw in one place moves nothing in another.
 */
export class Random {
  #state: number;

  constructor(private readonly seed: string) {
    this.#state = fnv1a(seed);
  }

  /** An independent stream. */
  fork(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** From `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** From 1 to `max` with every order of magnitude equally likely. */
  magnitude(max: number): number {
    return Math.min(max, this.integer(1, 2 ** this.integer(0, Math.ceil(Math.log2(max)))));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    return nth(items, this.integer(0, items.length - 1));
  }

  /** One of the items, each as often as its weight says. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item {
    let rest = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    const found = items.find(([, weight]) => (rest -= weight) < 0);
    return (found ?? nth(items, items.length - 1))[0];
  }

  /** `count` different items, or all when there are fewer. */
  sample<Item>(items: readonly Item[], count: number): readonly Item[] {
    const chosen = new Set<Item>();
    while (chosen.size < Math.min(count, items.length)) chosen.add(this.pick(items));
    return [...chosen];
  }
}

function nth<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error('cannot choose among nothing');
  return item;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
