import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import type { CodeList } from '#reference';
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

/** The same in the two languages of the ledger. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One kind of field, said twice on purpose: as a predicate with an explanation, and as JSON Schema. A property test holds them together. */
interface Said {
  readonly schema: JsonSchema;
  /** Undefined: it fits. */
  misfit(value: unknown): Misfit | undefined;
  /** What its values look like: unit, form, code list. */
  readonly form: Bilingual;
  /** What the field means; a kind that means the same everywhere says it itself. */
  readonly meaning?: Bilingual;
  /** The class of a nested object or of a list's items. */
  readonly nested?: PayloadClass;
  readonly list?: true;
  /** Of an object whose shape another field tells: the class it is of, by that field's code. */
  readonly variants?: Readonly<Record<string, PayloadClass>>;
  /** The list its values, or its items, are codes of. */
  readonly codes?: CodeList;
  /** The field that is stated instead of it. */
  readonly insteadOf?: string;
  /** Of digests: what they are of, and so whether anything must be stored first. */
  readonly digestOf?: DigestOf;
}

/**
 * STORED: a file in the ledger's store of evidence; an event that names one not stored is refused. KEPT_ELSEWHERE: a document
 * that somebody else keeps. KEYED: something nobody is to learn, hashed under a key or drawn by chance. STATED: what stands
 * in the payload itself, or was posted.
 */
export type DigestOf = 'STORED' | 'KEPT_ELSEWHERE' | 'KEYED' | 'STATED';

export interface FieldSpec extends Said {
  /** The same kind, with what a field of it means; `example` where the kind's own says too little. */
  as(zh: string, en: string, example?: unknown): FieldSpec;
  /** The same field, stated only where `other` is not: examples leave it out. */
  instead(other: string): FieldSpec;
  /** The same field, filled in by the ledger: posters leave it out. */
  byLedger(): FieldSpec;
}

/** A kind of field; its schema tells readers what it means, by its form where nothing is said of its meaning. */
export function kind(said: Said): FieldSpec {
  const { form, meaning } = said;
  const saysForm = meaning !== undefined && meaning.en !== form.en;
  const description = saysForm ? `${meaning.zh}(${form.zh}) / ${meaning.en} (${form.en})` : `${form.zh} / ${form.en}`;
  return {
    ...said,
    schema: { ...said.schema, description },
    as: (zh, en, example) => {
      const schema = example === undefined ? said.schema : { ...said.schema, examples: [example] };
      return kind({ ...said, schema, meaning: { zh, en } });
    },
    instead: (other) => kind({ ...said, insteadOf: other }),
    byLedger: () => kind({ ...said, schema: { ...said.schema, readOnly: true } }),
  };
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
