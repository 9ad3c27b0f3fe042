import { containsPersonalData, type CodeList } from '#reference';
import { canonical } from './canonical.js';
import type { PayloadClass } from './event-type.js';
import { kind, type FieldSpec, type Misfit } from './field.js';
import { isCivilDate, isInstant, parsePeriod } from './instant.js';

/** The vocabulary of payload fields. A new kind goes here, with a line in the agreement property test. */

const PERSONAL: Misfit = {
  code: 'field-personal-data',
  zh: '疑似手机号或居民身份号码,不得填报;请删去或改用不含个人信息的表述',
  en: 'looks like a mobile number or a resident ID, which must not be stated; leave it out or word it without personal data',
};

const misfit = (code: string, zh: string, en: string): Misfit => ({ code, zh, en });
/** A kind with the example that fields of it show where they bring none of their own. */
function exemplified(spec: FieldSpec, example: unknown): FieldSpec {
  return kind({ ...spec, schema: { ...spec.schema, examples: [example] } });
}

const codePoints = (text: string): number => {
  let n = text.length;
  for (let i = 0; i < text.length - 1; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) n -= 1;
  }
  return n;
};

/** Names of JSON Schema formats of fields and parameters, with their meaning; the compiled validator and OpenAPI readers need them. */
export const FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  'civil-date': isCivilDate,
  'rfc3339-instant': isInstant,
  'reporting-period': (value) => parsePeriod(value) !== undefined,
  'public-text': (value) => containsPersonalData(value) === undefined && !hasControl(value),
};

/** C0 controls except tab and line feed, and DEL. */
const hasControl = (text: string): boolean => /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text);

/** Free text of min–max characters (Unicode code points), without control characters and without personal data. */
export const text = (min: number, max: number): FieldSpec => {
  const wrong = misfit(
    'field-text',
    `应为 ${min}–${max} 个字符的文本,不含控制字符`,
    `expected text of ${min} to ${max} characters without control characters`,
  );
  return kind({
    schema: { type: 'string', minLength: min, maxLength: max, format: 'public-text' },
    form: { zh: `${min}–${max} 字`, en: `${min} to ${max} characters` },
    misfit: (value) => {
      if (typeof value !== 'string' || hasControl(value)) return wrong;
      const length = codePoints(value);
      if (length < min || length > max) return wrong;
      return containsPersonalData(value) === undefined ? undefined : PERSONAL;
    },
  });
};

/** A code or id of a fixed pattern (a regular expression without anchors). `zh`/`en` say what it looks like. */
export const pattern = (source: string, zh: string, en: string): FieldSpec => {
  const expression = new RegExp(`^(?:${source})$`, 'u');
  const wrong = misfit('field-format', `格式不符:${zh}`, `wrong format: ${en}`);
  return kind({
    schema: { type: 'string', pattern: expression.source },
    form: { zh, en },
    misfit: (value) => (typeof value === 'string' && expression.test(value) ? undefined : wrong),
  });
};

/** An id in a stream name: letters, digits and hyphens, 1–40, beginning with a letter or digit, and no resident ID. */
export const ID_PATTERN = '[A-Za-z0-9][A-Za-z0-9-]{0,39}';
export const id: FieldSpec = (() => {
  const shape = pattern(ID_PATTERN, '1–40 位字母、数字或连字符', '1 to 40 letters, digits or hyphens');
  return kind({
    schema: { ...shape.schema, format: 'public-text' },
    form: shape.form,
    misfit: (value) =>
      shape.misfit(value) ?? (containsPersonalData(String(value)) === undefined ? undefined : PERSONAL),
  });
})();

export const sha256Hex = exemplified(
  pattern('[0-9a-f]{64}', '64 位小写十六进制 SHA-256', '64 lower-case hex digits (SHA-256)'),
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
);
export const eventIdField = exemplified(
  pattern('[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', '事件编号(UUID)', 'an event id (UUID)'),
  '019d052d-2d20-8622-bc6e-0d1f0e5a9c31',
);

/** A safe integer between min and max inclusive. Say the unit in the field's name or docstring. */
export const integer = (min: number, max: number): FieldSpec => {
  const wrong = misfit('field-integer', `应为 ${min} 到 ${max} 的整数`, `expected an integer from ${min} to ${max}`);
  return kind({
    schema: { type: 'integer', minimum: min, maximum: max, examples: [min] },
    form: { zh: `${min}–${max} 的整数`, en: `an integer from ${min} to ${max}` },
    misfit: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max ? undefined : wrong,
  });
};

/** Money in 分, never negative; at most 90 trillion 元 so that sums stay exact. What one order comes to is an `orderFen`. */
export const fen = kind({
  ...exemplified(integer(0, 9_000_000_000_000_000), 500_000),
  form: { zh: '单位:分', en: 'in 分, hundredths of a yuan' },
});

/** 20 亿元: more than any SME of any industry takes in a year (工信部联企业〔2011〕300号, article 4 (十三): below 200,000 万元). */
const ORDER_MAX_FEN = 200_000_000_000;

/**
 * Money of one order, activity, paper or item in 分, never negative. More than one order can have is taken for a slip of the
 * unit or of digits and asked about: the refusal says what it would be in 元, and what to do if it is true.
 */
