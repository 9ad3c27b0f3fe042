import type { JsonSchema } from '#kernel';
import { DATES, INSTANTS, TEXTS } from './odd-texts.js';

/** One odd way of writing a value. */
export interface Oddity {
  readonly name: string;
  /** JSON text, or what is to pass for it, in the place of the text that stood there. */
  readonly write: (text: string) => string;
  /** What it is refused for before any schema is asked; left out: the schema decides. */
  readonly codes?: readonly string[];
}

const json = (value: unknown, name = JSON.stringify(value).slice(0, 60)): Oddity => ({
  name,
  write: () => JSON.stringify(value),
});
const raw = (text: string, code?: string, name = text.slice(0, 60)): Oddity => ({
  name,
  write: () => text,
  ...(code === undefined ? {} : { codes: [code] }),
});

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const FRACTION = 'number-not-integer';

/** Other types and shapes than most fields have. */
const SHAPES: readonly Oddity[] = [
  ...[null, true, false, '', ' ', '5', [], [[]], [null], {}, { $gt: '' }, { $ne: null }, { toString: 1 }].map((value) =>
    json(value),
  ),
  ...['0', '-0', '1', '-1', '9007199254740991', '-9007199254740991'].map((text) => raw(text)),
  ...['1.5', '1.0', '1e3', '1E-7', '-1e400', '1e400', '9007199254740992', '9223372036854775807'].map((text) =>
    raw(text, FRACTION),
  ),
  raw(`1${'0'.repeat(40)}`, FRACTION),
  ...['NaN', 'Infinity', '01', '+1', '0x10', "'a'", 'undefined', '"\n"', '"\u0000"', '"\\x41"', '1n'].map((text) =>
    raw(text, 'malformed-json', JSON.stringify(text)),
  ),
  ...['{"__proto__":{"role":"HUB"}}', '{"constructor":{}}', '{"prototype":1}'].map((text) =>
    raw(text, 'forbidden-key'),
  ),
  ...['"\\ud800"', '"\\udc00a"', '"\\ude00\\ud83d"', '{"\\ud800":1}'].map((text) => raw(text, 'lone-surrogate')),
  raw('{"a":1,"\\u0061":2}', 'duplicate-key'),
  raw(nested(20), 'nested-too-deep'),
];

/** Code points that take two UTF-16 units each. */
const emoji = (count: number): string => '\u{1f9fe}'.repeat(Math.max(0, count));

/** What stood there, a little different. */
const BENT: readonly Oddity[] = (
  [
    ['longer by a space', (text) => `${text} `],
    ['behind a space', (text) => ` ${text}`],
    ['with a line feed', (text) => `${text}\n`],
    ['with a NUL', (text) => `${text}\u0000`],
    ['with a zero-width space', (text) => `${text}\u200b`],
    ['behind a byte order mark', (text) => `\ufeff${text}`],
    ['decomposed', (text) => text.normalize('NFD')],
    ['in capitals', (text) => text.toUpperCase()],
    ['in small letters', (text) => text.toLowerCase()],
    ['with Cyrillic letters', (text) => text.replaceAll('a', 'а').replaceAll('e', 'е')],
    ['in full width', (text) => text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))],
    ['twice', (text) => text + text],
    ['in a list', (text) => [text]],
  ] satisfies readonly (readonly [string, (text: string) => unknown])[]
).map(([name, bend]) => ({ name, write: (text) => JSON.stringify(bend(String(JSON.parse(text)))) }));

const LONG = json('x'.repeat(1_001), '1,001 characters');

/** As large as an event may be, and larger; once in each statement. */
export const HEAVY: readonly Oddity[] = [
  json('据'.repeat(50_000), '50,000 characters'),
  json(
    Array.from({ length: 5_000 }, (_, n) => n),
    '5,000 numbers',
  ),
  json(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 0])), '5,000 members'),
  raw(nested(20_000), 'nested-too-deep', 'nested 20,000 levels deep'),
  {
    name: 'a million characters',
    write: () => JSON.stringify('x'.repeat(1_000_000)),
    codes: ['body-too-large', 'line-too-long'],
  },
];

/** At the limits a schema states, and one beyond. */
function limits({
  maxLength,
  minLength,
  minimum,
  maximum,
  minItems,
  maxItems,
  enum: choices,
}: JsonSchema): readonly Oddity[] {
  const near = (limit: unknown): readonly number[] =>
    typeof limit === 'number' ? [limit - 1, limit, limit + 1].filter((n) => n >= 0) : [];
  return [
    ...[...near(maxLength), ...near(minLength)].map((count) => json(emoji(count), `${count} emoji`)),
    ...[minimum, maximum]
      .flatMap((limit) => (typeof limit === 'number' ? [limit - 1, limit, limit + 1] : []))
      .map((n) => json(n)),
    ...[...near(minItems), ...near(maxItems)].map((count) => ({
      name: `${count} items`,
      write: (list: string) =>
        `[${Array.from({ length: count }, () => list.slice(1, -1))
          .filter((item) => item !== '')
          .join()}]`,
    })),
    ...(Array.isArray(choices) ? choices.map((choice) => json(choice)) : []),
  ];
}

function texts({ format }: JsonSchema): readonly Oddity[] {
  if (format === 'civil-date') return DATES.map((text) => json(text));
  if (format === 'rfc3339-instant') return INSTANTS.map((text) => json(text));
  return TEXTS.map((text) => json(text));
}

/** All odd ways of writing a value of a schema. */
export const odditiesOf = (schema: JsonSchema): readonly Oddity[] => [
  ...SHAPES,
  ...limits(schema),
  ...(schema['type'] === 'string' ? [...texts(schema), ...BENT, LONG] : []),
];

/** Members an object may not have, or not twice; each with the pointer it is blamed on, below the object. */
export const strangers: readonly (Oddity & { readonly at: string })[] = [
  { name: 'zz', at: '/zz', member: '"zz":1' },
  { name: 'a/b~c', at: '/a~1b~0c', member: '"a/b~c":null' },
  { name: '$where', at: '/$where', member: '"$where":"sleep(1000)"' },
  { name: 'toString', at: '/toString', member: '"toString":1' },
  { name: 'no name', at: '/', member: '"":1' },
  { name: '\u202e', at: '/\u202e', member: '"\u202e":1' },
  { name: '__proto__', at: '/__proto__', member: '"__proto__":{}', codes: ['forbidden-key'] },
  { name: 'constructor', at: '/constructor', member: '"constructor":{"prototype":{}}', codes: ['forbidden-key'] },
  { name: 'a key twice', at: '/zz', member: '"zz":1,"zz":1', codes: ['duplicate-key'] },
  { name: 'half a key', at: '', member: '"\\udfff":1', codes: ['lone-surrogate'] },
].map(({ member, ...oddity }) => ({
  ...oddity,
  name: `another member: ${oddity.name}`,
  write: (text) => (text === '{}' ? `{${member}}` : `${text.slice(0, -1)},${member}}`),
}));
