import type { JsonSchema } from '#kernel';

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

/** Texts that mean something to somebody else: databases, shells, templates, browsers, loggers, file systems, people. */
export const TEXTS: readonly string[] = [
  "' OR '1'='1",
  "'; DROP TABLE events; --",
  '1;SELECT pg_sleep(10)',
  '{"$gt":""}',
  '__proto__',
  'constructor',
  'toString',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '%2e%2e%2f',
  'a\r\nSet-Cookie: x=1',
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}<%= 7*7 %>',
  '${jndi:ldap://127.0.0.1/a}',
  '$(reboot)`reboot`',
  '=HYPERLINK("http://x")',
  '%s%n%x',
  '\u0000',
  '\u0007',
  '\u007f',
  '\u0085',
  '\ufeff据',
  '\u202e据据',
  '据\u200b据',
  '\u2028',
  'é\u0301\u0301\u0301\u0301',
  'e\u0301',
  'ﬁﬀ',
  '２０２６',
  'а1',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\u{e0001}\u{e007f}',
  '\ufffd\ufffe\uffff',
  '13800138000',
  '１３８００１３８０００',
  '11010519491231002X',
  'null',
  '-1',
];

const DATES: readonly string[] = [
  '2026-02-29',
  '2024-02-29',
  '2100-02-29',
  '2026-02-30',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '10000-01-01',
  '+2026-03-05',
  '-0001-03-05',
  '2026-3-5',
  '20260305',
  '2026/03/05',
  '2026-W10-4',
  '2026-064',
  '令和8-03-05',
  '1447-09-16',
  '2026年3月5日',
  '２０２６-０３-０５',
  '2026-03-05 ',
  '2026-03-05\n',
  '2026-03-05T00:00:00Z',
];

const INSTANTS: readonly string[] = [
  ...DATES,
  '2026-02-29T10:00:00+08:00',
  '2024-02-29T10:00:00+08:00',
  '2026-03-05T23:59:60+08:00',
  '2016-12-31T23:59:60Z',
  '2026-03-05T24:00:00+08:00',
  '2026-03-05T10:60:00+08:00',
  '2026-03-05T10:00:00',
  '2026-03-05T10:00:00+14:01',
  '2026-03-05T10:00:00+23:59',
  '2026-03-05T10:00:00+24:00',
  '2026-03-05T10:00:00-00:00',
  '2026-03-05T10:00:00+0800',
  '2026-03-05T10:00:00+08',
  '2026-03-05t10:00:00z',
  '2026-03-05 10:00:00+08:00',
  '2026-03-05T10:00:00,5+08:00',
  '2026-03-05T10:00:00.+08:00',
  '2026-03-05T10:00:00.123456789+08:00',
  '2026-03-05T10:00:00.1234567890+08:00',
  '2026-03-05T10:00:00[Asia/Shanghai]',
  '1969-12-31T23:59:59Z',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999+08:00',
  '9999-12-31T23:59:59-12:00',
  '2026-03-05T10:00:00\u221208:00',
  '2026-03-05T10:00:00+08:00\n',
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
