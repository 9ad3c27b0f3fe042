import { exampleOf, schemaOf, specsIn, type JsonSchema, type Registered, type Registry } from '#kernel';
import { ATTRIBUTES, EXTENSION_NAME, type Attribute } from './attributes.js';
import { JSON_MEDIA_TYPE } from './cloud-event.js';

/** JSON Schemas (OpenAPI 3.1) of what the door takes and answers, by component name. */
export function componentSchemas(registry: Registry): Readonly<Record<string, JsonSchema>> {
  const names = registry.types.map(({ wireType }) => wireType);
  return {
    ...Object.fromEntries(registry.types.map((registered) => [registered.wireType, eventSchema(registered)])),
    ...variantSchemas(registry),
    CloudEvent: {
      oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(names.map((name) => [name, `#/components/schemas/${name}`])),
      },
    },
    Receipt: RECEIPT,
    Validation: VALIDATION,
    Receipts: { oneOf: [RECEIPT_REF, { type: 'array', items: RECEIPT_REF, minItems: 1 }] },
    Validations: { oneOf: [VALIDATION_REF, { type: 'array', items: VALIDATION_REF, minItems: 1 }] },
    BulkAnswer: { oneOf: [ANSWERED_LINE, VALIDATED_LINE, REFUSED_LINE, BULK_SUMMARY] },
    Problem: PROBLEM,
  };
}

/** What objects hold whose shape another field tells, such as the bodies of rules: by the name of the class. */
const variantSchemas = ({ types }: Registry): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(
    types
      .flatMap(({ eventType }) => specsIn(eventType.payload))
      .flatMap(({ variants = {} }) => Object.values(variants))
      .map((shape) => [shape.name, { ...schemaOf(shape), examples: [exampleOf(shape)] }]),
  );

/** The CloudEvent that states one event type. */
function eventSchema({ wireType, eventType, subjects, subject }: Registered): JsonSchema {
  const entries = Object.entries(ATTRIBUTES);
  return {
    type: 'object',
    title: eventType.zh,
    description:
      eventType.by.length === 0
        ? '仅由台账自身登记 / written by the ledger only'
        : `申报角色 / stated by: ${eventType.by.join(', ')}`,
    required: [...entries.filter(([, { required }]) => required).map(([name]) => name), 'data'],
    properties: {
      ...Object.fromEntries(
        entries.map(([name, attribute]) => [name, attributeSchema(attribute, NARROWER[name] ?? {})]),
      ),
      type: { type: 'string', const: wireType, description: `事件类型:${eventType.zh} / event type` },
      subject: attributeSchema(ATTRIBUTES.subject, { pattern: subjects, maxLength: 120, examples: [subject] }),
      data: { description: '事件内容 / what is stated', ...schemaOf(eventType.payload) },
    },
    examples: [{ ...STATED, type: wireType, subject, data: exampleOf(eventType.payload) }],
    // Of the attributes nobody knows; their values may be anything.
    propertyNames: { pattern: EXTENSION_NAME.source },
  };
}

/** What is asked of an attribute besides its own pattern. */
const NARROWER: Readonly<Record<string, JsonSchema>> = {
  time: { format: 'rfc3339-instant' },
  datacontenttype: { pattern: JSON_MEDIA_TYPE.source, maxLength: 100 },
};

/** The attributes that every example bears besides type and subject. */
const STATED = {
  specversion: ATTRIBUTES.specversion.example,
  id: ATTRIBUTES.id.example,
  source: ATTRIBUTES.source.example,
  time: ATTRIBUTES.time.example,
};

const attributeSchema = ({ pattern, kept, zh, en, meaning, example }: Attribute, narrower: JsonSchema): JsonSchema => ({
  type: 'string',
  pattern: pattern.source,
  ...(kept ? { format: 'public-text' } : {}),
  description: `${meaning.zh}(应为${zh.trim()}) / ${meaning.en} (expected ${en})`,
  examples: [example],
  ...narrower,
});

const member = (schema: JsonSchema, description: string, example?: unknown): JsonSchema => ({
  ...schema,
  description,
  ...(example === undefined ? {} : { examples: [example] }),
});

const FIELD_ERROR: JsonSchema = {
  type: 'object',
  required: ['code', 'pointer', 'detail'],
  properties: {
    code: member({ type: 'string' }, '发现的代码 / code of the finding', 'field-choice'),
    pointer: member(
      { type: 'string' },
      '所在字段(RFC 6901),? 开头为查询参数 / field (RFC 6901), or ?parameter',
      '/data/kind',
    ),
    detail: member({ type: 'string' }, '应为什么 / what is expected', '应为以下之一:ENTERPRISE、SOLE_TRADER'),
  },
};

/** What was left out of what was posted. */
const WARNINGS: JsonSchema = {
  type: 'array',
  minItems: 1,
  items: FIELD_ERROR,
  description: '未予登记的内容,如台账不识别的属性 / what was not recorded, such as attributes the ledger does not know',
};

