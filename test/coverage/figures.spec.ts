import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningLedger } from '../support/running-ledger.js';
import { DocumentedReader } from './documented-reader.js';

const DOCUMENT = 'docs/figure-list.md';

interface Said {
  readonly zh: string;
  readonly en: string;
}

interface Definition {
  readonly code: string;
  readonly name: Said;
  readonly formula: Said;
  readonly unit: Said;
  readonly source: string;
  readonly note?: Said;
  readonly cuts: readonly string[];
}

let ledger: RunningLedger;
let figures: readonly Definition[];

beforeAll(async () => {
  ledger = await RunningLedger.start();
  const { items } = await (await DocumentedReader.of(ledger, ledger.key)).json('/v1/figures');
  figures = items as readonly Definition[];
});
afterAll(() => ledger.discard());

/** What the document must say. */
const documented = (): string =>
  [
    '# 指标清单 · Every figure',
    '',
    '各指标的定义、计入之日、出处与可分组的维度,与 `/v1/figures` 一致。How figures are cut, frozen and told from unknown stands in [figures](figures.md), whom service figures',
    'count in [service figures](service-figures.md). This list is written by its test: `UPDATE=1 npm run jest -- test/coverage/figures`.',
    '',
    ...figures.flatMap(({ code, name, formula, unit, source, note, cuts }) => [
      `## ${code} ${name.zh} · ${name.en}`,
      '',
      `- ${formula.zh}`,
      `- ${formula.en}`,
      ...(note === undefined ? [] : [`- ${note.zh}`, `- ${note.en}`]),
      `- ${unit.zh}, ${unit.en}; ${source}`,
      `- ${cuts.map((cut) => `\`${cut}\``).join(', ')}`,
      '',
    ]),
  ].join('\n');

describe('the book of figures', () => {
  it('has each code once', () => {
    const codes = figures.map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(80);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('is as the running ledger defines them', () => {
    if (process.env['UPDATE'] === '1') writeFileSync(DOCUMENT, documented());
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(documented());
  });
});
