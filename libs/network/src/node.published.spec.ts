import { describe, expect, it } from '@jest/globals';
import { fact } from '#testing/given';
import { nodeSight, operatorOn } from './published.js';

const { view } = nodeSight('N01');
const appointed = (operatorOrgId: string, from: string, to?: string) =>
  fact('NodeOperatorAppointed', { operatorOrgId, from, ...(to === undefined ? {} : { to }) });

describe('the operator of a node, as other contexts see it', () => {
  it('is the first, without a last day, until the next begins, and nobody after the last day of that', () => {
    const node = [appointed('A', '2026-01-01'), appointed('B', '2026-03-01', '2026-03-31')].reduce(
      (seen, each) => view.evolve(seen, each),
      view.initial,
    );
    expect(
      ['2025-12-31', '2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((on) => operatorOn(node, on)),
    ).toEqual([undefined, 'A', 'B', 'B', undefined]);
  });
});
