import { randomBytes } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventStore } from '#event-store';
import { msOf, sha256, type Registry } from '#kernel';
import { ledgerStatement, type OwnWords } from '#process';
import type { Recorder } from '#recorder';
import { syncDirectory } from './durable.js';
import type { Settings } from './settings.js';

const SOURCE = 'urn:liuhen:opening';
const FIRST_ACCOUNT = 'authority';
const FIRST_STREAM = `acct-${FIRST_ACCOUNT}`;
/** Events of the first account once the ledger is open: the account and its key. */
const OPENED = 2;

export type LedgerMode = 'LIVE' | 'DEMONSTRATION';

/** What must be known of a ledger before it is written. */
export interface Found {
  /** Undefined: it is empty. */
  readonly mode: LedgerMode | undefined;
  /** The time of its last event. */
  readonly lastMs: number | undefined;
  /** Events of the first account: two when it has its key. A server that died in between has recorded fewer. */
  readonly accountEvents: number;
}

/** Looks at the log; throws when it cannot be served under these settings. */
export async function inspectLedger(store: EventStore, { demoClock }: Settings): Promise<Found> {
  const last = await store.last();
  if (last === undefined) return { mode: undefined, lastMs: undefined, accountEvents: 0 };
  const [first] = await store.readStream('ledger-self', { limit: 1 });
  if (first?.type !== 'LedgerOpened') throw new Error('this log does not begin with LedgerOpened: it is no ledger');
  const { mode } = first.data as { readonly mode: LedgerMode };
  if (demoClock !== undefined && mode !== 'DEMONSTRATION')
    throw new Error(
      'DEMO_CLOCK is set, but this ledger is LIVE: unset DEMO_CLOCK, or name another DATA_DIR for a demonstration',
    );
  const account = await store.readStream(FIRST_STREAM, { limit: OPENED });
  return { mode, lastMs: msOf(last.meta.recordedAt), accountEvents: account.length };
}

interface Opening {
  readonly recorder: Recorder;
  readonly registry: Registry;
  readonly settings: Settings;
  readonly atMs: number;
  readonly found: Found;
}

export const isOpened = ({ accountEvents }: Found): boolean => accountEvents >= OPENED;

/**
 * Opens an empty ledger, or one whose opening was broken off: what it is, the first account, and that account's key, in one append. The key's secret is written to
 * `DATA_DIR/bootstrap-key` before, so that a crash in between leaves a file of no use and the next start begins anew.
 */
export async function openLedger({ recorder, registry, settings, atMs, found }: Opening): Promise<LedgerMode> {
  const secret = randomBytes(32).toString('base64url');
  await writeOnce(settings.dataDir, `${FIRST_ACCOUNT}.${secret}\n`);
  const mode: LedgerMode = found.mode ?? (settings.demoClock === undefined ? 'LIVE' : 'DEMONSTRATION');
  const say = (words: Omit<OwnWords, 'source' | 'atMs'>) =>
    ledgerStatement(registry, { ...words, source: SOURCE, atMs });
  const stream = FIRST_STREAM;
  const account = { name: '主管部门', role: 'AUTHORITY', org: FIRST_ACCOUNT };
  const opening = [
    say({
      id: 'ledger',
      stream: 'ledger-self',
      type: 'LedgerOpened',
      data: { mode, name: settings.ledgerName, divisionCode: settings.ledgerDivision },
    }),
    say({ id: 'account', stream, type: 'AccountOpened', data: account }),
    say({ id: 'key', stream, type: 'KeyIssued', data: { keyId: 'bootstrap', sha256: sha256(secret) } }),
  ];
  const recorded = found.mode === undefined ? 0 : 1 + found.accountEvents;
  const verdicts = await recorder.record(opening.slice(recorded), 'all');
  for (const verdict of verdicts) if (verdict.kind === 'refused') throw verdict.refusal;
  return mode;
}

async function writeOnce(dataDir: string, text: string): Promise<void> {
  const path = join(dataDir, 'bootstrap-key');
  const file = await open(`${path}.tmp`, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.tmp`, path);
  await syncDirectory(dataDir);
}
