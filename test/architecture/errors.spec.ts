import 'reflect-metadata';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { INTERNAL, statusOf } from '#web';
import { REFUSAL_TABLES } from '../../apps/ledger/src/operating/refusal-tables.js';

const DOCUMENT = 'apps/ledger/ERRORS.md';
const rows = Object.entries(REFUSAL_TABLES).flatMap(([lib, table]) =>
  Object.entries(table).map(([code, text]) => ({ lib, code, ...text })),
);

/** Codes of findings about single fields (`errors[].code`); each finding says in its own words what is expected. */
const FIELD_CODES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'attribute-format': ['属性格式不符', 'an attribute of the event has the wrong form'],
  'attribute-name': ['属性名不合规', 'an attribute has a name CloudEvents does not allow'],
  'attribute-unread': [
    '台账不识别此属性,未予登记(仅提示)',
    'an attribute the ledger does not know and has not recorded (a warning)',
  ],
  'field-amount-implausible': ['金额超过任何一笔订单可能的数额', 'an amount that no order can have'],
  'field-boolean': ['应为 true 或 false', 'expected true or false'],
  'field-choice': ['不在可选值之内', 'not one of the values to choose from'],
  'field-date': ['应为存在的日期', 'expected a date that exists'],
  'field-format': ['格式不符', 'the wrong form'],
  'field-id-unseen': [
    '编号含不可见字符、多余空格或未按 NFC 书写',
    'an id with what is not seen, needless spaces, or not in NFC',
  ],
  'field-instant': ['应为带时区的时间', 'expected a time with an offset'],
  'field-integer': ['应为范围内的整数', 'expected an integer within limits'],
  'field-list': ['列表过短、过长或有重复项', 'a list too short, too long, or with an item twice'],
  'field-object': ['应为对象', 'expected an object'],
  'field-personal-data': ['疑似个人信息,不得填报', 'looks like personal data, which must not be stated'],
  'field-required': ['必填', 'required'],
  'field-text': ['文本过短、过长或含控制字符', 'text too short, too long, or with control characters'],
  'field-text-blank': ['没有可见的内容', 'a text that shows nothing'],
  'field-text-deceptive': [
    '含改变显示方向的字符或控制字符',
    'characters that turn the order of what is shown, or control characters',
  ],
  'field-unknown': ['没有这个字段或参数', 'no such field or parameter'],
  'moment-ambiguous': ['查询时刻不唯一', 'more than one moment is asked for'],
  'moments-reversed': ['起点晚于终点', 'the first of two moments is the later one'],
};

const sources = globSync('{apps,libs}/*/src/**/*.ts')
  .map(String)
  .filter((file) => !/\.(spec|contract|fixture)\.ts$|^libs\/testing\//.test(file))
  .map((file) => readFileSync(file, 'utf8'));

/** What the document must say. */
function documented(): string {
  const lines = rows
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, kind, zh, en, lib }) => `| \`${code}\` | ${statusOf(kind)} | ${kind} | ${zh} | ${en} | ${lib} |`);
  // Nobody's refusal: a bug.
  const { code, status, detail } = INTERNAL;
  lines.push(`| \`${code}\` | ${status} | bug | ${detail.zh} | ${detail.en} | libs/web |`);
  const fields = Object.entries(FIELD_CODES).map(([code, [zh, en]]) => `| \`${code}\` | ${zh} | ${en} |`);
  return [
    '# Error codes',
    '',
    'What `code` of a problem (RFC 9457) can be; `GET /problems/{code}` says the same. Codes are stable; texts may improve. `{name}`',
    'stands for a value of the answer.',
    'This table is written by its test: `UPDATE=1 npm run jest -- test/architecture/errors`.',
    '',
    '| code | status | kind | 中文 | English | declared in |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
    '## Findings about single fields',
    '',
    'What `code` of a member of `errors` can be, besides the codes above; `pointer` says which field (RFC 6901), `?name` which parameter.',
    '',
    '| code | 中文 | English |',
    '| --- | --- | --- |',
    ...fields,
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

  // Never (the code): an error code is undocumented, unused or declared twice
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

  it('of fields are all used by the sources, and all listed here', () => {
    const declared = new Set(rows.map(({ code }) => code));
    const used = sources.flatMap((text) =>
      [...text.matchAll(/(?:\bcode: |\bmisfit\(\s*)'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code = '']) => code),
    );
    const ofFields = new Set(used.filter((code) => !declared.has(code)));
    expect([...ofFields].toSorted()).toEqual(Object.keys(FIELD_CODES));
  });

  // Never (the code): an error code is undocumented, unused or declared twice
  it('are documented as they are', () => {
    if (process.env['UPDATE'] === '1') writeFileSync(DOCUMENT, documented());
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(documented());
  });
});

/** A code of one word may be declared without quotes. */
const isOneWord = (text: string, code: string): boolean => /^[a-z]+$/.test(code) && text.includes(`'${code}'`);
