/** Numbers in [0, 1) by Park–Miller: what a seed has drawn, it draws again. */
export function seededRandom(seed: number): () => number {
  let state = seed || 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
