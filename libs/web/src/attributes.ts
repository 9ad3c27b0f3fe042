import { isInstant, pointerOf, type Bilingual, type FieldError } from '#kernel';
import { containsPersonalData } from '#reference';

/** CloudEvents 1.0 context attributes of a statement, as stated, with `data`; valid once `attributeErrors` finds nothing. */
export interface Attributes {
  readonly specversion: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype?: string;
  readonly data?: unknown;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly onbehalfof?: string;
  readonly traceparent?: string;
}

export interface Attribute {
  readonly pattern: RegExp;
  readonly required: boolean;
  /** Kept in events for ever, so personal data in it could never be taken out again. */
  readonly kept: boolean;
  readonly misfit: FieldError;
  /** What it means, for the API's document, and a value of it. */
  readonly meaning: Bilingual;
  readonly example: string;
  readonly zh: string;
  readonly en: string;
}

interface Shape {
  readonly pattern: RegExp;
  readonly zh: string;
  readonly en: string;
}

const attribute = (
  name: keyof typeof MEANINGS,
  shape: Shape,
  presence: 'required' | 'optional',
  kept: boolean,
): Attribute => {
  const misfit = { code: 'attribute-format', pointer: `/${name}`, zh: `应为${shape.zh}`, en: `expected ${shape.en}` };
  const [zh, en, example] = MEANINGS[name];
  return { ...shape, required: presence === 'required', kept, misfit, meaning: { zh, en }, example };
};

const MEANINGS = {
  specversion: ['CloudEvents 版本', 'version of CloudEvents', '1.0'],
  id: ['报文编号,在同一来源内永不重复', 'id of the statement, unique for ever within its source', 'o-2026-0001'],
  source: ['来源:哪个系统发出', 'the system it comes from', '//yuelu/orders'],
  type: ['事件类型', 'event type', 'cn.smes.activity.order-placed.v2'],
  subject: ['所述的流水', 'the stream it is stated about', 'ord-2026-0001'],
  time: ['发生时间', 'when it happened', '2026-03-05T11:30:00+08:00'],
  datacontenttype: ['内容的媒体类型,缺省为 JSON', 'media type of the payload, JSON when left out', 'application/json'],
  correlationid: [
    '业务关联编号,缺省为流水编号',
    'what belongs to one piece of business; the stream when left out',
    'ord-2026-0001',
  ],
  causationid: ['引起它的事件编号', 'id of the event that led to it', '019d052d-2d20-8622-bc6e-0d1f0e5a9c31'],
  onbehalfof: ['代录时所代的主体或节点', 'the organisation or node it is entered for by proxy', 'E00001'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string, example: string]>>;

const name128: Shape = {
  pattern: /^[^\u0000-\u001f\u007f-\u009f]{1,128}$/u,
  zh: ' 1–128 个字符,不含控制字符',
  en: '1 to 128 characters without control characters',
};

/** Every attribute the ledger reads, with its limits. */
export const ATTRIBUTES = {
  specversion: attribute('specversion', { pattern: /^1\.0$/, zh: ' 1.0', en: '1.0' }, 'required', false),
  id: attribute('id', name128, 'required', true),
  source: attribute(
    'source',
    {
      pattern: /^[!-~]{1,256}$/,
      zh: ' 1–256 个 ASCII 字符的 URI 引用',
      en: 'a URI reference of 1 to 256 ASCII characters',
    },
    'required',
    true,
  ),
  type: attribute(
    'type',
    {
      pattern: /^cn\.smes\.[a-z0-9.-]{1,100}$/,
      zh: '形如 cn.smes.<领域>.<事件>.v<n> 的类型名',
      en: 'a type name such as cn.smes.<context>.<event>.v<n>',
    },
    'required',
    false,
  ),
  subject: attribute(
    'subject',
    { pattern: /^[!-~]{1,120}$/, zh: '流水编号(1–120 个 ASCII 字符)', en: 'a stream id of 1 to 120 ASCII characters' },
    'required',
    true,
  ),
  time: attribute(
    'time',
    {
      pattern: /^[0-9T:.Z+-]{20,40}$/,
      zh: '存在的、带时区的时间,如 2026-03-05T11:30:00+08:00',
      en: 'a time that exists, with an offset, such as 2026-03-05T11:30:00+08:00',
    },
    'required',
    false,
  ),
  datacontenttype: attribute(
    'datacontenttype',
    { pattern: /^[ -~]{1,100}$/, zh: '媒体类型', en: 'a media type' },
    'optional',
    false,
  ),
  correlationid: attribute('correlationid', name128, 'optional', true),
  causationid: attribute('causationid', name128, 'optional', true),
  onbehalfof: attribute(
    'onbehalfof',
    { pattern: /^[A-Za-z0-9-]{1,64}$/, zh: '单位或节点编号', en: 'the id of an organisation or node' },
    'optional',
    true,
  ),
} as const satisfies Readonly<Record<string, Attribute>>;

const LIST = Object.entries(ATTRIBUTES) as readonly (readonly [keyof typeof ATTRIBUTES, Attribute])[];
const PLAIN_NAMES: ReadonlySet<string> = new Set([...Object.keys(ATTRIBUTES), 'data', 'data_base64', 'traceparent']);
export const EXTENSION_NAME = /^[a-z0-9]{1,20}$/;

/** What is wrong with the attributes of an event; empty when nothing is. */
export function attributeErrors(event: Attributes): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const [name, attribute] of LIST) {
    const value: unknown = event[name];
    const misfit = value === undefined ? missing(name, attribute) : misfitOf(name, attribute, value);
    if (misfit !== undefined) errors.push(misfit);
  }
  // A misspelt name such as onBehalfOf must not pass for an extension nobody knows.
  for (const name of Object.keys(event))
    if (!PLAIN_NAMES.has(name) && !EXTENSION_NAME.test(name)) errors.push(attributeName(name));
  return errors.slice(0, 50);
}

