import type { Asked } from './caller.js';
import type { Problem } from './document.js';
import type { Changed } from './statements.js';

export const isRefusedWith =
  (...statuses: readonly number[]): Asked['fault'] =>
  ({ status }) =>
    statuses.includes(status) ? undefined : `got ${status}, expected ${statuses.join(' or ')}`;

/** What a statement is refused for when it is not of the published shape; all other refusals are the rules' business. */
const OF_SHAPE: ReadonlySet<string> = new Set([
  'invalid-attributes',
  'invalid-data',
  'data-not-json',
  'unknown-event-type',
  'unknown-subject',
  'subject-not-of-type',
  'nested-too-deep',
]);

/** Whether a changed statement is of the published shape. */
export const isFitting = ({ codes, text, fits }: Changed): boolean => codes === undefined && fits(JSON.parse(text));

/** How the answer to a changed statement differs from what is published; undefined when it does not. No problem: accepted. */
export function disagreement(change: Changed, problem: Problem | undefined): string | undefined {
  const { codes, blamed } = change;
  if (codes !== undefined)
    return problem !== undefined && codes.includes(problem.code)
      ? strayBlame(problem, blamed)
      : `expected ${codes.join(' or ')}, got ${said(problem)}`;
  const isTaken = problem === undefined || !OF_SHAPE.has(problem.code);
  if (isFitting(change) !== isTaken)
    return `${isTaken ? 'does not fit' : 'fits'} the published schema, got ${said(problem)}`;
  if (isTaken || problem === undefined) return undefined;
  return (problem.errors ?? []).length === 0 ? `${problem.code} points at nothing` : strayBlame(problem, blamed);
}

/** Who sent it, which is told beside what was changed. */
const OF_SENDER = 'role-may-not-state';

/** Nothing else than what was changed, or what stands inside it, is pointed at. */
function strayBlame({ errors = [] }: Problem, blamed: string): string | undefined {
  const astray = errors.filter(
    ({ code, pointer }) => code !== OF_SENDER && pointer !== blamed && !pointer.startsWith(`${blamed}/`),
  );
  return astray.length === 0
    ? undefined
    : `points at ${astray.map(({ pointer }) => pointer).join(', ')}, not at ${blamed}`;
}

/** Findings of a rule about texts, which no schema tells. */
const OF_TEXTS: ReadonlySet<string> = new Set(['field-id-unseen', 'field-text-blank', 'field-text-deceptive']);

/** What a batch was refused for, as its second statement alone would have been; undefined: not because of it. */
export function ofSecond(problem: Problem): Problem | undefined {
  const errors = (problem.errors ?? [])
    .filter(({ pointer }) => pointer === '/1' || pointer.startsWith('/1/'))
    .map((error) => ({ ...error, pointer: error.pointer.slice(2) }));
  if (problem.code !== 'batch-refused') return { ...problem, errors };
  const [first] = errors;
  if (first === undefined) return undefined;
  const { code, pointer } = first;
  if (OF_TEXTS.has(code)) return { ...problem, code: 'texts-not-plain', errors };
  if (/^(?:field|attribute)-/.test(code))
    return {
      ...problem,
      code: code.startsWith('field-') && pointer.startsWith('/data') ? 'invalid-data' : 'invalid-attributes',
      errors,
    };
  return { ...problem, code, errors: pointer === '' ? [] : errors };
}

const said = (problem: Problem | undefined): string =>
  problem === undefined ? 'a receipt' : `${problem.code} ${JSON.stringify(problem.errors ?? [])}`;
