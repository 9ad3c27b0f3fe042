/** Park–Miller: what a seed draws is drawn again by it. */
export function drawing(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
