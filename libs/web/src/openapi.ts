import { schemaOf, type JsonSchema, type Registered, type Registry } from '#kernel';
import { ATTRIBUTES, EXTENSION_NAME, type Attribute } from './attributes.js';
import { JSON_MEDIA_TYPE } from './cloud-event.js';

/** JSON Schemas (OpenAPI 3.1) of what the door takes and answers, by component name. */
export function componentSchemas(registry: Registry): Readonly<Record<string, JsonSchema>> {
  const names = registry.types.map(({ wireType }) => wireType);
  return {
    ...Object.fromEntries(registry.types.map((registered) => [registered.wireType, eventSchema(registered)])),
    CloudEvent: {
      oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(names.map((name) => [name, `#/components/schemas/${name}`])),
      },
    },
    Receipt: RECEIPT,
    Problem: PROBLEM,
  };
}

/** The CloudEvent that states one event type. */
function eventSchema({ wireType, eventType, subjects }: Registered): JsonSchema {
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
      type: { type: 'string', const: wireType },
      subject: attributeSchema(ATTRIBUTES.subject, { pattern: subjects, maxLength: 120 }),
      data: schemaOf(eventType.payload),
    },
    // Of the attributes nobody knows; their values may be anything.
    propertyNames: { pattern: EXTENSION_NAME.source },
  };
}

/** What is asked of an attribute besides its own pattern. */
const NARROWER: Readonly<Record<string, JsonSchema>> = {
  time: { format: 'rfc3339-instant' },
  datacontenttype: { pattern: JSON_MEDIA_TYPE.source, maxLength: 100 },
};

const attributeSchema = ({ pattern, kept, zh, en }: Attribute, narrower: JsonSchema): JsonSchema => ({
  type: 'string',
  pattern: pattern.source,
  ...(kept ? { format: 'public-text' } : {}),
  description: `应为${zh} / expected ${en}`,
  ...narrower,
});

const RECEIPT: JsonSchema = {
  type: 'object',
  required: ['eventIds', 'stream', 'revision', 'position', 'recordedAt', 'replayed'],
  properties: {
    eventIds: { type: 'array', items: { type: 'string', format: 'uuid' } },
    stream: { type: 'string' },
    revision: { type: 'integer', minimum: 0 },
    position: { type: 'integer', minimum: 1 },
    recordedAt: { type: 'string', format: 'date-time' },
    replayed: { type: 'boolean' },
  },
};

const PROBLEM: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', pattern: '^[a-z0-9-]+$' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'pointer', 'detail'],
        properties: { code: { type: 'string' }, pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};
