import type { ErrorKind, FieldError, Refusal } from '#kernel';
import type { Language } from './language.js';

/** The one table from kinds of refusals to HTTP. */
const KINDS: Readonly<Record<ErrorKind, { readonly status: number; readonly zh: string; readonly en: string }>> = {
  malformed: { status: 400, zh: '请求无法识别', en: 'The request cannot be read' },
  unauthenticated: { status: 401, zh: '未通过身份验证', en: 'Not authenticated' },
  forbidden: { status: 403, zh: '没有此项权限', en: 'Not permitted' },
  missing: { status: 404, zh: '没有找到', en: 'Not found' },
  'wrong-method': { status: 405, zh: '此地址不支持该方法', en: 'Not a method of this address' },
  'timed-out': { status: 408, zh: '请求未在时限内传完', en: 'The request took too long to arrive' },
  conflict: { status: 409, zh: '与已登记的事实不符', en: 'At odds with what is recorded' },
  gone: { status: 410, zh: '已依法删除', en: 'Gone' },
  'too-large': { status: 413, zh: '超过大小限制', en: 'Too large' },
  'address-too-long': { status: 414, zh: '地址过长', en: 'The address is too long' },
  unsupported: { status: 415, zh: '格式不支持', en: 'Unsupported format' },
  invalid: { status: 422, zh: '内容需要修改', en: 'The content needs a change' },
  busy: { status: 429, zh: '请求过于集中', en: 'Too many requests' },
  'head-too-large': { status: 431, zh: '请求头过大', en: 'The header fields are too large' },
  unavailable: { status: 503, zh: '服务暂不可用', en: 'Temporarily unavailable' },
};

export const statusOf = (kind: ErrorKind): number => KINDS[kind].status;
export const titleOf = (kind: ErrorKind, language: Language): string => KINDS[kind][language];

/** RFC 9457 problem details with this API's members `code` and `errors`. */
export interface Problem {
  /** `/problems/{code}`, which explains it. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** The request's id. */
  readonly instance?: string;
  readonly errors?: readonly Finding[];
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export function problemOf(refusal: Refusal, language: Language, instance?: string): Problem {
  const { code, kind, errors } = refusal;
  return {
    type: `/problems/${code}`,
    title: titleOf(kind, language),
    status: statusOf(kind),
    detail: refusal[language],
    code,
    ...(instance === undefined ? {} : { instance }),
    ...(errors.length === 0 ? {} : { errors: errors.map((error) => finding(error, language)) }),
  };
}

/** One finding about a field, in a language. */
export interface Finding {
  readonly code: string;
  readonly pointer: string;
  readonly detail: string;
}

const finding = ({ code, pointer, ...texts }: FieldError, language: Language): Finding => ({
  code,
  pointer,
  detail: texts[language],
});

/** An answer of success with what was left out of what was posted; no member when nothing was. */
export const withWarnings = <Answer extends object>(
  answer: Answer,
  warnings: readonly FieldError[],
  language: Language,
): Answer & { readonly warnings?: readonly Finding[] } =>
  warnings.length === 0 ? answer : { ...answer, warnings: warnings.map((warning) => finding(warning, language)) };

/** Our mistake, not the caller's: what went wrong stands in the log under the request's id, not in the answer. */
export const INTERNAL = {
  code: 'internal',
  status: 500,
  title: { zh: '服务内部错误', en: 'Internal error' },
  detail: {
    zh: '服务内部错误;请保留数据,稍后以相同编号重新提交,并向运维人员提供问题编号',
    en: 'an internal error; keep the data, post it again later under the same ids, and give the operator the request id',
  },
} as const;

export const internalProblem = (language: Language, instance?: string): Problem => ({
  type: `/problems/${INTERNAL.code}`,
  title: INTERNAL.title[language],
  status: INTERNAL.status,
  detail: INTERNAL.detail[language],
  code: INTERNAL.code,
  ...(instance === undefined ? {} : { instance }),
});
