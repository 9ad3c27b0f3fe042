import { describe, expect, it } from '@jest/globals';
import { FIGURES } from '../../apps/ledger/src/figures.js';
import { PROJECTIONS } from '../../apps/ledger/src/projections.js';
import type { Part } from '#read-store';

const partsOf = ({ measures, projection, dims = {}, function: wanted, among, forEachAgency = [] }: Part) => {
  const named = [
    ...Object.keys(dims),
    ...(wanted.kind === 'countDistinct' ? wanted.of.filter((key) => key !== 'stream') : []),
    ...(among === undefined ? [] : [among.dimension]),
  ];
  const own = [...measures, ...forEachAgency].map((measure) => ({ projection, measure, named }));
  const standing = among?.standing.measures.map((measure) => ({ ...among.standing, measure, named: ['code'] })) ?? [];
  return [...own, ...standing];
};

describe('every part of a figure', () => {
  const asked = FIGURES.all.flatMap((figure) =>
    [...figure.numerator, ...('denominator' in figure ? figure.denominator : [])]
      .flatMap(partsOf)
      .map((part) => ({ ...part, code: figure.code })),
  );

  it('names a measure of its projection, and dimensions that rows of it have', () => {
    const lacking = asked.flatMap(({ code, projection, measure, named }) => {
      const declared = PROJECTIONS.find(({ name }) => name === projection.name)?.measures?.[measure];
      const has = [...(declared?.cuts ?? []), ...(declared?.also ?? [])];
      if (declared === undefined) return [`${code}: ${projection.name} has no ${measure}`];
      return named.filter((name) => !has.includes(name)).map((name) => `${code}: ${measure} has no ${name}`);
    });
    expect(lacking).toEqual([]);
  });
});

it('what figures are grouped by is what projections declare', () => {
  expect(FIGURES.cuts).toEqual([
    'node',
    'class',
    'org',
    'agency',
    'channel',
    'kind',
    'welfare',
    'level',
    'code',
    'size',
    'entry',
    'network',
    'month',
  ]);
});
