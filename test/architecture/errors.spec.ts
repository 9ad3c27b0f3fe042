import 'reflect-metadata';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { REFUSAL_TABLES } from '../../apps/ledger/src/operating/refusal-tables.js';
import { statusOf } from '#web';

const DOCUMENT = 'apps/ledger/ERRORS.md';
const rows = Object.entries(REFUSAL_TABLES).flatMap(([lib, table]) =>
  Object.entries(table).map(([code, text]) => ({ lib, code, ...text })),
);
const sources = globSync('{apps,libs}/*/src/**/*.ts')
  .map(String)
  .filter((file) => !/\.(spec|contract)\.ts$/.test(file))
  .map((file) => readFileSync(file, 'utf8'));

/** What the document must say. */
function documented(): string {
  const lines = rows
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, kind, zh, en, lib }) => `| \`${code}\` | ${statusOf(kind)} | ${zh} | ${en} | ${lib} |`);
  return [
    '# Error codes',
    '',
    'What `code` of a problem (RFC 9457) can be; `GET /problems/{code}` says the same. Codes are stable; texts may improve. `{name}`',
    'stands for a value of the answer. Findings about single fields have codes of their own, beginning with `field-` or `attribute-`.',
    'This table is written by its test: `UPDATE=1 npm run jest -- test/architecture/errors`.',
    '',
    '| code | status | 中文 | English | declared in |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}

describe('error codes', () => {
  it('stand in one table each', () => {
    const codes = rows.map(({ code }) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('are kebab-case words, with both texts naming no code', () => {
    for (const { code, zh, en } of rows) {
      expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
      expect([zh.length > 3, en.length > 3]).toEqual([true, true]);
    }
  });

  it('are all used by the sources', () => {
    const text = sources.join('\n');
    expect(
      rows.map(({ code }) => code).filter((code) => text.split(`'${code}'`).length < 3 && !isOneWord(text, code)),
    ).toEqual([]);
  });

  it('are all declared where the sources refuse', () => {
    const declared = new Set(rows.map(({ code }) => code));
    const refused = sources.flatMap((text) =>
      [...text.matchAll(/\brefuse\w*\(\s*'([a-z0-9-]+)'/g)].map(([, code]) => code),
    );
    expect(refused.filter((code) => code === undefined || !declared.has(code))).toEqual([]);
  });

  it('are documented as they are', () => {
    if (process.env['UPDATE'] === '1') writeFileSync(DOCUMENT, documented());
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(documented());
  });
});

/** A code of one word may be declared without quotes. */
const isOneWord = (text: string, code: string): boolean => /^[a-z]+$/.test(code) && text.includes(`'${code}'`);
