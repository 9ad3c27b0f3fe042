import { canonical } from '#kernel';
import { refuse } from './network-refusals.js';

/**
 * The payload with what the ledger computes from it. A poster may state a computed field too, but not otherwise than it is
 * computed; `undefined` says that the field does not apply.
 */
export function withComputed<Data extends object>(data: Data, computed: Readonly<Record<string, unknown>>): Data {
  const known = Object.entries(computed).filter(([, value]) => value !== undefined);
  for (const [field, value] of Object.entries(computed)) {
    const stated: unknown = Reflect.get(data, field);
    if (stated === undefined || (value !== undefined && canonical(stated) === canonical(value))) continue;
    const params = { field, computed: said(value), stated: said(stated) };
    throw refuse('computed-field-differs', { params, pointer: `/data/${field}` });
  }
  return { ...data, ...Object.fromEntries(known) };
}

const said = (value: unknown): string => (value === undefined ? '∅' : canonical(value));
