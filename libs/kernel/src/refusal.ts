import type { CheckCode } from './check-code.js';
import type { Bilingual } from './field.js';

/** How things fail. A refusal is the caller's mistake and its code is API; a bug is an assertion and never gets a code. */

/** Kinds decide the HTTP status, in one table (`libs/web`). */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'wrong-method'
  | 'timed-out'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'address-too-long'
  | 'head-too-large'
  | 'unsupported'
  | 'invalid'
  | 'busy'
  | 'unavailable';

/** A value of a refusal's texts; one that has a name in each language is filled in by it. */
type Param = string | number | Bilingual;
export type Params = Readonly<Record<string, Param | readonly (string | Bilingual)[]>>;

/** One row of a refusal table. Texts name the remedy; `{name}` is filled from the parameters. */
export interface RefusalText {
  readonly kind: ErrorKind;
  /**
   * The check of data quality that a posting refused for it fails. Null: it says nothing about the quality of data (rights and
   * separation of duties, limits, corrections that may not be made, accounts and keys, what the authority publishes), or nothing
   * was posted.
   */
  readonly check: CheckCode | null;
  readonly zh: string;
  readonly en: string;
}

/** A finding about one field. `pointer` is an RFC 6901 pointer into the statement. */
export interface FieldError {
  readonly code: string;
  readonly pointer: string;
  readonly zh: string;
  readonly en: string;
}

function fill(text: string, params: Params, language: keyof Bilingual): string {
  const said = (value: Param): string => (typeof value === 'object' ? value[language] : String(value));
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return isList(value) ? value.map(said).join(language === 'zh' ? '、' : ', ') : said(value);
  });
}

const isList = (value: Params[string]): value is readonly (string | Bilingual)[] => Array.isArray(value);

/** An answer the caller can act on. Thrown by rules and doors alike; `code` is stable, `message` is not. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    readonly zh: string,
    readonly en: string,
    readonly params: Params = {},
    readonly errors: readonly FieldError[] = [],
    cause?: unknown,
  ) {
    super(`${code}: ${en}`, cause === undefined ? undefined : { cause });
  }
}

/** What is wrong with each field by one refusal; one that names no field is a finding about the whole. */
const findingsOf = ({ code, zh, en, errors }: Refusal): readonly FieldError[] =>
  errors.length > 0 ? errors : [{ code, pointer: '', zh, en }];

/**
 * All that is known to be wrong with one statement as one answer: the first refusal, with the findings of the others behind its
 * own. Undefined: nothing is.
 */
export function together(refusals: readonly Refusal[]): Refusal | undefined {
  const [first, ...others] = refusals;
  if (first === undefined || others.length === 0) return first;
  const more = others.flatMap(findingsOf);
  const { code, kind, zh, en, params, cause } = first;
  return new Refusal(
    code,
    kind,
    `${zh}(另有 ${more.length} 处问题,一并列于 errors)`,
    `${en} (errors lists ${more.length} more ${more.length === 1 ? 'finding' : 'findings'})`,
    params,
    [...findingsOf(first), ...more],
    cause,
  );
}

/** Makes all these checks, whichever fail; refuses by throwing all that do as one. They must not rest on each other. */
export function checkTogether(...checks: readonly (() => void)[]): void {
  const refused = together(checks.flatMap(refusalOf));
  if (refused !== undefined) throw refused;
}

function refusalOf(check: () => void): readonly Refusal[] {
  try {
    check();
    return [];
  } catch (failure) {
    if (failure instanceof Refusal) return [failure];
    throw failure;
  }
}

/** Options of one refusal: values for its text, the field it is about, findings field by field, the cause. */
export interface RefusalDetails {
  readonly params?: Params;
  readonly pointer?: string;
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
}

/** The thrower of one lib's refusals; `table` is read by the error documentation. */
export interface Refuse<Code extends string> {
  (code: Code, details?: RefusalDetails): Refusal;
  readonly table: Readonly<Record<Code, RefusalText>>;
}

/** Declares a lib's refusals: `throw refuse(code, { params })`. */
export function refusals<Code extends string>(table: Readonly<Record<Code, RefusalText>>): Refuse<Code> {
  const refuse = (code: Code, { params = {}, pointer, errors, cause }: RefusalDetails = {}): Refusal => {
    const { kind, zh, en } = table[code];
    const texts = { zh: fill(zh, params, 'zh'), en: fill(en, params, 'en') };
    const findings = errors ?? (pointer === undefined ? [] : [{ code, pointer, ...texts }]);
    return new Refusal(code, kind, texts.zh, texts.en, params, findings, cause);
  };
  return Object.assign(refuse, { table });
}
