import type { Actor, Refusal, Role } from '#kernel';
import { inspectUscc } from '#reference';
import { refuse } from './network-refusals.js';

/** Who registers organisations in the network learns who holds a code; an enterprise does not learn it of another. */
const REGISTRARS: ReadonlySet<Role> = new Set<Role>(['WINDOW', 'HUB', 'AUTHORITY', 'LEDGER']);

/** The refusal of a claim to a code that another organisation holds or has claimed. */
export const heldByAnother = (identifier: string, holder: string, { role }: Actor): Refusal =>
  REGISTRARS.has(role)
    ? refuse('identifier-held-by-another', { params: { identifier, holder }, pointer: '/data/raw' })
    : refuse('identifier-held-elsewhere', { params: { identifier }, pointer: '/data/raw' });

/** The credit code that a payload of a claim names; undefined for other identifiers, and for what is no code. */
export function claimedCode(data: object): string | undefined {
  const { kind, raw } = data as { readonly kind?: unknown; readonly raw?: unknown };
  if (kind !== 'USCC' || typeof raw !== 'string') return undefined;
  const { verdict, normalised } = inspectUscc(raw);
  return verdict === 'ok' ? normalised : undefined;
}
