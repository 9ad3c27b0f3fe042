import type { Actor } from '#kernel';
import { refuse } from './query.js';
import { readsAll } from './readers.js';

interface Asked {
  readonly node?: string;
  readonly agency?: string;
}

/** Refuses who reads no figures of nodes, not even a sum of all. */
export function checkReadsNodes(caller: Actor): void {
  if (!readsAll(caller) && caller.node === undefined) throw notForRole(caller);
}

/** The node a caller's figures are limited to: what it asked for, or its own when it may not read others. */
export function scopedNode(caller: Actor, asked: string | undefined): string | undefined {
  if (readsAll(caller)) return asked;
  const own = caller.node;
  if (own === undefined) throw notForRole(caller);
  if (asked !== undefined && asked !== own) throw refuse('figures-not-own', { params: { own }, pointer: '?node' });
  return own;
}

/** The agency a caller asks about, which is itself when it may not read others. */
export function scopedAgency(caller: Actor, asked: string | undefined): string | undefined {
  if (readsAll(caller)) return asked;
  if (caller.role !== 'AGENCY') throw notForRole(caller);
  const own = caller.org;
  if (asked !== undefined && asked !== own) throw refuse('agency-not-own', { params: { own }, pointer: '?agency' });
  return own;
}

/** What a caller's figures are limited to: agencies to their own rows at any node, windows to those of their node. */
export function ownScope(caller: Actor, asked: Asked): { readonly node?: string; readonly agency?: string } {
  const isAgency = caller.role === 'AGENCY';
  const node = isAgency ? asked.node : scopedNode(caller, asked.node);
  const agency = isAgency ? scopedAgency(caller, asked.agency) : asked.agency;
  return { ...(node === undefined ? {} : { node }), ...(agency === undefined ? {} : { agency }) };
}

const notForRole = ({ role }: Actor): Error => refuse('figures-not-for-role', { params: { role } });
