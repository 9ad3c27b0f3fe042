import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { Refusal } from '#kernel';
import { refuse } from '../store-refusals.js';
import { checkCopy } from './copy-check.js';

export interface BackupProgress {
  readonly copiedPages: number;
  readonly totalPages: number;
}

export interface BackupReport {
  /** Last position in the copy. */
  readonly head: number;
  readonly sizeBytes: number;
}

const PAGES_A_STEP = 1_000;

/**
 * Copies the ledger as it is at this moment, while appends go on: a connection of its own holds a snapshot, so nothing that is
 * committed meanwhile restarts the copy or gets into it half (the WAL grows until the copy is done). The file appears under
 * its name only when it has been read back whole.
 */
export async function backupLedger(
  file: string,
  toFile: string,
  onProgress?: (progress: BackupProgress) => void,
): Promise<BackupReport> {
  if (existsSync(toFile)) throw refuse('backup-file-exists', { params: { file: toFile } });
  const partial = `${toFile}.partial`;
  rmSync(partial, { force: true });
  try {
    await copy(file, partial, onProgress);
    const head = await soundHead(partial);
    if (existsSync(toFile)) throw refuse('backup-file-exists', { params: { file: toFile } });
    renameSync(partial, toFile);
    return { head, sizeBytes: statSync(toFile).size };
  } catch (error) {
    rmSync(partial, { force: true });
    throw error instanceof Refusal ? error : failed(toFile, error);
  }
}

async function copy(file: string, partial: string, onProgress?: (progress: BackupProgress) => void): Promise<void> {
  const snapshot = new DatabaseSync(file, { readOnly: true });
  try {
    snapshot.exec('BEGIN; SELECT head FROM log');
    await backup(snapshot, partial, {
      rate: PAGES_A_STEP,
      progress: ({ totalPages, remainingPages }) =>
        onProgress?.({ copiedPages: totalPages - remainingPages, totalPages }),
    });
  } finally {
    snapshot.close();
  }
}

async function soundHead(copied: string): Promise<number> {
  const { integrity, head, skipped, events, first, last } = await checkCopy(copied);
  const gapless = events + skipped === head && (events === 0 || (first >= 1 && last === head));
  const reason =
    integrity === 'ok' ? `${events} events and ${skipped} gaps from ${first} to ${last}, head ${head}` : integrity;
  if (integrity !== 'ok' || !gapless) throw refuse('store-damaged', { params: { reason } });
  return head;
}

const failed = (file: string, cause: unknown): Refusal =>
  refuse('backup-failed', { params: { file, reason: cause instanceof Error ? cause.message : String(cause) }, cause });
