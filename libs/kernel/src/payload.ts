import { Ajv, type ValidateFunction } from 'ajv';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import type { PayloadClass } from './event-type.js';
import { FORMATS } from './field-kinds.js';
import type { FieldSpec, JsonSchema } from './field.js';
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
  return list === true ? { ...schema, items: schemaOf(nested) } : schemaOf(nested);
}

/** The bulk path's validator: says yes or no in about a microsecond. Compiled when first asked, since most processes see few types. */
export function compilePayload(payload: PayloadClass): (data: unknown) => boolean {
  let validate: ValidateFunction | undefined;
  return (data) => {
    validate ??= new Ajv({ strict: true, allErrors: false, formats: FORMATS }).compile(schemaOf(payload));
    return validate(data);
  };
}

/** class-validator's word on a payload: every misfit with its pointer below `at`; empty when it fits. */
export function explainPayload(payload: PayloadClass, data: unknown, at: string): readonly FieldError[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return [{ code: 'field-object', pointer: at, zh: '应为对象', en: 'expected an object' }];
  const found = validateSync(plainToInstance(payload, data), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  return found.flatMap((error) => fieldErrors(error, at));
}

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function fieldErrors(error: ValidationError, at: string): readonly FieldError[] {
  const pointer = `${at}/${escapePointer(error.property)}`;
  const own = Object.keys(error.constraints ?? {}).flatMap((name) => ownError(error, name, pointer));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}

function ownError(error: ValidationError, constraint: string, pointer: string): readonly FieldError[] {
  if (constraint === 'whitelistValidation')
    return [{ code: 'field-unknown', pointer, zh: '没有这个字段,请删去', en: 'no such field; leave it out' }];
  if (error.value === undefined) return [{ code: 'field-required', pointer, zh: '必填', en: 'required' }];
  const target: unknown = error.target?.constructor;
  const spec = typeof target === 'function' ? fieldsOf(target).specs.get(error.property) : undefined;
  const misfit = spec?.misfit(error.value);
  // class-validator's own constraint on a nested object says no more than its children do.
  return misfit === undefined ? [] : [{ pointer, ...misfit }];
}