export const orderFen: FieldSpec = (() => {
  const within = integer(0, ORDER_MAX_FEN);
  return kind({
    ...exemplified(within, 500_000),
    form: { zh: '单位:分,至多 20 亿元', en: 'in 分, hundredths of a yuan; 2 billion yuan at most' },
    misfit: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value > ORDER_MAX_FEN
        ? beyondAnyOrder(value)
        : within.misfit(value),
  });
})();

const beyondAnyOrder = (value: number): Misfit =>
  misfit(
    'field-amount-implausible',
    `${value} 分即 ${Math.floor(value / 100)} 元,超过任何一笔订单可能的 20 亿元;金额以分为单位,请核对单位与位数;确有其事的,请分合同、分订单登记`,
    `${value} fen are ${Math.floor(value / 100)} yuan, beyond the 2 billion yuan that any one order can have; amounts are in fen (0.01 yuan): check unit and digits, and if it is true, record it as several contracts or orders`,
  );

export const flag: FieldSpec = kind({
  schema: { type: 'boolean', examples: [false] },
  form: { zh: '是否', en: 'yes or no' },
  misfit: (value) =>
    typeof value === 'boolean' ? undefined : misfit('field-boolean', '应为 true 或 false', 'expected true or false'),
});

/** One of the codes of a list; all events' lists are published under `/v1/reference`. */
export const oneOf = (list: CodeList): FieldSpec => {
  const { codes } = list;
  const choices = codes.map(({ code }) => code);
  const wrong = misfit('field-choice', `应为以下之一:${choices.join('、')}`, `expected one of: ${choices.join(', ')}`);
  return kind({
    schema: { type: 'string', enum: choices, examples: [choices[0]] },
    form: {
      zh: `${codes.map(({ code, zh }) => `${code} ${zh}`).join('、')};见 /v1/reference/${list.name}`,
      en: `${codes.map(({ code, en = '' }) => `${code} ${en}`).join(', ')}; see /v1/reference/${list.name}`,
    },
    meaning: { zh: list.zh, en: list.en },
    codes: list,
    misfit: (value) => (typeof value === 'string' && choices.includes(value) ? undefined : wrong),
  });
};

/** A civil date of Asia/Shanghai, `YYYY-MM-DD`. */
export const civilDate: FieldSpec = kind({
  schema: { type: 'string', format: 'civil-date', examples: ['2026-03-05'] },
  form: { zh: '日期,北京时间', en: 'civil date, Asia/Shanghai' },
  misfit: (value) =>
    typeof value === 'string' && isCivilDate(value)
      ? undefined
      : misfit('field-date', '应为存在的日期,如 2026-03-05', 'expected a date that exists, such as 2026-03-05'),
});

/** An RFC 3339 instant with an offset. */
export const instant: FieldSpec = kind({
  schema: {
    type: 'string',
    maxLength: 40,
    format: 'rfc3339-instant',
    examples: ['2026-03-05T11:30:00+08:00'],
  },
  form: { zh: '带时区的时间', en: 'a time with an offset' },
  misfit: (value) =>
    typeof value === 'string' && value.length <= 40 && isInstant(value)
      ? undefined
      : misfit(
          'field-instant',
          '应为带时区的时间,如 2026-03-05T11:30:00+08:00',
          'expected a time with an offset, such as 2026-03-05T11:30:00+08:00',
        ),
});

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NOT_OBJECT = misfit('field-object', '应为对象', 'expected an object');

export const nested = (payload: PayloadClass): FieldSpec =>
  kind({
    schema: { type: 'object' },
    form: { zh: '对象', en: 'an object' },
    nested: payload,
    misfit: (value) => (isObject(value) ? undefined : NOT_OBJECT),
  });

/** Any object; what it must hold is checked where it is known (a restatement's replacement). */
export const anyObject: FieldSpec = kind({
  schema: { type: 'object' },
  form: { zh: '对象', en: 'an object' },
  misfit: (value) => (isObject(value) ? undefined : NOT_OBJECT),
});

/** An object of one of several classes. Which of them, another field of the payload says; a rule holds it to that one. */
export const objectOf = (variants: Readonly<Record<string, PayloadClass>>): FieldSpec =>
  kind({ ...anyObject, variants });

/** A list of min–max items, all of one kind, no item twice. */
export const listOf = (item: FieldSpec, min: number, max: number): FieldSpec => {
  const wrong = misfit(
    'field-list',
    `应为 ${min}–${max} 项且不重复的列表`,
    `expected a list of ${min} to ${max} items, none twice`,
  );
  const { schema, nested, codes } = item;
  const [example] = (schema['examples'] ?? []) as readonly unknown[];
  const examples = example === undefined ? {} : { examples: [[example]] };
  return kind({
    schema: { type: 'array', minItems: min, maxItems: max, uniqueItems: true, items: schema, ...examples },
    form: { zh: `${min}–${max} 项,不重复`, en: `${min} to ${max} items, none twice` },
    list: true,
    ...(nested === undefined ? {} : { nested }),
    ...(codes === undefined ? {} : { codes }),
    misfit: (value) => {
      if (!Array.isArray(value) || value.length < min || value.length > max) return wrong;
      const seen = new Set(value.map((member) => canonical(member)));
      if (seen.size < value.length) return wrong;
      for (const [index, member] of value.entries()) {
        const found = item.misfit(member);
        if (found !== undefined) return { ...found, at: `/${index}` };
      }
      return undefined;
    },
  });
};
