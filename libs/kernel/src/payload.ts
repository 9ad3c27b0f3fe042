import { Ajv, type ValidateFunction } from 'ajv';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import type { PayloadClass } from './event-type.js';
import { FORMATS } from './field-kinds.js';
import type { FieldSpec, JsonSchema } from './field.js';
import { pointerOf } from './json-pointer.js';
import type { FieldError } from './refusal.js';

/** The JSON Schema of a payload class, read off its class-validator metadata; nested classes are inlined. */
export function schemaOf(payload: PayloadClass): JsonSchema {
  const { specs, optional } = fieldsOf(payload);
  const fields = [...specs].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    type: 'object',
    additionalProperties: false,
    required: fields.map(([name]) => name).filter((name) => !optional.has(name)),
    properties: Object.fromEntries(fields.map(([name, spec]) => [name, fieldSchema(spec)])),
  };
}

function fieldsOf(payload: Function): { specs: ReadonlyMap<string, FieldSpec>; optional: ReadonlySet<string> } {
  const found = getMetadataStorage().getTargetValidationMetadatas(payload, '', false, false);
  return {
    specs: new Map(
      found.flatMap(({ name, propertyName, constraints }) =>
        name === 'field' ? [[propertyName, constraints[0] as FieldSpec]] : [],
      ),
    ),
    optional: new Set(
      found.flatMap(({ type, propertyName }) => (type === 'conditionalValidation' ? [propertyName] : [])),
    ),
  };
}

function fieldSchema({ schema, nested, list }: FieldSpec): JsonSchema {
  if (nested === undefined) return schema;
  return list === true ? { ...schema, items: schemaOf(nested) } : { ...schema, ...schemaOf(nested) };
}

/** The fields of a payload class by name. */
export const specsOf = (payload: PayloadClass): ReadonlyMap<string, FieldSpec> => fieldsOf(payload).specs;

/** The fields of a payload class and of the classes in it. */
export const specsIn = (payload: PayloadClass): readonly FieldSpec[] =>
  [...specsOf(payload).values()].flatMap((spec) => [spec, ...classesIn(spec).flatMap(specsIn)]);

/** The classes that values of a field are of. */
const classesIn = ({ nested, variants = {} }: FieldSpec): readonly PayloadClass[] => [
  ...(nested === undefined ? [] : [nested]),
  ...Object.values(variants),
];

/** A payload as a poster might state it: every field that may stand beside the others, with its example. */
export function exampleOf(payload: PayloadClass): Readonly<Record<string, unknown>> {
  const stated = [...specsOf(payload)].filter(
    ([, { insteadOf, schema }]) => insteadOf === undefined && schema['readOnly'] !== true,
  );
  return Object.fromEntries(stated.map(([name, spec]) => [name, fieldExample(spec)]));
}

function fieldExample({ schema, nested, list }: FieldSpec): unknown {
  const [example] = (schema['examples'] ?? []) as readonly unknown[];
  if (example !== undefined || nested === undefined) return example;
  return list === true ? [exampleOf(nested)] : exampleOf(nested);
}

/** The bulk path's validator: says yes or no in about a microsecond. Compiled when first asked, since most processes see few types. */
export function compilePayload(payload: PayloadClass): (data: unknown) => boolean {
  let validate: ValidateFunction | undefined;
  return (data) => {
    validate ??= new Ajv({ strict: true, allErrors: false, formats: FORMATS }).compile(schemaOf(payload));
    return validate(data);
  };
}

/** Findings told of one payload; whoever mends those will hear of the rest. */
const FINDINGS_MAX = 50;

/** What is wrong with a payload: misfits with their pointers below `at`, 50 at most; empty when it fits. */
export function explainPayload(payload: PayloadClass, data: unknown, at: string): readonly FieldError[] {
  if (!isObject(data)) return [{ code: 'field-object', pointer: at, zh: '应为对象', en: 'expected an object' }];
  const found = validateSync(plainToInstance(payload, data), { forbidUnknownValues: true });
  return [...unknownFields(payload, data, at), ...found.flatMap((error) => fieldErrors(error, at))].slice(
    0,
    FINDINGS_MAX,
  );
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members no class speaks of. The libraries cannot be asked: to them what every object inherits is known, such as toString. */
function unknownFields(payload: PayloadClass, data: object, at: string): readonly FieldError[] {
  const { specs } = fieldsOf(payload);
  return Object.entries(data).flatMap(([name, value]) => {
    const pointer = at + pointerOf([name]);
    const spec = specs.get(name);
    if (spec === undefined)
      return [{ code: 'field-unknown', pointer, zh: '没有这个字段,请删去', en: 'no such field; leave it out' }];
    const { nested } = spec;
    if (nested === undefined) return [];
    if (!Array.isArray(value)) return isObject(value) ? unknownFields(nested, value, pointer) : [];
    return value.flatMap((item, n) => (isObject(item) ? unknownFields(nested, item, `${pointer}/${n}`) : []));
  });
}

function fieldErrors(error: ValidationError, at: string): readonly FieldError[] {
  const pointer = at + pointerOf([error.property]);
  return [...ownErrors(error, pointer), ...(error.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}

function ownErrors(
  { constraints = {}, value, target, property }: ValidationError,
  pointer: string,
): readonly FieldError[] {
  // class-validator's own constraint on a nested object says no more than its children do.
  if (constraints['field'] === undefined) return [];
  if (value === undefined) return [{ code: 'field-required', pointer, zh: '必填', en: 'required' }];
  const payload: unknown = target?.constructor;
  const spec = typeof payload === 'function' ? fieldsOf(payload).specs.get(property) : undefined;
  const misfit = spec?.misfit(value);
  if (misfit === undefined) return [];
  const { at = '', ...said } = misfit;
  return [{ pointer: pointer + at, ...said }];
}
