/** What stands at one place in two readings; at least one of them has it. */
export type Pair<Item> = readonly [one: Item | undefined, other: Item | undefined];

/** Two readings in one order, side by side: what has its place in both comes together, the rest alone. Holds one item of each. */
export async function* paired<Item>(
  one: AsyncIterable<Item>,
  other: AsyncIterable<Item>,
  order: (a: Item, b: Item) => number,
): AsyncGenerator<Pair<Item>> {
  const left = one[Symbol.asyncIterator]();
  const right = other[Symbol.asyncIterator]();
  try {
    let [a, b] = [await next(left), await next(right)];
    while (a !== undefined || b !== undefined) {
      const place =
        a === undefined || b === undefined ? Number(a === undefined) - Number(b === undefined) : order(a, b);
      yield [place <= 0 ? a : undefined, place >= 0 ? b : undefined];
      if (place <= 0) a = await next(left);
      if (place >= 0) b = await next(right);
    }
  } finally {
    await left.return?.();
    await right.return?.();
  }
}

async function next<Item>(reading: AsyncIterator<Item>): Promise<Item | undefined> {
  const { done, value } = await reading.next();
  return done === true ? undefined : value;
}

/** The order of code points, which UTF-8 keeps and JavaScript's `<` does not. */
export const byCodePoint = (a: string, b: string): number =>
  a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
