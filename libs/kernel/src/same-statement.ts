import { canonical } from './canonical.js';
import type { PayloadClass } from './event-type.js';
import type { Fact, Meta } from './event.js';
import type { FieldSpec } from './field.js';
import { parseInstant } from './instant.js';
import { specsOf } from './payload.js';

/**
 * Whether two statements say the same and only spell it otherwise. An instant is the same in any offset and with any digits
 * of its milliseconds, what lies below a millisecond is no difference; a correlation spelt out as its default is the default.
 * What the ledger fills in is no part of what was stated. Two texts, or two numbers, that differ are two contents.
 */
export function isSameStatement(one: Worded, other: Worded, payloads: Payloads): boolean {
  return spelling(one, payloads) === spelling(other, payloads);
}

/** A statement, or the event that was recorded for it. */
export interface Worded extends Pick<Fact, 'type' | 'version' | 'data'> {
  readonly stream: string;
  readonly meta: Pick<Meta, 'occurredAt' | 'correlationId' | 'causationId' | 'onBehalfOf'>;
}

/** The class of the payload, and of a restatement's replacement where its target is known. */
export interface Payloads {
  readonly data: PayloadClass;
  readonly replacement?: PayloadClass | undefined;
}

function spelling({ stream, type, version, data, meta }: Worded, { data: payload, replacement }: Payloads): string {
  const { occurredAt, correlationId, causationId, onBehalfOf } = meta;
  const said = normal(payload, data as Members);
  const reworded =
    replacement !== undefined && isMembers(said['replacement'])
      ? { ...said, replacement: normal(replacement, said['replacement']) }
      : said;
  return canonical({ stream, type, version, data: reworded, occurredAt, correlationId, causationId, onBehalfOf });
}

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function normal(payload: PayloadClass, data: Members): Members {
  const specs = specsOf(payload);
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) => {
      const spec = specs.get(name);
      if (spec?.schema['readOnly'] === true) return [];
      return [[name, spec === undefined ? value : normalValue(spec, value)]];
    }),
  );
}

function normalValue({ schema, nested, list }: FieldSpec, value: unknown): unknown {
  if (nested !== undefined) return list === true ? each(value, (item) => inside(nested, item)) : inside(nested, value);
  const { items } = schema;
  if (list === true) return isMembers(items) && isInstantSchema(items) ? each(value, ledgerInstant) : value;
  return isInstantSchema(schema) ? ledgerInstant(value) : value;
}

const inside = (payload: PayloadClass, value: unknown): unknown => (isMembers(value) ? normal(payload, value) : value);
const each = (values: unknown, to: (value: unknown) => unknown): unknown =>
  Array.isArray(values) ? values.map((value) => to(value)) : values;
const isInstantSchema = ({ format }: Members): boolean => format === 'rfc3339-instant';
const ledgerInstant = (value: unknown): unknown => (typeof value === 'string' ? (parseInstant(value) ?? value) : value);
