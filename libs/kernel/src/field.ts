import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import type { PayloadClass } from './event-type.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Why a value does not fit; texts name what is expected. */
export interface Misfit {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Which item of a list it is, as a pointer below the field: `/3`. */
  readonly at?: string;
}

/** One kind of field, said twice on purpose: as a predicate with an explanation, and as JSON Schema. A property test holds them together. */
export interface FieldSpec {
  readonly schema: JsonSchema;
  /** Undefined: it fits. */
  misfit(value: unknown): Misfit | undefined;
  /** The class of a nested object or of a list's items. */
  readonly nested?: PayloadClass;
  readonly list?: true;
}

/** Marks a payload's property. `optional` = may be absent; null is never a value. */
export function Field(spec: FieldSpec, presence: 'required' | 'optional' = 'required'): PropertyDecorator {
  const { nested } = spec;
  const decorators = [
    ValidateBy({ name: 'field', constraints: [spec], validator: { validate: (v) => spec.misfit(v) === undefined } }),
    ...(nested === undefined ? [] : [Type(() => nested), ValidateNested({ each: spec.list === true })]),
    ...(presence === 'optional' ? [ValidateIf((_payload, value) => value !== undefined)] : []),
  ];
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}
