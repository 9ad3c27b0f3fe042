import { anEvent, type Observer, type Position } from './observer.js';

/** Events by turns in two streams: even ones of type Even in one, odd ones of type Odd in the other. */
export interface Seeded {
  readonly even: string;
  readonly odd: string;
  /** Both names begin so. */
  readonly both: string;
  readonly first: Position;
  /** Position of the n-th. */
  at(n: number): Position;
}

export async function seeded(at: Observer, count = 8): Promise<Seeded> {
  const both = at.stream('seeded');
  const [even, odd] = [`${both}-0`, `${both}-1`];
  const positions: Position[] = [];
  for (let n = 0; n < count; n += 1) {
    const [stream, type] = n % 2 === 0 ? [even, 'Even'] : [odd, 'Odd'];
    positions.push(await at.positionAfter(stream, anEvent(n, { type })));
  }
  const position = (n: number): Position => {
    const found = positions[n];
    if (found === undefined) throw new RangeError(`${n} of ${count}`);
    return found;
  };
  return { even, odd, both, first: position(0), at: position };
}
