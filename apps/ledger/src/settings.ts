import { join, resolve } from 'node:path';
import { EventStoreDbEventStore } from '#event-store/eventstoredb';
import { msOf, parseInstant } from '#kernel';

/** Parts of the server a process runs. */
const PROCESS_ROLES = ['api', 'projector', 'process'] as const;
/** With read models in SQLite one process has these. */
const TOGETHER: readonly ProcessRole[] = ['api', 'projector'];
type ProcessRole = (typeof PROCESS_ROLES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A file of the embedded store, or a server or cluster. */
export type EventStoreSetting =
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'eventstoredb';
      readonly connection: NonNullable<ReturnType<typeof EventStoreDbEventStore.connectionOf>>;
    };

export interface Settings {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly dataDir: string;
  readonly eventStore: EventStoreSetting;
  /** File of the embedded store. */
  readonly readStoreFile: string;
  readonly roles: readonly ProcessRole[];
  /** The ledger takes its time from `Demo-Now`; a new one opens at `fromMs`, else at the real time. */
  readonly demoClock: { readonly fromMs?: number } | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** What a new ledger calls itself, and the division it is kept for. */
  readonly ledgerName: string;
  readonly ledgerDivision: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks all settings at once; throws an Error with one line per bad setting. */
export function readSettings(env: Environment): Settings {
  const faults: string[] = [];
  const read = <Value>(
    name: string,
    fallback: string,
    parse: (text: string) => Value | undefined,
    expected: string,
  ): Value => {
    const text = env[name] === undefined || env[name] === '' ? fallback : env[name];
    const value = parse(text);
    if (value === undefined) faults.push(`${name}=${withoutPassword(text)}: ${expected}`);
    // Never seen by anyone: a fault ends in the throw below.
    return value as Value;
  };
  const dataDir = resolve(env['DATA_DIR'] || './data/ledger');
  const settings: Settings = {
    host: read('HOST', '127.0.0.1', present, 'a host name or address'),
    port: read('PORT', '8080', portOf, 'an integer from 0 to 65535'),
    dataDir,
    eventStore: read('EVENT_STORE', `sqlite:${join(dataDir, 'events.db')}`, eventStoreOf, EVENT_STORE_EXPECTED),
    readStoreFile: read(
      'READ_STORE',
      `sqlite:${join(dataDir, 'reads.db')}`,
      sqliteFile,
      'sqlite:<file>; mongodb:// is not in this build',
    ),
    roles: read(
      'ROLES',
      PROCESS_ROLES.join(','),
      rolesOf,
      `api,projector and, where what falls due is stated, process: with read models in SQLite one process does it all`,
    ),
    demoClock: read('DEMO_CLOCK', '0', demoClockOf, '0, 1, or the RFC 3339 time a new demonstration begins at')?.clock,
    logLevel: read('LOG_LEVEL', 'info', memberOf(LOG_LEVELS), `one of ${LOG_LEVELS.join(', ')}`),
    ledgerName: read('LEDGER_NAME', '中小企业公共服务活动台账', nameOf, '2 to 100 characters'),
    ledgerDivision: read('LEDGER_DIVISION', '440000', divisionOf, 'six digits of GB/T 2260, such as 440000'),
  };
  if (faults.length > 0) throw new Error(`settings to mend:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return settings;
}

export const EVENT_STORE_EXPECTED =
  'sqlite:<file>, or esdb://[user:password@]host:port[,…][?…&streamPrefix=name] without tlsVerifyCert and throwOnAppendFailure, and with TLS where there is a password';

/** As `EVENT_STORE` says it; undefined when it cannot be used. */
export function eventStoreOf(text: string): EventStoreSetting | undefined {
  const file = sqliteFile(text);
  if (file !== undefined) return { kind: 'sqlite', file };
  const connection = EventStoreDbEventStore.connectionOf(text);
  return connection === undefined ? undefined : { kind: 'eventstoredb', connection };
}

/** Faults end in logs. */
const withoutPassword = (text: string): string => text.replace(/\/\/[^@/]*@/, '//***@');

const present = (text: string): string | undefined => (/^\S+$/.test(text) ? text : undefined);
const nameOf = (text: string): string | undefined => (text.length >= 2 && text.length <= 100 ? text : undefined);
const divisionOf = (text: string): string | undefined => (/^\d{6}$/.test(text) ? text : undefined);

const portOf = (text: string): number | undefined =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;

const sqliteFile = (text: string): string | undefined =>
  text.startsWith('sqlite:') && text.length > 7 ? resolve(text.slice(7)) : undefined;

const memberOf =
  <Member extends string>(members: readonly Member[]) =>
  (text: string): Member | undefined =>
    members.find((member) => member === text);

function rolesOf(text: string): readonly ProcessRole[] | undefined {
  const roles = text.split(',').map((role) => memberOf(PROCESS_ROLES)(role.trim()));
  // One process writes a SQLite file, so each server fills and reads its own; other stores will let parts run alone.
  return TOGETHER.every((role) => roles.includes(role)) && roles.every((role) => role !== undefined)
    ? [...new Set(roles)]
    : undefined;
}

function demoClockOf(text: string): { readonly clock: Settings['demoClock'] } | undefined {
  if (text === '0') return { clock: undefined };
  if (text === '1') return { clock: {} };
  const from = parseInstant(text);
  return from === undefined ? undefined : { clock: { fromMs: msOf(from) } };
}
