import { PROVINCIAL } from '#context';
import type { Actor, Role } from '#kernel';
import { refuse } from './operating-refusals.js';

const OPERATORS: readonly Role[] = ['HUB', 'AUTHORITY'];

/** What may be done to projections, and by whom. An auditor has them rebuilt to check them, and changes nothing that is read. */
const PERMITTED = {
  look: [...PROVINCIAL],
  rebuild: [...OPERATORS, 'AUDITOR'],
  operate: OPERATORS,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Refuses with operating-not-for-role. */
export function permit({ role }: Actor, what: keyof typeof PERMITTED): void {
  const by: readonly Role[] = PERMITTED[what];
  if (!by.includes(role)) throw refuse('operating-not-for-role', { params: { role, by } });
}
