import type { Validity } from './validity.js';

/** One code of a list, with what it means and, where that is known, the days on which it is taken. */
export interface Code<Of extends string = string> extends Partial<Validity> {
  readonly code: Of;
  readonly zh: string;
  readonly en?: string;
  /** The edition of the classification it belongs to. */
  readonly version?: string;
}

/** A list of codes under the name it is published by: `/v1/reference/{name}`. */
export interface CodeList<Row extends Code = Code> {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly codes: readonly Row[];
}

/** What a list may name. */
export type CodeOf<List extends CodeList> = List['codes'][number]['code'];

/** A list of this ledger's own, whose codes hold on every day: `names` gives each code in Chinese and English. */
export function codeList<Of extends string>(
  name: string,
  zh: string,
  en: string,
  names: Readonly<Record<Of, readonly [zh: string, en: string]>>,
): CodeList<Code<Of>> {
  const codes = Object.entries<readonly [string, string]>(names).map(([code, [zh, en]]) => ({
    code: code as Of,
    zh,
    en,
  }));
  return { name, zh, en, codes };
}

/** The codes alone. */
export const codesOf = <Of extends string>({ codes }: CodeList<Code<Of>>): readonly Of[] =>
  codes.map(({ code }) => code);