const RECEIPT: JsonSchema = {
  type: 'object',
  required: ['eventIds', 'stream', 'revision', 'position', 'recordedAt', 'replayed'],
  properties: {
    eventIds: member(
      { type: 'array', items: { type: 'string', format: 'uuid' } },
      '登记的事件编号,首个为所报事件 / ids of the events recorded, the stated one first',
      ['019d052d-2d20-8622-bc6e-0d1f0e5a9c31'],
    ),
    stream: member({ type: 'string' }, '流水编号 / stream', 'ord-2026-0001'),
    revision: member({ type: 'integer', minimum: 0 }, '在流水中的序号,自 0 起 / place in its stream, from 0', 0),
    position: member({ type: 'integer', minimum: 1 }, '台账位置 / place in the whole log', 7544),
    recordedAt: member(
      { type: 'string', format: 'date-time' },
      '台账登记时间 / when it was recorded',
      '2026-03-05T11:31:00.000+08:00',
    ),
    replayed: member({ type: 'boolean' }, '此前是否已报过 / whether it had been posted before', false),
    warnings: WARNINGS,
  },
};

/** What a validation answers of a statement that would be recorded. */
const VALIDATION: JsonSchema = {
  type: 'object',
  required: ['valid', 'stream', 'events'],
  properties: {
    valid: member({ const: true }, '可以登记 / it would be recorded', true),
    stream: member({ type: 'string' }, '流水编号 / stream', 'ord-2026-0001'),
    events: member(
      { type: 'integer', minimum: 1 },
      '将登记的事件数;尚未登记,故没有事件编号与位置 / how many events it would be recorded as; none is, so there are no ids and no position',
      1,
    ),
    receipt: {
      description: '此前已登记的,为当时的回执 / of what is recorded already, the receipt it had',
      $ref: '#/components/schemas/Receipt',
    },
    warnings: WARNINGS,
  },
};

const RECEIPT_REF: JsonSchema = { $ref: '#/components/schemas/Receipt' };
const VALIDATION_REF: JsonSchema = { $ref: '#/components/schemas/Validation' };
const PROBLEM_REF: JsonSchema = { $ref: '#/components/schemas/Problem' };
const LINE = member(
  { type: 'integer', minimum: 1 },
  '原文件行号,空行也计数 / the number of the line, blank ones count',
  3,
);

const ANSWERED_LINE: JsonSchema = {
  type: 'object',
  required: ['line', 'receipt'],
  additionalProperties: false,
  properties: { line: LINE, receipt: { description: '回执 / receipt', ...RECEIPT_REF } },
};

const VALIDATED_LINE: JsonSchema = {
  type: 'object',
  required: ['line', 'validation'],
  additionalProperties: false,
  properties: { line: LINE, validation: { description: '校验结果 / verdict', ...VALIDATION_REF } },
};

const REFUSED_LINE: JsonSchema = {
  type: 'object',
  required: ['line', 'problem'],
  additionalProperties: false,
  properties: { line: LINE, problem: { description: '拒绝的原因 / why it was refused', ...PROBLEM_REF } },
};

const lines = (description: string): JsonSchema => member({ type: 'integer', minimum: 0 }, description, 12);

/** The last line. */
const BULK_SUMMARY: JsonSchema = {
  type: 'object',
  required: ['complete', 'accepted', 'replayed', 'rejected'],
  additionalProperties: false,
  properties: {
    complete: member(
      { type: 'boolean' },
      '全部行均已答复;否则未答复的行须重新提交 / every line was answered; if not, post the others again',
      true,
    ),
    accepted: lines('已登记的行数 / lines that were recorded'),
    replayed: lines('此前已登记的行数 / lines that had been recorded before'),
    rejected: lines('被拒绝的行数 / lines that were refused'),
    problem: { description: '提前结束的原因 / why it ended early', ...PROBLEM_REF },
  },
};

const PROBLEM: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: member(
      { type: 'string', format: 'uri-reference' },
      '问题类型,可打开查看说明 / type of the problem, which leads to its explanation',
      '/problems/invalid-data',
    ),
    title: member({ type: 'string' }, '简称 / in a word', '内容不符合规定'),
    status: member({ type: 'integer' }, 'HTTP 状态 / HTTP status', 422),
    detail: member({ type: 'string' }, '说明及改法 / what is wrong and what to do', '有 3 个字段需要修改'),
    code: member(
      { type: 'string', pattern: '^[a-z0-9-]+$' },
      '问题代码,见 /problems / code, see /problems',
      'invalid-data',
    ),
    instance: member({ type: 'string' }, '请求编号 / id of the request', 'req-1'),
    errors: member({ type: 'array', items: FIELD_ERROR }, '逐字段的发现 / what is wrong field by field'),
  },
};