/** Told of each attribute the ledger does not read: it is left out, as CloudEvents lets a consumer do, but not in silence. */
export const unreadAttributes = (event: object): readonly FieldError[] =>
  Object.keys(event)
    .filter((name) => !PLAIN_NAMES.has(name))
    .slice(0, 50)
    .map((name) => ({
      code: 'attribute-unread',
      pointer: pointerOf([name]),
      zh: '台账不识别此属性,未予登记;请核对拼写,业务内容请填入 data',
      en: 'the ledger does not know this attribute and has not recorded it; check its spelling, and state business in data',
    }));

const missing = (name: string, { required }: Attribute): FieldError | undefined =>
  required ? { code: 'field-required', pointer: `/${name}`, zh: '必填', en: 'required' } : undefined;

function misfitOf(name: string, { pattern, kept, misfit }: Attribute, value: unknown): FieldError | undefined {
  if (typeof value !== 'string' || !pattern.test(value)) return misfit;
  if (name === 'time' && !isInstant(value)) return misfit;
  return kept && containsPersonalData(value) !== undefined ? personalData(name) : undefined;
}

/** Whether an attribute can be read for what it says. */
export const fits = (name: keyof typeof ATTRIBUTES, value: unknown): value is string =>
  value !== undefined && misfitOf(name, ATTRIBUTES[name], value) === undefined;

const personalData = (name: string): FieldError => ({
  code: 'field-personal-data',
  pointer: `/${name}`,
  zh: '疑似手机号或居民身份号码,不得填报',
  en: 'looks like a mobile number or a resident ID, which must not be stated',
});

const attributeName = (name: string): FieldError => ({
  code: 'attribute-name',
  pointer: pointerOf([name.slice(0, 40)]),
  zh: '属性名应为 1–20 个小写字母或数字',
  en: 'attribute names are 1 to 20 lower-case letters or digits',
});
