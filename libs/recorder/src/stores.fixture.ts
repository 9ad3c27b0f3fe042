import type { EventLookup, EventStore } from '#event-store';
import { EventStoreDbEventStore } from '#event-store/eventstoredb';
import { SqliteEventStore } from '#event-store/sqlite';
import { canonical, sha256, type Role, type Statement } from '#kernel';
import type { Rehearsal } from './receipt.js';

export type FindingStore = EventStore & { readonly lookup: EventLookup };

/** Where the recorder's promises must hold. `runs`: how often a law is tried there. */
export interface Kind {
  readonly open: (file: string) => Promise<FindingStore>;
  readonly runs: number;
}

/** The three kinds of stores; `server` is asked for its URL when one is opened. */
export const kindsOf = (server: () => string): readonly (readonly [string, Kind])[] => [
  ['a store that refuses repetitions', { open: (file) => SqliteEventStore.open(file), runs: 150 }],
  ['a store that does not', { open: unenforcing, runs: 150 }],
  ['a server', { open: (file) => onServer(server(), file), runs: 15 }],
];

/** A store that leaves it to the recorder to find repetitions: streams are presumed new, statements looked up before. */
async function unenforcing(file: string): Promise<FindingStore> {
  const inner = await SqliteEventStore.open(file);
  const lookup = having(inner.lookup, { isEnforced: false });
  return Object.assign(inner, { lookup });
}

/** The same object with some members of another's making. */
export const having = <Of extends object>(of: Of, members: Partial<Of>): Of =>
  new Proxy(of, {
    get: (target, name) => {
      const member: unknown = name in members ? Reflect.get(members, name) : Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });

/** Streams of their own for each file name. */
export function onServer(url: string, file: string): Promise<FindingStore> {
  const connection = EventStoreDbEventStore.connectionOf(`${url}&streamPrefix=r${sha256(file).slice(0, 12)}`);
  if (connection === undefined) throw new Error(`cannot use ${url}`);
  return EventStoreDbEventStore.open({ connection, indexFile: ':memory:' });
}

export const statement = (
  stream: string,
  type: string,
  data: object,
  id: string,
  { hour = 10, role = 'WINDOW' }: { readonly hour?: number; readonly role?: Role } = {},
): Statement => {
  const dataText = canonical(data);
  const occurredAt = `2026-03-05T${hour}:00:00.000+08:00`;
  return {
    stream,
    type,
    version: 1,
    data,
    dataText,
    meta: {
      actor: { account: `${role}-1`, org: `${role}-org`, node: `${role}-n`, role },
      enteredBy: 'SELF',
      occurredAt,
      source: '//test',
      statementId: id,
      digest: sha256(`${stream} ${type} ${dataText} ${occurredAt}`),
      correlationId: stream,
    },
  };
};

export function wordOf(verdict: Rehearsal | undefined): string {
  if (verdict === undefined) return 'nothing';
  if (verdict.kind === 'refused') return verdict.refusal.code;
  if (verdict.kind === 'admitted') return `admitted ${verdict.stream}: ${verdict.events}`;
  const { replayed, stream, revision } = verdict.receipt;
  return `${replayed ? 'replayed' : 'recorded'} ${stream}@${revision}`;
}
